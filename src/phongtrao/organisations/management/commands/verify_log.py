"""phongtrao verify-log: whether the log still says what was written."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations import chain
from phongtrao.organisations.checkpoint import Checkpoint, NoCheckpoint
from phongtrao.organisations.log_file import LogFile, NoLogFile, open_log_file
from phongtrao.organisations.models import LogEntry

WITHOUT = (
    "Chưa đối chiếu với mốc giữ ngoài hệ thống: ai viết lại cả chuỗi thì chỉ mốc mới cho thấy "
    "(xem: phongtrao log-checkpoint)."
)


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký từ mục đầu đến mục cuối, và đối chiếu với các mốc đã giữ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            dest="checkpoints",
            action="append",
            default=[],
            metavar="MỐC",
            help="64 ký tự; nêu được nhiều lần",
        )
        parser.add_argument(
            "--archive", dest="archives", action="append", default=[], type=Path, metavar="TỆP", help="tệp đã lưu trữ"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            checkpoints = [Checkpoint.read(text) for text in options["checkpoints"]]
        except NoCheckpoint as error:
            raise CommandError(str(error)) from error
        found = list(chain.breaks(checkpoints, [self._file(path) for path in options["archives"]]))
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {len(found)} chỗ.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {LogEntry.objects.count()} mục.")
        if checkpoints:
            until = max(c.sequence for c in checkpoints)
            self.stdout.write(f"Đúng như lúc lấy mốc, từ mục đầu đến mục {until}.")
        else:
            self.stdout.write(WITHOUT)

    def _file(self, path: Path) -> LogFile:
        try:
            return open_log_file(path)
        except NoLogFile as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error
