"""phongtrao candidacies YEAR [--programme NAME] [--by ACCOUNT] --json: units put forward for a year."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from phongtrao import words
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.printed_table import PrintedTable
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.selected_table import printed
from phongtrao.recognition.selecting import candidates, paths_of
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme


class Command(BaseCommand):
    help = "In các đơn vị đăng ký của một năm, trạng thái và điểm của từng hồ sơ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="tên ngắn của phong trào")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những hồ sơ mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi hồ sơ một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        rows = Candidacy.objects.filter(year=options["year"]).select_related("programme", "organisation", "rules")
        if options["by"]:
            rows = rows.filter(pk__in=Candidacy.objects.visible_to(account(options["by"]), words.today()))
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        if files := to_files(lambda: _table(rows, options), options):
            self.stdout.write(f"{len(rows)} dòng: {', '.join(map(str, files))}")
            return
        for one in told(list(rows)):
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else _line(one))


def _table(rows: QuerySet[Candidacy], options: dict[str, Any]) -> PrintedTable:
    """The list of one programme for paper and Excel. Raises CommandError where none is named."""
    programme = Programme.objects.filter(name=options["programme"]).first()
    if programme is None:
        raise CommandError("Với --xlsx, --docx xin ghi --programme (xem: phongtrao programmes).")
    ordered = rows.select_related("appraiser", "commune", "through").order_by("subject", "organisation__code")
    lines = candidates(list(ordered), account(options["by"] or ADMINISTRATOR), words.today())
    return printed(programme, options["year"], lines)


def told(rows: list[Candidacy]) -> list[dict[str, Any]]:
    """Each for scripts; `self_score` and `score` are totals that were handed in, null where there is none yet."""
    names = names_of({row.organisation_id for row in rows}, words.today())
    sent = Score.objects.filter(candidacy__in=rows, sent_at__isnull=False).order_by("nth", "pk")
    paths = paths_of(rows)
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
            "path": paths[row.pk],
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
