"""phongtrao log-checkpoint: 64 characters that seal the log as it stands, to be kept outside the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations import checkpoint


class Command(BaseCommand):
    help = "In mốc nhật ký gồm đúng 64 ký tự để cơ quan giữ ngoài hệ thống (ghi ra giấy, gửi cơ quan khác)."

    def handle(self, *_: Any, **options: Any) -> None:
        self.stdout.write(checkpoint.now().written())
