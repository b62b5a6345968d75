"""phongtrao plan PROGRAMME --json: what each year must bring, by both readings of the percentage of those remaining."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from phongtrao import words
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.procedure import Refused
from phongtrao.recognition.models import RulesVersion
from phongtrao.recognition.plan import YearPlan, plan
from phongtrao.recognition.rules import SUBJECTS, RecognitionRules
from phongtrao.recognition.shipped import rules_of_folder
from phongtrao.recognition.totals import totals_of
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import Programme
from phongtrao.work.programmes import BadPart

UNKNOWN = "chưa có tổng số"
HEAD = ("Năm", "Đối tượng", "Giảm dần", "Cộng dồn", "Cố định", "Cộng dồn", "Tổng số")


class Command(BaseCommand):
    help = "In kế hoạch năm của một phong trào: số đơn vị mỗi năm theo hai cách hiểu «số còn lại»."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn, hoặc thư mục của phong trào chưa nạp")
        parser.add_argument("--province", metavar="TỈNH", help="lấy tổng số do tỉnh này ghi (mã hoặc tên UBND tỉnh)")
        parser.add_argument("--json", action="store_true", help="mỗi năm, mỗi đối tượng một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            rules, bases = _known(options["programme"], options["province"])
        except (Ambiguous, BadFile, BadPart, Refused, Unknown) as error:
            raise CommandError(str(error)) from error
        rows = plan(rules, bases)
        if not options["json"]:
            self.stdout.write(_line(HEAD))
        for row in rows:
            self.stdout.write(json.dumps(told(row)) if options["json"] else _line(_cells(row)))


def _known(name: str, province: str | None) -> tuple[RecognitionRules, dict[str, int]]:
    """The rules and the totals that a province stated; of a programme that is not loaded what its folder says."""
    day = words.today()
    try:
        row = Programme.objects.select_related("root").filter(name=name.strip()).first()
        version = RulesVersion.objects.on(row, day) if row else None
    except DatabaseError:  # a site that has not been set up yet can still be asked for what ships
        row = version = None
    if row is None or version is None:
        return rules_of_folder(name), {}
    body = find_body(province, day) if province else row.root
    return version.said, {s: one.number for s, one in totals_of(row, body).items()} if body else {}


def told(row: YearPlan) -> dict[str, Any]:
    """One year and subject for scripts."""
    return {
        "year": row.year,
        "subject": row.subject,
        "shrinking": row.shrinking,
        "fixed": row.fixed,
        "shrinking_total": row.shrinking_total,
        "fixed_total": row.fixed_total,
        "base": row.base,
    }


def _cells(row: YearPlan) -> tuple[object, ...]:
    figures = (row.shrinking, row.shrinking_total, row.fixed, row.fixed_total)
    said = ["-" if figure is None else figure for figure in figures]
    return (row.year, SUBJECTS[row.subject], *said, UNKNOWN if row.base is None else row.base)


def _line(cells: tuple[object, ...]) -> str:
    year, subject, *figures, base = map(str, cells)
    return f"{year:<5} {subject:18} {' '.join(f'{figure:>9}' for figure in figures)}  {base}"
