"""phongtrao initiative-kinds [--by ACCOUNT] [--reference] --json: kinds of models in force; keys of their files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.initiatives.kind_keys import KINDS
from phongtrao.initiatives.models import KindVersion
from phongtrao.organisations.arguments import account


class Command(BaseCommand):
    help = "In các loại mô hình đang áp dụng; --reference in các khóa của tệp TOML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những loại mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi loại một dòng JSON")
        parser.add_argument("--reference", action="store_true", help="in bảng các khóa của tệp TOML (Markdown)")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["reference"]:
            self.stdout.write(KINDS.reference())
            return
        day, rows = words.today(), KindVersion.objects.select_related("programme")
        if options["by"]:
            rows = rows.visible_to(account(options["by"]), day)
        for row in rows.current(day):
            told = {"id": row.pk, "programme": row.programme.name, **row.content}
            line = json.dumps(told, ensure_ascii=False) if options["json"] else f"{row.name}: {row.title}"
            self.stdout.write(line)
