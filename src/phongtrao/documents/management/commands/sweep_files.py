"""phongtrao sweep-files: takes away files that no row names, left by a process that was killed."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.files import sweep


class Command(BaseCommand):
    help = "Dọn các tệp dở dang không thuộc văn bản hay công việc nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--older-than", type=int, default=60, metavar="PHÚT", help="chỉ dọn tệp cũ hơn (60 phút)")

    def handle(self, *_: Any, **options: Any) -> None:
        removed = sweep(words.now(), timedelta(minutes=max(0, options["older_than"])))
        self.stdout.write(f"Đã dọn {removed} tệp.")
