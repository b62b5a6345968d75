"""phongtrao remove-second-factor: for who has lost both the phone and the recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.second_factor import remove


class Command(BaseCommand):
    help = "Gỡ xác thực hai lớp của một tài khoản mất điện thoại và mã dự phòng; chủ tài khoản thiết lập lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            user, by = find_user(options["username"]), find_user(options["by"])
        except LookupError as error:
            raise CommandError(str(error)) from error
        had = remove(user, by)
        said = "Đã gỡ xác thực hai lớp của" if had else "Chưa bật xác thực hai lớp:"
        self.stdout.write(f"{said} tài khoản {user.username}.")
