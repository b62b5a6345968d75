"""phongtrao commendation-rules [PROGRAMME] --json: rules of commendation that are loaded, with sources and gaps."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.awards.models import CommendationRulesVersion
from phongtrao.awards.rules import SUBJECTS


class Command(BaseCommand):
    help = "In quy định khen thưởng đã nạp: hình thức, thẩm quyền, hồ sơ, hạn mức, thời hạn giữ họ tên, điều chưa rõ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", nargs="?", metavar="PHONG-TRÀO", help="chỉ của phong trào này")
        parser.add_argument("--json", action="store_true", help="mỗi phiên bản một dòng JSON, đủ mọi giá trị")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = CommendationRulesVersion.objects.select_related("programme")
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        for row in rows:
            said = {"programme": row.programme.name, **row.content}
            lines = [json.dumps(said, ensure_ascii=False)] if options["json"] else _outline(row)
            for line in lines:
                self.stdout.write(line)


def _outline(row: CommendationRulesVersion) -> list[str]:
    """The rules for people."""
    says = row.said
    lines = [f"{row.programme.name}: {says.title} (phiên bản {says.version}, từ {says.valid_from:%d/%m/%Y})"]
    lines.append(f"    Căn cứ: {says.source}")
    for one in says.forms:
        lines.append(f"    {one.name}: {one.title}; {', '.join(SUBJECTS[subject] for subject in one.subjects)}")
    sample = " (số mẫu, tỉnh chưa xác nhận)" if says.retention.sample else ""
    lines.append(f"    Giữ họ tên: {says.retention.years} năm sau quyết định{sample}")
    return [*lines, *(f"    Chưa rõ: {one.about}. {one.words}" for one in says.gaps)]
