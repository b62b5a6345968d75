"""phongtrao demo: a site to try, filled and running, in a data folder of its own."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.demo import DEMO_PASSWORD, SAMPLES
from phongtrao.management.commands.serve import refuse_taken


class Command(BaseCommand):
    help = "Dựng trang dùng thử: địa bàn một tỉnh, tài khoản, văn bản mẫu đã giao việc; rồi chạy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--directives", help="thư mục văn bản thay cho văn bản mẫu")
        parser.add_argument("--fill-only", action="store_true", help="chỉ nạp dữ liệu, không chạy")

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ chạy khi PHONGTRAO_DEMO=1, với PHONGTRAO_HOME riêng cho bản dùng thử.")
        folder = Path(options["directives"]) if options["directives"] else SAMPLES
        if not folder.is_dir():
            raise CommandError(f"{folder}: không phải thư mục. Xin nêu thư mục chứa các tệp văn bản.")
        if not options["fill_only"]:
            refuse_taken(options["port"])
        call_command("migrate", verbosity=0)
        from phongtrao.show import fill

        fill(folder, words.now(), self.stdout.write)
        self.stdout.write(f"Mở http://127.0.0.1:{options['port']}/ – mật khẩu của mọi tài khoản: {DEMO_PASSWORD}")
        if not options["fill_only"]:
            self.stdout.flush()
            _serve(options["port"])


def _serve(port: int) -> None:
    """The site, in this process begun anew: a server forked off from one that drew PDFs waits for threads it lacks."""
    os.execv(sys.executable, [sys.executable, "-m", "phongtrao.cli", "serve", "--port", str(port)])
