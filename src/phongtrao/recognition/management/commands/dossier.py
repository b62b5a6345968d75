"""phongtrao dossier ID --json: the papers of a dossier, which are there, which are missing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.dossier import Part, parts


class Command(BaseCommand):
    help = "In các giấy tờ của một hồ sơ công nhận: đã có, dự thảo, còn thiếu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi giấy tờ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        candidacy = find_candidacy(options["id"], account(options["by"]), words.today())
        for part in parts(candidacy):
            line = _line(part)
            plain = f"{line['paper']:12} {line['title']}: {line['words']}"
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else plain)


def _line(part: Part) -> dict[str, Any]:
    state = "there" if part.is_whole else "draft" if part.there else "missing"
    told = {"there": "đã có", "draft": "dự thảo, chưa phát hành", "missing": "chưa có"}
    return {
        "paper": part.asked.name,
        "title": part.asked.title,
        "by": part.asked.by,
        "source": part.asked.source,
        "state": state,
        "words": told[state],
        "outgoing": part.there.outgoing_id if part.there else None,
        "file": part.there.file.name if part.there and part.there.file else None,
    }
