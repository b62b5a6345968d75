"""phongtrao site-key: the public half of the site's key, for those who check what it signed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import site_key


class Command(BaseCommand):
    help = "In khoá công khai của trang (Ed25519), để nơi nhận kiểm tra chữ ký trên gói và tệp lưu trữ."

    def handle(self, *_: Any, **options: Any) -> None:
        self.stdout.write(site_key.public_key())
