"""phongtrao verify-page > xac-minh.html: the page that checks certificates without network."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.procedure import Refused
from phongtrao.recognition.site_lists import site_lists
from phongtrao.recognition.verify_page import known, verify_page


class Command(BaseCommand):
    help = "In trang xác minh dùng khi không có mạng: khoá gốc, danh sách khoá, danh sách tình trạng lúc này."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="chỉ in những gì trang biết")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            lists = site_lists(words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(json.dumps(known(lists), ensure_ascii=False) if options["json"] else verify_page(lists))
