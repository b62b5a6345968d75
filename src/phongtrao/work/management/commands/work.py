"""phongtrao work: opens tasks every night, reminds every morning, sends what waits; runs until it is stopped."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from phongtrao import words
from phongtrao.work.worker import Pass, work


class Command(BaseCommand):
    help = "Chạy cạnh trang: mở việc mỗi đêm, nhắc việc mỗi sáng, gửi thư. Bị ngắt giữa chừng, chạy lại là làm tiếp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm một lượt rồi dừng")
        parser.add_argument("--every", type=int, default=30, metavar="GIÂY", help="nghỉ giữa hai lượt (mặc định 30)")
        parser.add_argument("--json", action="store_true", help="mỗi lượt một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        while True:
            done = work(words.now())
            if options["json"]:
                self.stdout.write(json.dumps(asdict(done)))
            elif options["once"] or _did_anything(done):
                self.stdout.write(
                    f"Mở {done.opened} việc, nhắc {done.reminded} người, gửi {done.sent.sent} thư"
                    f" ({done.sent.failed} lỗi, {done.sent.dead} không gửi được), tiêu hủy xong {done.purged}."
                )
            if options["once"]:
                return
            close_old_connections()
            time.sleep(options["every"])


def _did_anything(done: Pass) -> bool:
    return bool(done.opened or done.reminded or done.sent.sent or done.sent.failed or done.sent.dead or done.purged)
