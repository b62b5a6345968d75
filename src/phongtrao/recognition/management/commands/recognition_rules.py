"""phongtrao recognition-rules [PROGRAMME] --json: rules of recognition that are loaded, with their sources and gaps."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.recognition.models import RulesVersion
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.rules_told import calendar, measure


class Command(BaseCommand):
    help = "In quy định công nhận đã nạp: đối tượng, lịch, chỉ tiêu, căn cứ, điều văn bản chưa nêu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", nargs="?", metavar="PHONG-TRÀO", help="chỉ của phong trào này")
        parser.add_argument("--json", action="store_true", help="mỗi phiên bản một dòng JSON, đủ mọi giá trị")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = RulesVersion.objects.select_related("programme")
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        for row in rows:
            said = {"programme": row.programme.name, **row.content}
            lines = [json.dumps(said, ensure_ascii=False)] if options["json"] else _outline(row)
            for line in lines:
                self.stdout.write(line)


def _outline(row: RulesVersion) -> list[str]:
    """The rules for people."""
    says, year = row.said, words.today().year
    lines = [f"{row.programme.name}: {says.title} (phiên bản {says.version}, từ {says.valid_from:%d/%m/%Y})"]
    lines.append(f"    Căn cứ: {says.source}")
    lines += [f"    {one.day:%d/%m/%Y} {one.title}: {one.who} {one.flag}".rstrip() for one in calendar(says, year)]
    lines += [f"    Chỉ tiêu {one.year}: {SUBJECTS[one.subject].lower()}, {measure(one)}" for one in says.targets]
    return [*lines, *(f"    Chưa rõ: {one.about}. {one.words}" for one in says.gaps)]
