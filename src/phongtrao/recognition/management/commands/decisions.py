"""phongtrao decisions [--by ACCOUNT] [--json]: decisions of recognition and of withdrawal, with their units."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.recognition.models import Decision


class Command(BaseCommand):
    help = "In các quyết định công nhận, thu hồi và dự thảo, mỗi quyết định với các đơn vị trong danh sách."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="những gì tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi quyết định một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = Decision.objects.visible_to(account(options["by"]), words.today())
        for row in rows.select_related("paper", "programme").prefetch_related("candidacies__organisation"):
            plain = f"{row.pk}  {row.paper.title} ({Decision.KINDS[row.kind]}): {row.paper.get_state_display()}"
            self.stdout.write(json.dumps(told(row), ensure_ascii=False) if options["json"] else plain)


def told(row: Decision) -> dict[str, Any]:
    """A decision for scripts; `number` and `day` are null while it is a draft."""
    paper = row.paper
    return {
        "id": row.pk,
        "kind": row.kind,
        "programme": row.programme.name,
        "year": row.year,
        "paper": paper.pk,
        "state": paper.state,
        "number": paper.code if paper.number else None,
        "day": paper.issued_on.isoformat() if paper.issued_on else None,
        "candidacies": sorted(one.pk for one in row.candidacies.all()),
    }
