"""phongtrao open-tasks --until DATE: opens what falls due up to that day; run every night.

Work delegated to somebody whose post has been handed over by now goes to the successor first.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.work.hand_over import move_delegated
from phongtrao.work.open_tasks import open_tasks


class Command(BaseCommand):
    help = "Mở các việc đến hạn tới ngày nêu; chạy lại không mở trùng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", required=True, type=a_day, help="mở đến hết ngày (2026-12-31)")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"tài khoản ghi vào nhật ký (mặc định {ADMINISTRATOR})")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        move_delegated(by, words.now())
        opened = open_tasks(options["until"], words.now(), by)
        self.stdout.write(f"Mở {opened} việc có hạn đến hết ngày {words.day_in_words(options['until'])}.")
