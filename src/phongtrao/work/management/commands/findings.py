"""phongtrao findings: where adopted directives contradict each other or themselves, one finding a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.findings.finding import Finding
from phongtrao.work.findings.found import adoptions_of, concerning, find
from phongtrao.work.findings.hops import LEAST


class Command(BaseCommand):
    help = "In các điểm cần xem: chỗ các văn bản đã giao việc trái nhau, kèm những đoạn chữ liên quan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", metavar="ID|NUMBER", help="chỉ của văn bản này")
        parser.add_argument("--days", type=int, default=LEAST, help=f"ngày làm việc giữa hai chặng (mặc định {LEAST})")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"của tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi điểm một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        try:
            by = find_user(options["by"])
            found = find(adoptions_of(by, day), day, options["days"])
            if options["document"]:
                found = concerning(find_document(options["document"], by, day), found)
        except (Unknown, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        for finding in found:
            self.stdout.write(json.dumps(as_row(finding), ensure_ascii=False) if options["json"] else _text(finding))


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as one object; `settled` is None while it waits for a person."""
    settled = finding.settled
    return {
        "adoption": finding.adoption.pk,
        "kind": finding.kind,
        "key": finding.key,
        "message": finding.message,
        "passages": [
            {"document": passage.document.pk, "place": passage.place, "words": passage.words}
            for passage in finding.passages
        ],
        "settled": settled
        and {
            "decision": settled.decision,
            "reason": settled.reason,
            "by": settled.by.username,
            "at": settled.at.isoformat(),
        },
    }


def _text(finding: Finding) -> str:
    settled = f" [{finding.settled.get_decision_display()}]" if finding.settled else ""
    lines = [f"{finding.adoption.pk} {finding.key}{settled}", f"  {finding.message}"]
    return "\n".join(lines + [f"    {p.document.title}, {p.place}: “{p.words[:160]}”" for p in finding.passages])
