"""phongtrao candidacies YEAR [--programme NAME] [--by ACCOUNT] --json: units put forward for a year."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.procedure import CANDIDACY
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.work.desk import names_of


class Command(BaseCommand):
    help = "In các đơn vị đăng ký của một năm, trạng thái và điểm của từng hồ sơ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="tên ngắn của phong trào")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những hồ sơ mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi hồ sơ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = Candidacy.objects.filter(year=options["year"]).select_related("programme", "organisation", "rules")
        if options["by"]:
            rows = rows.filter(pk__in=Candidacy.objects.visible_to(account(options["by"]), words.today()))
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        for one in told(list(rows)):
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else _line(one))


def told(rows: list[Candidacy]) -> list[dict[str, Any]]:
    """Each for scripts; `self_score` and `score` are totals that were handed in, null where there is none yet."""
    names = names_of({row.organisation_id for row in rows}, words.today())
    sent = Score.objects.filter(candidacy__in=rows, sent_at__isnull=False).order_by("nth", "pk")
    totals = {(row.candidacy_id, row.kind): row.total for row in sent}
    return [
        {
            "id": row.pk,
            "organisation": names[row.organisation_id],
            "organisation_code": row.organisation.code,
            "programme": row.programme.name,
            "subject": row.subject,
            "year": row.year,
            "state": row.state,
            "registered_on": row.registered_on.isoformat(),
            "late": row.is_late,
            "path": "xa" if row.deeds.filter(deed="pass_up").exists() or row.state == "at_commune" else "tinh",
            "self_score": _number(totals.get((row.pk, Score.SELF))),
            "score": _number(totals.get((row.pk, Score.COUNCIL))),
        }
        for row in rows
    ]


def _number(total: Any) -> float | None:
    return None if total is None else float(total)


def _line(one: dict[str, Any]) -> str:
    score = "" if one["score"] is None else f", {one['score']:g} điểm"
    subject = SUBJECTS[one["subject"]].lower()
    return f"{one['id']:>5}  {one['organisation']} ({subject}): {CANDIDACY.words[one['state']]}{score}"
