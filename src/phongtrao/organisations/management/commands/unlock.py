"""phongtrao unlock: opens an account that was locked after wrong passwords."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.locks import unlock
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.words import now


class Command(BaseCommand):
    help = "Mở khoá một tài khoản đã nhập sai mật khẩu quá số lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            opened = unlock(find_user(options["username"]), find_user(options["by"]), now())
        except LookupError as error:
            raise CommandError(str(error)) from error
        said = "Đã mở khoá tài khoản" if opened else "Không có lần nhập sai nào ghi cho tài khoản"
        self.stdout.write(f"{said} {options['username']}.")
