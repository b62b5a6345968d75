"""phongtrao synthesis-deed ID DEED --by ACCOUNT: a figure by hand, sentences picked, paragraphs written."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import find_synthesis
from phongtrao.reports.models import Synthesis
from phongtrao.reports.paragraphs import DEEDS, Picked, change_paragraph, pick
from phongtrao.reports.synthesise import change_figure

FIGURE, PICK = "change_figure", "pick"


class Command(BaseCommand):
    help = "Một thao tác trên bản tổng hợp chưa ký: sửa tay số liệu, chọn câu, sửa đoạn văn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="số của bản tổng hợp (xem: phongtrao syntheses)")
        parser.add_argument("deed", choices=[FIGURE, PICK, *DEEDS], help="thao tác")
        parser.add_argument("--cell", default="", metavar="MỤC", help="tên chỉ tiêu (change_figure), câu hỏi (pick)")
        parser.add_argument("--value", default="", help="số sửa tay; để trống: lấy lại số tổng hợp")
        parser.add_argument("--base", default="", help="tổng số đi kèm của tỷ lệ")
        parser.add_argument("--reason", default="", help="lý do sửa tay")
        parser.add_argument("--sentences", nargs="*", default=[], metavar="SỐ", help="với pick: như 12.0 12.3")
        parser.add_argument("--paragraph", default="", metavar="SỐ", help="đoạn văn; với pick: đưa vào cuối đoạn này")
        parser.add_argument("--text", default="", help="nội dung đoạn văn")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            row = find_synthesis(options["id"], by, words.today())
            self.stdout.write(self._done(row, by, options))
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused

    def _done(self, row: Synthesis, by: User, options: dict[str, Any]) -> str:
        named = options["paragraph"]
        if options["deed"] == FIGURE:
            typed = options["value"], options["base"], options["reason"]
            change_figure(row, options["cell"], *typed, by, words.now())
            return f"Bản tổng hợp {row.pk}: đã ghi «{options['cell']}»."
        if options["deed"] == PICK:
            picked = [_picked(said) for said in options["sentences"]]
            onto = int(named) if named.isdecimal() else None
            return f"Đoạn {pick(row, options['cell'], picked, by, words.now(), onto).pk}."
        found = row.paragraphs.filter(pk=int(named)).first() if named.isdecimal() else None
        if found is None:
            raise Unknown(f"Bản tổng hợp {row.pk} không có đoạn «{named}».")
        change_paragraph(found, options["deed"], by, words.now(), options["text"])
        return f"Đoạn {named}: đã {DEEDS[options['deed']].lower()}."


def _picked(said: str) -> Picked:
    answer, _, nth = said.partition(".")
    if not answer.isdecimal() or not nth.isdecimal():
        raise Refused(f"Không có câu «{said}»; xin ghi như 12.0 (xem: phongtrao answers).")
    return Picked(int(answer), int(nth))
