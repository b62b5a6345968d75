"""phongtrao backup FILE: the whole site in one file, while it runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.backups.arguments import add_secret, secret_of
from phongtrao.backups.backup import back_up
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user


class Command(BaseCommand):
    help = "Sao lưu toàn bộ dữ liệu và tệp vào một tệp; trang vẫn chạy bình thường."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="người sao lưu, ghi vào nhật ký")
        add_secret(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            made = back_up(options["file"].absolute(), find_user(options["by"]), words.now(), secret_of(options))
        except Unknown as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Chưa sao lưu được vào {options['file']}: {error.strerror}.") from error
        tables = made.manifest["tables"].values()
        count = sum(table["rows"] for table in tables)
        self.stdout.write(f"Đã sao lưu {count} dòng, {len(made.manifest['files'])} tệp vào {made.path}.")
        self.stdout.write(f"SHA-256: {made.sha256}")
        self.stdout.write(f"Mốc nhật ký: {made.manifest['checkpoint']}")
        for line in made.damaged:
            self.stderr.write(line)
        if made.damaged:
            raise CommandError(f"Bản sao lưu đã ghi xong nhưng {len(made.damaged)} tệp của trang bị mất hoặc hỏng.")
