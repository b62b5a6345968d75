"""phongtrao archive-log FILE: entries over their time leave the database for a signed file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.log_rules import archive, rule_on
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Chuyển các mục nhật ký quá thời gian lưu ra một tệp có ký số; chuỗi còn lại vẫn kiểm tra được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tên nên có đuôi .jsonl.gz; tệp chưa được có sẵn")
        parser.add_argument("--before", type=a_day, metavar="NGÀY", help="chỉ các mục trước ngày này")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        path, at = options["file"], words.now()
        try:
            row = archive(path, find_user(options["by"]), at, options["before"])
        except FileExistsError as error:
            raise CommandError(f"Đã có tệp {path}; xin chọn tên khác.") from error
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        if row is None:
            self.stdout.write(f"Không có mục nào quá thời gian lưu. Quy định: {rule_on(at.date()).source}")
            return
        self.stdout.write(f"Đã lưu trữ mục {row.first} đến {row.last} vào {path}; SHA-256: {row.sha256}")
