"""phongtrao recognised [--on DATE] --json: the units recognised on a day, as the public page lists them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.recognition import public
from phongtrao.words import day_in_words


class Command(BaseCommand):
    help = "In các đơn vị đang được công nhận, như trang công khai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="mặc định: hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi đơn vị một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or words.today()
        for unit in public.shown(list(public.standing(day)), day):
            told = {**asdict(unit), "decided_on": unit.decided_on.isoformat()}
            by = f"{unit.decision} ngày {day_in_words(unit.decided_on)}"
            line = f"{unit.name} ({unit.subject}), năm {unit.year}: {by}"
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else line)
