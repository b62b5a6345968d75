"""phongtrao uphold [ID --words TEXT [--year Y | --warn]] --by ACCOUNT: recognised units as they stand; --json."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import uphold
from phongtrao.recognition.models import Recognition
from phongtrao.work.desk import names_of


class Command(BaseCommand):
    help = "Xác nhận duy trì một năm, hoặc nhắc đơn vị có nguy cơ; không ghi số thì in các đơn vị được công nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--words", default="", metavar="NHẬN-XÉT")
        parser.add_argument("--year", type=int, metavar="NĂM", help="năm được xác nhận (mặc định năm nay)")
        parser.add_argument("--warn", action="store_true", help="nhắc nguy cơ, không xác nhận")
        parser.add_argument("--at-risk", action="store_true", help="chỉ những đơn vị có nguy cơ")
        parser.add_argument("--json", action="store_true", help="mỗi đơn vị một dòng JSON")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        rows = Recognition.objects.visible_to(by, day).standing(day)
        rows = rows.select_related("candidacy__rules", "candidacy__organisation").prefetch_related("upkeep")
        if options["id"]:
            rows = rows.filter(candidacy=options["id"] if options["id"].isdecimal() else 0)
            self._deed(rows.first(), by, options)
        names = names_of({one.candidacy.organisation_id for one in rows}, day)
        for stands in uphold.watched_together(list(rows), day):
            said = told(stands, names[stands.recognition.candidacy.organisation_id])
            if said["risks"] or not options["at_risk"]:
                self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _line(said))

    def _deed(self, row: Recognition | None, by: User, options: dict[str, Any]) -> None:
        if row is None:
            raise CommandError(f"Hồ sơ số «{options['id']}» không có công nhận nào đang có hiệu lực.")
        try:
            if options["warn"]:
                uphold.warn(row, options["words"], by, words.now())
            elif options["words"] or options["year"]:
                uphold.confirm(row, options["year"] or words.today().year, options["words"], by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def told(found: uphold.Watched, name: str) -> dict[str, Any]:
    """A unit for scripts; `due` and `days_left` are null where the rules name no day."""
    return {
        "id": found.recognition.candidacy_id,
        "organisation": name,
        "year": found.year,
        "recognised_on": found.recognition.recognised_on.isoformat(),
        "due": found.due.isoformat() if found.due else None,
        "days_left": found.days_left,
        "confirmed": found.confirmed is not None,
        "risks": [{"words": one.words, "rule": one.rule} for one in found.risks],
    }


def _line(said: dict[str, Any]) -> str:
    told = ["đã xác nhận" if said["confirmed"] else "chưa xác nhận"]
    told += [f"có nguy cơ: {one['words']}" for one in said["risks"]]
    return f"{said['id']:>5}  {said['organisation']}, năm {said['year']}: {'; '.join(told)}"
