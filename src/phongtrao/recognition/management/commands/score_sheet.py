"""phongtrao score-sheet NAME[@VERSION] > file.xlsx: the Excel sheet in which a unit answers the criteria."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from phongtrao.recognition.criteria_arguments import add_criteria, asked
from phongtrao.recognition.score_sheet import as_sheet


class Command(BaseCommand):
    help = "Ghi ra bảng Excel để một đơn vị trả lời các tiêu chí; chấm bằng score."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_criteria(parser, "criteria")

    def handle(self, *_: Any, **options: Any) -> None:
        if self.stdout.isatty():
            raise CommandError("Xin chuyển kết quả vào tệp: phongtrao score-sheet BỘ-TIÊU-CHÍ > bang-cham.xlsx")
        raw = as_sheet(asked(options["criteria"], options["root"]))
        out: BinaryIO = self.stdout.buffer  # type: ignore[assignment]
        out.write(raw)
