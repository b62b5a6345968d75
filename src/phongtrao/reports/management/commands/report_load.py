"""phongtrao report-load FILE [--form F --period P --body B] [--send] [--accept] --by ACCOUNT: a report from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.procedures import REPORT
from phongtrao.reports.arguments import Asked, a_period, asked
from phongtrao.reports.load_values import Read, Wrong, read_values
from phongtrao.reports.open_report import writing_post
from phongtrao.reports.report_deeds import take
from phongtrao.reports.take_values import Taken, said_already, take_values

DEEDS = {"send": ("send_report", "approve_report"), "accept": ("accept_report",)}
WAY = ("draft", "sent", "approved", "accepted")
REACHES = {"send_report": "sent", "approve_report": "approved", "accept_report": "accepted"}
"""A deed that was done already is not done again."""
OVER = "xin xem lại, rồi thêm --over để ghi theo bảng."


class Command(BaseCommand):
    help = "Nhập một báo cáo từ tệp Excel lập bằng report-sheet, hoặc từ CSV có hai cột: chỉ tiêu, giá trị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--form", help="với CSV: tên ngắn của mẫu")
        parser.add_argument("--period", type=a_period, help="với CSV: kỳ báo cáo, như 2026-H1")
        parser.add_argument("--body", help="với CSV: tổ chức báo cáo (mã hoặc tên)")
        parser.add_argument("--send", action="store_true", help="trình và duyệt gửi ngay (tài khoản là lãnh đạo)")
        parser.add_argument("--accept", action="store_true", help="nhận ngay (tài khoản nhận được báo cáo)")
        parser.add_argument("--over", action="store_true", help="ghi cả vào ô đã được người khác sửa sau khi tải bảng")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            by = find_user(options["by"])
            with path.open("rb") as file:
                read = read_values(path.name, file, _named(options))
            with transaction.atomic():
                self._take(read, by, options)
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}.") from error
        except (Refusal, Refused, Unknown, Wrong) as error:
            raise CommandError(str(error)) from error

    def _take(self, read: Read, by: User, options: dict[str, Any]) -> None:
        """All of it or nothing: a cell that cannot be taken keeps the others out, too. Twice does no harm."""
        at = words.now()
        writing_post(by, read.body, at.date(), instead=True)
        edition, count = said_already(read), 0
        if edition is None:
            taken = take_values(read, by, at, instead=True, over=read.typed if options["over"] else ())
            if refused := list(_refused(taken)):
                raise Wrong("\n".join(refused))
            edition, count = taken.edition, len(taken.written)
        for deed in (deed for option, deeds in DEEDS.items() if options[option] for deed in deeds):
            if WAY.index(edition.state) < WAY.index(REACHES[deed]):
                edition = take(edition, deed, by, at, instead=True)
        report = edition.report
        told = f"{report.title}, {report.organisation.name}: {count} ô, {REPORT.words[edition.state]}"
        self.stdout.write(told)


def _refused(taken: Taken) -> Iterator[str]:
    """Every cell that was not taken, by its place in the file: why, and what to do."""
    for line in taken.lines:
        place = f"{line.place} ({line.title})" if line.place else f"«{line.title}»"
        if line.wrong:
            yield f"{place}: {line.wrong}"
        elif line.conflict:
            by = f" ({line.conflict.by})" if line.conflict.by else ""
            theirs, mine = line.before_said, line.after_said
            yield f"{place}: sau khi tải bảng, trên trang đã ghi «{theirs}»{by}, bảng ghi «{mine}»; {OVER}"


def _named(options: dict[str, Any]) -> Asked | None:
    """What the options name; None where they name nothing, as for a sheet that says it itself."""
    given = [options["form"], options["period"], options["body"]]
    if not any(given):
        return None
    if not all(given):
        raise CommandError("Xin ghi đủ ba: --form, --period và --body.")
    return asked(options)
