"""phongtrao tasks: every task and undated assignment, one a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.work.listing import WORDS, task_lines


class Command(BaseCommand):
    help = "In các việc có hạn và nhiệm vụ thường xuyên, mỗi việc một dòng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", help="chỉ của tổ chức này (mã hoặc tên)")
        parser.add_argument("--on", type=a_day, help="trạng thái tính vào ngày (2026-01-30); mặc định hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or words.today()
        try:
            organisation = find_body(options["organisation"], day) if options["organisation"] else None
        except (Ambiguous, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        for line in task_lines(day, organisation):
            if options["json"]:
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            else:
                said = f"{line['organisation']}: {line['text'][:80]}"
                self.stdout.write(f"{line['id']:>8}  {line['due'] or '-':10}  {WORDS[line['status']]:26}  {said}")
