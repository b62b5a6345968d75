"""phongtrao spot-check ID --agrees | --differs --words TEXT --by ACCOUNT: what was found on the spot."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.draws import record_check


class Command(BaseCommand):
    help = "Ghi kết quả kiểm tra thực tế của một hồ sơ đã rút trúng (xem: phongtrao draw)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        found = parser.add_mutually_exclusive_group(required=True)
        found.add_argument("--agrees", action="store_true", help="đúng với hồ sơ")
        found.add_argument("--differs", action="store_true", help="không đúng với hồ sơ")
        parser.add_argument("--words", required=True, metavar="NỘI-DUNG", help="đã xem gì, ở đâu, thấy gì")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        found = find_candidacy(options["id"], by, words.today())
        check = found.checks.order_by("-pk").first()
        if check is None:
            raise CommandError("Hồ sơ này không rút trúng kiểm tra thực tế.")
        try:
            record_check(check, options["agrees"], options["words"], by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{found}: đã ghi kết quả kiểm tra.")
