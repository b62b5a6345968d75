from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.words import now


class Command(BaseCommand):
    help = "Nạp địa bàn và tổ chức của một tỉnh, cả trước và sau ngày 01/7/2025. Chạy lại không làm hại gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("province", metavar="TỈNH", help="tên tỉnh, có dấu hoặc không dấu")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_units(options["province"], find_user(options["by"]), now())
        except LookupError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded), ensure_ascii=False))
            return
        self.stdout.write(
            f"{loaded.province}: {loaded.areas} địa bàn, {loaded.organisations} tổ chức, "
            f"{loaded.versions} phiên bản, {loaded.successions} lần kế thừa "
            f"(mới {loaded.new}, sửa {loaded.changed}, bỏ {loaded.removed})."
        )
