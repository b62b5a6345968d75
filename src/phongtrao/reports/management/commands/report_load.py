"""phongtrao report-load FILE [--form F --period P --body B] [--send] [--accept] --by ACCOUNT: a report from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import Asked, a_period, asked
from phongtrao.reports.enter import save
from phongtrao.reports.load_values import Read, Wrong, read_values
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.report_deeds import take

DEEDS = {"send": ("send_report", "approve_report"), "accept": ("accept_report",)}


class Command(BaseCommand):
    help = "Nhập một báo cáo từ tệp Excel lập bằng report-sheet, hoặc từ CSV có hai cột: chỉ tiêu, giá trị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--form", help="với CSV: tên ngắn của mẫu")
        parser.add_argument("--period", type=a_period, help="với CSV: kỳ báo cáo, như 2026-H1")
        parser.add_argument("--body", help="với CSV: tổ chức báo cáo (mã hoặc tên)")
        parser.add_argument("--send", action="store_true", help="trình và duyệt gửi ngay (tài khoản là lãnh đạo)")
        parser.add_argument("--accept", action="store_true", help="nhận ngay (tài khoản nhận được báo cáo)")
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

    def _take(self, read: Read, by: Any, options: dict[str, Any]) -> None:
        at = words.now()
        report = report_of(read.form, read.of, read.body)
        edition = draft_of(report, by, at)
        saved = save(edition, read.typed, by, at)
        if saved.wrong:
            raise Wrong("\n".join(f"{read.places.get(n, n)}: {text}" for n, text in saved.wrong.items()))
        for option in ("send", "accept"):
            for deed in DEEDS[option] if options[option] else ():
                edition = take(edition, deed, by, at)
        self.stdout.write(f"{report.title}, {report.organisation.name}: {len(saved.written)} ô, {edition.state}")


def _named(options: dict[str, Any]) -> Asked | None:
    """What the options name; None where they name nothing, as for a sheet that says it itself."""
    given = [options["form"], options["period"], options["body"]]
    if not any(given):
        return None
    if not all(given):
        raise CommandError("Xin ghi đủ ba: --form, --period và --body.")
    return asked(options)
