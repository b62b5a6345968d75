"""phongtrao scores CANDIDACY --json: the scores of a candidacy that an account may see, sealed or not."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import User
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.score_entry import result_words
from phongtrao.recognition.scores import said, scored
from phongtrao.recognition.shown_score import named, seal_of
from phongtrao.recognition.told_score import as_json


class Command(BaseCommand):
    help = "In các bảng điểm của một hồ sơ công nhận mà tài khoản được xem: tự chấm, thành viên chấm, thống nhất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi bảng điểm một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        for line in _lines(find_candidacy(options["id"], by, words.today()), by):
            seal = "đang chấm" if line["holds"] is None else "đã chốt" if line["holds"] else "đã chốt, KHÔNG KHỚP"
            plain = f"{line['id']:>6}  {line['name']}: {line['words']} ({seal})"
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else plain)


def _lines(candidacy: Candidacy, by: User) -> Iterator[dict[str, Any]]:
    rows = Score.objects.visible_to(by, words.today()).filter(candidacy=candidacy)
    for row in rows.select_related("criteria", "member"):
        result, seal = scored(row), seal_of(row)
        yield {
            "id": row.pk,
            "name": named(row),
            "kind": row.kind,
            "nth": row.nth,
            "sent": row.sent_at.isoformat() if row.sent_at else None,
            "sha256": seal.digest if seal else None,
            "holds": seal.holds if seal else None,
            "words": result_words(said(row.criteria), result),
            "score": as_json(said(row.criteria), result),
        }
