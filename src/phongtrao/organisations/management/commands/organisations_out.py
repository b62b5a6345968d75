"""phongtrao organisations-out: bodies with all their versions as CSV or Excel."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import of_province
from phongtrao.organisations.file_rows import HEADINGS, rows_out
from phongtrao.table_files import as_csv, as_xlsx

TITLE = "Tổ chức"


class Command(BaseCommand):
    help = "Ghi danh sách tổ chức, mọi giai đoạn, ra tệp CSV hoặc Excel; tệp nạp lại được bằng organisations-load."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", metavar="TỈNH", help="chỉ tổ chức của tỉnh này (và tỉnh đã sáp nhập vào)")
        parser.add_argument("--xlsx", action="store_true", help="tệp Excel thay cho CSV")
        parser.add_argument("--to", type=Path, metavar="TỆP", help="ghi vào tệp này; mặc định ra màn hình")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = rows_out(of_province(options["province"]))
        path: Path | None = options["to"]
        xlsx = options["xlsx"] or (path is not None and path.suffix.casefold() == ".xlsx")
        raw = as_xlsx(HEADINGS, rows, TITLE) if xlsx else as_csv(HEADINGS, rows).encode()
        if path is not None:
            try:
                path.write_bytes(raw)
            except OSError as error:
                raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
        elif not xlsx:
            self.stdout.write(raw.decode(), ending="")
        elif sys.stdout.isatty():
            raise CommandError("Tệp Excel không hiện được trên màn hình; xin thêm: --to tên-tệp.xlsx.")
        else:
            sys.stdout.buffer.write(raw)
