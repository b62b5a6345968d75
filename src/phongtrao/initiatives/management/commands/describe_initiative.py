"""phongtrao describe-initiative ID [--aim FILE] [--findings FILE] [--regulation FILE] --by ACCOUNT."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.describe import describe
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case

WORDS = {"aim": "mục đích, sự cần thiết", "findings": "kết quả khảo sát", "regulation": "quy chế hoạt động"}


class Command(BaseCommand):
    help = "Ghi mục đích, kết quả khảo sát, quy chế của một mô hình từ tệp chữ (UTF-8)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của mô hình")
        for name, said in WORDS.items():
            parser.add_argument(f"--{name}", type=Path, metavar="TỆP", help=said)
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        case = find_case(MACHINE, options["id"], by, words.today())
        try:
            given = {name: options[name].read_text("utf-8") for name in WORDS if options[name]}
            changed = describe(case, given, by, words.now())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được tệp: {error}.") from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Đã ghi nội dung." if changed else "Không có gì thay đổi.")
