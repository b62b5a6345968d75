"""phongtrao initiative-places ID [--add NAME --from DAY] [--groups PLACE COUNT] [--end PLACE --until DAY] --by."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import Initiative, Place
from phongtrao.initiatives.placing import add_place, count_groups, end_place
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case


class Command(BaseCommand):
    help = "Điểm, tổ của một mô hình: in ra, thêm điểm, đếm lại tổ, ghi điểm thôi hoạt động."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của mô hình")
        parser.add_argument("--add", metavar="TÊN", help="thêm điểm tên này")
        parser.add_argument("--count", metavar="ĐIỂM", help="đếm lại tổ của điểm số này")
        parser.add_argument("--end", metavar="ĐIỂM", help="điểm số này thôi hoạt động")
        parser.add_argument("--groups", type=int, metavar="SỐ", help="số tổ, với --add và --count")
        parser.add_argument("--day", type=a_day, metavar="NGÀY", help="từ ngày, đếm ngày, đến hết ngày")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="mỗi điểm một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_case(MACHINE, options["id"], by, at.date())
        try:
            _done(case, options, by, at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        day = options["day"] or at.date()
        for row in case.places.select_related("organisation").prefetch_related("counts"):
            told = {
                "id": row.pk, "name": row.name, "from": row.started_on.isoformat(),
                "until": row.ended_on.isoformat() if row.ended_on else None, "groups": row.groups_on(day),
                "organisation_code": row.organisation.code if row.organisation else None,
            }  # fmt: skip
            said = f"{row.pk:>5}  {row.name}: {told['groups']} tổ"
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else said)


def _done(case: Initiative, options: dict[str, Any], by: User, at: datetime) -> None:
    day = options["day"] or at.date()
    if options["add"]:
        add_place(case, options["add"], day, by, at, options["groups"])
    if options["count"]:
        count_groups(_place(case, options["count"]), options["groups"] or 0, day, by, at)
    if options["end"]:
        end_place(_place(case, options["end"]), day, by, at)


def _place(case: Initiative, number: str) -> Place:
    row = case.places.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
    if row is None:
        raise Refused(f"Mô hình không có điểm số «{number}».")
    return row
