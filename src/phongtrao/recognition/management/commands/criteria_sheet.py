"""phongtrao criteria-sheet [NAME[@VERSION]] > file.xlsx: a criteria set as an Excel workbook, or an empty one.

`--from FILE` reads a workbook that was filled in, tells every wrong cell, and writes the set's TOML file.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from phongtrao.files import Refusal
from phongtrao.recognition.criteria_arguments import add_criteria, asked
from phongtrao.recognition.criteria_sheet import as_workbook
from phongtrao.recognition.read_criteria_sheet import read_any
from phongtrao.recognition.write_criteria import as_toml
from phongtrao.toml_tables import BadFile


class Command(BaseCommand):
    help = "Ghi ra bảng Excel để lập một bộ tiêu chí; --from đọc bảng đã điền và in thành tệp TOML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_criteria(parser, "criteria", nargs="?")
        parser.add_argument("--from", dest="source", type=Path, metavar="TỆP", help="bảng Excel đã điền, hoặc tệp TOML")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["source"]:
            self.stdout.write(_as_toml(options["source"]), ending="")
            return
        if self.stdout.isatty():
            raise CommandError("Xin chuyển kết quả vào tệp: phongtrao criteria-sheet > bo-tieu-chi.xlsx")
        named = options["criteria"]
        raw = as_workbook(asked(named, options["root"]) if named else None)
        out: BinaryIO = self.stdout.buffer  # type: ignore[assignment]
        out.write(raw)


def _as_toml(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return as_toml(read_any(path.name, file))
    except OSError as error:
        raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}.") from error
    except (Refusal, BadFile) as error:
        raise CommandError(str(error)) from error
