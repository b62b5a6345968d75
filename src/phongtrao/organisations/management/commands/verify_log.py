"""phongtrao verify-log: whether the log still says what was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.models import LogEntry


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký từ mục đầu đến mục cuối."

    def handle(self, *_: Any, **options: Any) -> None:
        breaks = list(LogEntry.breaks())
        for line in breaks:
            self.stderr.write(line)
        if breaks:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {len(breaks)} chỗ.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {LogEntry.objects.count()} mục.")
