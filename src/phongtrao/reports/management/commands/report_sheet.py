"""phongtrao report-sheet FORM PERIOD BODY > file.xlsx: the Excel sheet in which the body fills in its report."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import add_report_arguments, asked
from phongtrao.reports.open_report import find_report
from phongtrao.reports.report_sheet import as_sheet, filled


class Command(BaseCommand):
    help = "Ghi ra bảng tính Excel để một tổ chức điền báo cáo; nạp lại bằng report-load."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        if self.stdout.isatty():
            raise CommandError("Xin chuyển kết quả vào tệp: phongtrao report-sheet MẪU KỲ TỔ-CHỨC > bao-cao.xlsx")
        wanted = asked(options)
        try:
            report = find_report(wanted.form, wanted.of, wanted.body)
        except Refused as error:
            raise CommandError(str(error)) from error
        out: BinaryIO = self.stdout.buffer  # type: ignore[assignment]
        out.write(as_sheet(filled(report, words.now())))
