"""phongtrao estimate-lines ID --by ACCOUNT [--xlsx FILE | --load FILE [--dry-run]]: lines out, and in by a sheet."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.dong import grouped
from phongtrao.files import Refusal
from phongtrao.money.line_sheet import LinePlan, plan_of, put_in, read_sheet, sheet_out, writings
from phongtrao.money.lines import why_not_write
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.shown import shown_lines
from phongtrao.money.sums import CHANGES
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case

from .estimates import line_told


class Command(BaseCommand):
    help = "In các khoản của một dự toán, ghi ra Excel, hoặc nạp từ Excel (xem trước bằng --dry-run)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của dự toán (xem: phongtrao estimates NĂM)")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi bảng Excel có sẵn các khoản")
        parser.add_argument("--load", type=Path, metavar="TỆP", help="nạp các khoản từ bảng Excel này")
        parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ ghi gì và lỗi ở ô nào, không ghi")
        parser.add_argument("--json", action="store_true", help="mỗi khoản, thay đổi, lỗi một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        case = find_case(MACHINE, options["id"], by, words.today())
        if options["load"]:
            self._load(case, options)
        elif options["xlsx"]:
            options["xlsx"].write_bytes(sheet_out(case))
            self.stdout.write(f"Đã ghi {options['xlsx']}.")
        else:
            for line in shown_lines(case):
                said = f"{line.number:>4}  {line.words}: {line.quantity} {line.unit}, {grouped(line.amount)} đồng"
                self.stdout.write(json.dumps(line_told(line), ensure_ascii=False) if options["json"] else said)

    def _load(self, case: Estimate, options: dict[str, Any]) -> None:
        by, at, path = account(options["by"]), words.now(), options["load"]
        try:
            if why := why_not_write(case, by, at):
                raise Refused(why)
            with path.open("rb") as raw:
                table = read_sheet(path.name, raw, secret_free=True)
            plan = plan_of(case, table) if options["dry_run"] else put_in(case, table, writings(case), by, at)
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
        except (Refusal, Refused) as refused:
            raise CommandError(str(refused)) from refused
        for line in told(plan, options["json"]):
            self.stdout.write(line)
        if plan.faults:
            raise CommandError(f"Tệp có {len(plan.faults)} lỗi; chưa ghi gì.")
        if not options["json"]:
            will = "Sẽ ghi" if options["dry_run"] else "Đã ghi"
            self.stdout.write(f"{will} {len(plan.changed)} thay đổi; tổng {grouped(plan.asked)} đồng.")


def told(plan: LinePlan, as_json: bool) -> list[str]:
    """Every change and every fault as a line."""
    if as_json:
        changes = [
            {"number": one.shown.number, "words": one.shown.words, "change": one.kind, "before": one.was,
             "after": one.comes_to}
            for one in plan.changed
        ]  # fmt: skip
        faults = [{"cell": one.cell, "error": one.message} for one in plan.faults]
        return [json.dumps(one, ensure_ascii=False) for one in (*changes, *faults)]
    said = [
        f"{one.shown.number:>4}  {CHANGES[one.kind]}: {one.shown.words}: {grouped(one.was)} → {grouped(one.comes_to)}"
        for one in plan.changed
    ]
    return [*said, *map(str, plan.faults)]
