"""phongtrao inspections: inspections that an account sees, what they found and what is mended, one a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import User
from phongtrao.work.inspected import STATES, Glance, Inspected, glances, inspected
from phongtrao.work.models import Inspection, Shortcoming, Visit


class Command(BaseCommand):
    help = "In các cuộc kiểm tra mà một tài khoản được xem, với tồn tại và việc khắc phục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi cuộc kiểm tra một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        by = account(options["by"])
        rows = list(Inspection.objects.visible_to(by, day).select_related("organisation"))
        for pk, glance in glances(rows, by, day).items():
            row = next(row for row in rows if row.pk == pk)
            if options["json"]:
                self.stdout.write(json.dumps(self._said(row, glance, by), ensure_ascii=False))
            else:
                done = f"{len(glance.visited)}/{len(glance.bodies)} đơn vị, {glance.shortcomings} tồn tại"
                late = f", {glance.overdue} quá hạn" if glance.overdue else ""
                self.stdout.write(f"{pk:>6}  {STATES[glance.state]:15}  {row.title}: {done}{late}")

    def _said(self, row: Inspection, glance: Glance, by: User) -> dict[str, Any]:
        day = words.today()
        return {
            "id": row.pk,
            "organisation": row.organisation.name_on(day),
            "organisation_code": row.organisation.code,
            "title": row.title,
            "from": row.starts_on.isoformat(),
            "until": row.ends_on.isoformat(),
            "team": sorted(row.team.values_list("username", flat=True)),
            "state": glance.state,
            "standings": glance.standings,
            "bodies": [self._body(one) for one in inspected(row, by, day)],
        }

    def _body(self, one: Inspected) -> dict[str, Any]:
        return {"organisation": one.name, "state": one.glance.state, "visits": [self._visit(v) for v in one.visits]}

    def _visit(self, visit: Visit) -> dict[str, Any]:
        found = [self._shortcoming(one) for one in visit.shortcomings.all()]
        people = [member.username for member in visit.people.all()]
        at = {"id": visit.pk, "day": visit.day.isoformat(), "place": visit.place}
        return {**at, "team": people, "remark": visit.remark, "shortcomings": found}

    def _shortcoming(self, one: Shortcoming) -> dict[str, Any]:
        day = words.today()
        mendings = [
            {"id": m.pk, "text": m.text, "due": m.due.isoformat(), "status": m.status(day)} for m in one.mendings.all()
        ]
        return {"id": one.pk, "text": one.text, "duty": one.duty_id, "mendings": mendings}
