"""phongtrao restore FILE: a backup looked through, then put back, all of it or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from phongtrao import site_key, words
from phongtrao.backups.arguments import add_secret, secret_of
from phongtrao.backups.encryption import Locked
from phongtrao.backups.restore import Damaged, opened, restore
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Khôi phục trang từ một bản sao lưu; mặc định chỉ vào nơi chưa có dữ liệu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--replace", action="store_true", help="thay toàn bộ dữ liệu đang có")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không khôi phục")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="tài khoản có trong bản sao lưu")
        add_secret(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with opened(options["file"], secret_of(options)) as backup:
                tables, files = backup.manifest["tables"], backup.manifest["files"]
                said = f"{sum(t['rows'] for t in tables.values())} dòng, {len(files)} tệp"
                if options["check"]:
                    self.stdout.write(f"Bản sao lưu nguyên vẹn: {said}, lập lúc {backup.manifest['made_at']}.")
                    return
                call_command("migrate", verbosity=0, interactive=False)
                site_key.make()
                lacking = restore(backup, options["by"], words.now(), options["replace"])
        except (Damaged, Locked, Refused, Unknown) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không đọc được {options['file']}: {error.strerror}.") from error
        self.stdout.write(f"Đã khôi phục {said}; từng bảng, từng tệp đúng như bản kê.")
        for line in lacking:
            self.stderr.write(line)
