"""phongtrao report-deed ID DEED --by ACCOUNT: send, let out, return, accept, withdraw or correct a report."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.procedures import REPORT
from phongtrao.reports.models import Edition, Report
from phongtrao.reports.open_report import current
from phongtrao.reports.report_deeds import take


def a_mark(written: str) -> tuple[str, str]:
    """`mo_hinh=Chưa khớp biên bản.`. Raises ArgumentTypeError."""
    name, sign, text = written.partition("=")
    if not sign or not name.strip() or not text.strip():
        raise ArgumentTypeError(f"«{written}»: xin ghi như mo_hinh='Chưa khớp biên bản.'")
    return name.strip(), text.strip()


class Command(BaseCommand):
    help = "Một thao tác trên báo cáo: trình, duyệt gửi, trả lại, nhận, rút, lập bản sửa (xem: phongtrao procedures)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = list(dict.fromkeys(step.deed for step in REPORT.steps))
        parser.add_argument("id", type=int, help="số của báo cáo (xem: phongtrao reports)")
        parser.add_argument("deed", choices=known, help="thao tác")
        parser.add_argument("--note", default="", help="lý do")
        parser.add_argument("--mark", type=a_mark, action="append", default=[], help="với return_report: MỤC=nhận xét")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            edition = self._edition(options["id"], by)
            edition = take(edition, options["deed"], by, words.now(), options["note"], dict(options["mark"]))
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Báo cáo {options['id']}, bản thứ {edition.nth}: {REPORT.words[edition.state]}.")

    def _edition(self, pk: int, by: User) -> Edition:
        report = Report.objects.visible_to(by, words.today()).filter(pk=pk).first()
        edition = current(report) if report else None
        if edition is None:
            raise Unknown(f"Không có báo cáo số {pk} trong phạm vi của tài khoản này (xem: phongtrao reports).")
        return edition
