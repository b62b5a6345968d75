"""phongtrao initiative-equipment ID [--count TITLE GOOD DEGRADED BROKEN] [--repair TITLE ITEMS] [--done REPAIR]."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.equipping import CONDITIONS, count_equipment, finish_repair, owe_repair
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case


class Command(BaseCommand):
    help = "Thiết bị của một mô hình theo tình trạng, và việc phải sửa chữa: in ra, ghi kiểm kê, ghi sửa chữa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của mô hình")
        counted = ("THIẾT-BỊ", "TỐT", "XUỐNG-CẤP", "HỎNG")
        parser.add_argument("--count", nargs=4, metavar=counted, help="ghi một dòng kiểm kê")
        parser.add_argument("--repair", nargs=2, metavar=("THIẾT-BỊ", "SỐ-LƯỢNG"), help="việc phải sửa, với --day")
        parser.add_argument("--done", metavar="SỐ", help="việc sửa chữa số này đã xong")
        parser.add_argument("--words", default="", help="nội dung sửa")
        parser.add_argument("--day", type=a_day, metavar="NGÀY", help="kiểm kê ngày, hạn sửa, ngày xong")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="mỗi thiết bị, mỗi việc sửa một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_case(MACHINE, options["id"], by, at.date())
        try:
            _done(case, options, by, at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for told in [*_counts(case, at), *_repairs(case)]:
            said = json.dumps(told, ensure_ascii=False)
            self.stdout.write(said if options["json"] else ", ".join(f"{k}: {v}" for k, v in told.items()))


def _counts(case: Initiative, at: datetime) -> list[dict[str, Any]]:
    rows = case.equipment.last_ones(at.date())
    counted = [(row, {name: getattr(row, name) for name in CONDITIONS}) for row in rows]
    return [{"equipment": row.title, "on": row.counted_on.isoformat(), **counts} for row, counts in counted]


def _repairs(case: Initiative) -> list[dict[str, Any]]:
    return [
        {
            "repair": row.pk, "equipment": row.title, "items": row.items, "due": row.due.isoformat(),
            "done_on": row.done_on.isoformat() if row.done_on else None,
        }
        for row in case.repairs.all()
    ]  # fmt: skip


def _done(case: Initiative, options: dict[str, Any], by: User, at: datetime) -> None:
    day = options["day"] or at.date()
    if options["count"]:
        title, *counts = options["count"]
        good, degraded, broken = map(_number, counts)
        count_equipment(case, title, day, (good, degraded, broken), by, at)
    if options["repair"]:
        title, items = options["repair"]
        owe_repair(case, title, _number(items), day, options["words"], by, at)
    if options["done"]:
        row = case.repairs.filter(pk=_number(options["done"])).first()
        if row is None:
            raise Refused(f"Mô hình không có việc sửa chữa số {options['done']}.")
        finish_repair(row, day, by, at)


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise Refused(f"«{written}» phải là số nguyên không âm.")
    return int(written)
