"""phongtrao close-accounts: nightly; accounts whose last post has ended are closed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.staff import close_without_post
from phongtrao.words import now, today


class Command(BaseCommand):
    help = "Đóng tài khoản không còn giữ chức năng nào. Chạy hằng đêm; chạy lại không làm hại gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            closed = close_without_post(today(), find_user(options["by"]), now())
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã đóng {closed} tài khoản.")
