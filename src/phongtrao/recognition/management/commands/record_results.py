"""phongtrao record-results PROGRAMME FILE --by ACCOUNT [--dry-run]: results of another programme, all rows or none."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.arguments import account
from phongtrao.recognition.file_command import add_file_argument, run
from phongtrao.recognition.results_file import plan_of, record_all


class Command(BaseCommand):
    help = "Ghi kết quả của phong trào khác (an-toan-antt, phan-loai) từ tệp Excel hoặc CSV: tất cả hoặc không ghi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn, như an-toan-antt")
        add_file_argument(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        run(self, options, account(options["by"]), plan_of, record_all)
