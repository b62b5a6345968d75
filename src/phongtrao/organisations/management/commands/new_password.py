"""phongtrao new-password: a new first password for an account."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.staff import new_password
from phongtrao.words import now


class Command(BaseCommand):
    help = "Cấp lại mật khẩu cho một tài khoản; mật khẩu chỉ hiện một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            user = find_user(options["username"])
            password = new_password(user, find_user(options["by"]), now())
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Mật khẩu mới của {user.username} (chỉ hiện một lần): {password}")
