"""phongtrao estimates YEAR [--programme NAME] [--by ACCOUNT] --json: estimates of a year with their lines."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.dong import grouped
from phongtrao.money.models import Estimate
from phongtrao.money.shown import is_appraised, shown_lines
from phongtrao.money.sums import Line, sums_of
from phongtrao.organisations.arguments import account
from phongtrao.procedures import ESTIMATE
from phongtrao.work.desk import names_of


class Command(BaseCommand):
    help = "In các dự toán của một năm, từng khoản, số đề nghị, thẩm định, phê duyệt (đồng)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="tên ngắn của phong trào")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những dự toán mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi dự toán một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = Estimate.objects.of_year(options["year"]).select_related("programme", "organisation", "funding")
        if options["by"]:
            rows = rows.filter(pk__in=Estimate.objects.visible_to(account(options["by"]), words.today()))
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        for one in told(list(rows.prefetch_related("lines").order_by("pk"))):
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else _line(one))


def told(rows: list[Estimate]) -> list[dict[str, Any]]:
    """Each for scripts: sums in đồng, null where finance or the decider has not said all of it yet."""
    names = names_of({row.organisation_id for row in rows}, words.today())
    return [_told(row, names[row.organisation_id]) for row in rows]


def _told(row: Estimate, body: str) -> dict[str, Any]:
    lines = shown_lines(row)
    sums = sums_of(lines)
    return {
        "id": row.pk,
        "title": row.title,
        "programme": row.programme.name,
        "year": row.year,
        "organisation": body,
        "organisation_code": row.organisation.code,
        "state": row.state,
        "version": row.version,
        "amends": row.amends_id,
        "clause": row.funding.said.on(row.clause, row.begun_on).chain,
        "lines": [line_told(line) for line in lines],
        "asked": sums.asked,
        "appraised": sums.appraised if is_appraised(row) else None,
        "approved": sums.approved,
    }


def line_told(line: Line) -> dict[str, Any]:
    """A line for scripts: the quantity as people write it, sums in đồng."""
    said = asdict(line)
    del said["hundredths"]
    return said | {"quantity": line.quantity, "asked": line.amount}


def _line(one: dict[str, Any]) -> str:
    sums = [("đề nghị", one["asked"]), ("thẩm định", one["appraised"]), ("phê duyệt", one["approved"])]
    said = ", ".join(f"{word} {grouped(amount)} đồng" for word, amount in sums if amount is not None)
    return f"{one['id']:>5}  {one['organisation']}: {one['title']} ({ESTIMATE.words[one['state']]}), {said}"
