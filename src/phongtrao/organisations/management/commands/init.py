from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from phongtrao import site_key
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.staff import make_administrator
from phongtrao.words import now


class Command(BaseCommand):
    help = "Tạo cơ sở dữ liệu, khoá ký của trang và tài khoản quản trị. Chạy lại không làm hại gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu quản trị từ đầu vào chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else None
        password = password or os.environ.get("PHONGTRAO_PASSWORD") or None
        if password is not None:
            self._check(password)
        call_command("migrate", verbosity=0, interactive=False)
        site_key.make()
        user, given = make_administrator(now(), password)
        if given is None:
            self.stdout.write(f"Đã có sẵn tài khoản {user.username}; mật khẩu giữ nguyên.")
        elif password is None:
            self.stdout.write(f"Đã lập tài khoản {user.username}, mật khẩu (chỉ hiện một lần): {given}")
        else:
            self.stdout.write(f"Đã lập tài khoản {user.username} với mật khẩu đã cho.")

    def _check(self, password: str) -> None:
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(f"Mật khẩu của {ADMINISTRATOR} chưa đạt: {' '.join(error.messages)}") from error
