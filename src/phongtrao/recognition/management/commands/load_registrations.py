"""phongtrao load-registrations PROGRAMME FILE --by ACCOUNT [--dry-run]: units of a sheet put forward, all or none."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.arguments import account
from phongtrao.recognition.file_command import add_file_argument, run
from phongtrao.recognition.registration_file import plan_of, register_all


class Command(BaseCommand):
    help = "Đăng ký các đơn vị ghi trong tệp Excel hoặc CSV: ghi tất cả hoặc không ghi gì; nạp lại không đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn (xem: phongtrao programmes)")
        add_file_argument(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        run(self, options, account(options["by"]), plan_of, register_all)
