"""phongtrao add-user: an account, and the password it begins with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.staff import add_user
from phongtrao.procedure import Refused
from phongtrao.words import now


class Command(BaseCommand):
    help = "Lập tài khoản cho một cán bộ; mật khẩu đầu tiên chỉ hiện một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("full_name", metavar="HỌ_TÊN")
        parser.add_argument("--email", default="", metavar="THƯ_CÔNG_VỤ")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            user, password = add_user(options["username"], options["full_name"], by, now(), options["email"])
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã lập tài khoản {user.username}, mật khẩu (chỉ hiện một lần): {password}")
