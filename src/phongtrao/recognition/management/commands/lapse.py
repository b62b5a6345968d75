"""phongtrao lapse --by ACCOUNT: ends recognitions that nobody confirmed in time, where the rules have it so (off)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.recognition.uphold import lapse_due


class Command(BaseCommand):
    help = "Ghi hết hiệu lực các công nhận không được xác nhận duy trì; chỉ khi quy định của tỉnh đặt lapses = true."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="quản trị hệ thống")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        if not by.sees_all(words.today()):
            raise CommandError("Lệnh này do quản trị hệ thống chạy.")
        ended = lapse_due(by, words.now())
        for one in ended:
            self.stdout.write(f"{one.candidacy}: hết hiệu lực.")
        self.stdout.write(f"{len(ended)} công nhận hết hiệu lực.")
