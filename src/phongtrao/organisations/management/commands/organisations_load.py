"""phongtrao organisations-load FILE: bodies from CSV or Excel, all or none."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.files import Refusal
from phongtrao.organisations.file_plan import Change, Plan, plan_of
from phongtrao.organisations.file_rows import Fault
from phongtrao.organisations.load_file import Faulty, load_file
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.table_files import read_table
from phongtrao.words import now

SHOWN = 200
"""Faults named one by one."""


class Command(BaseCommand):
    help = "Nạp tổ chức từ tệp CSV hoặc Excel: ghi tất cả hoặc không ghi gì; nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ đổi gì và lỗi ở đâu, không ghi")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help=f"mặc định {ADMINISTRATOR}")
        parser.add_argument("--json", action="store_true", help="mỗi thay đổi, mỗi lỗi một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            by, at = find_user(options["by"]), now()
            with path.open("rb") as file:
                table = read_table(path.name, file, secret_free=True)
            plan = plan_of(table, by, at.date())
            self._show(plan, options["json"], options["dry_run"])
            if plan.faults:
                raise Faulty(plan)
            if not options["dry_run"]:
                load_file(table, by, at, plan.digest)
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
        except (Refusal, Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused

    def _show(self, plan: Plan, as_json: bool, dry: bool) -> None:
        if as_json:
            for line in [*map(_fault_line, plan.faults), *map(_change_line, plan.changes)]:
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            return
        for fault in plan.faults[:SHOWN]:
            self.stderr.write(str(fault))
        if dry:
            for change in plan.changes:
                self.stdout.write(_text(change))
        will = "Sẽ có" if dry or plan.faults else "Đã nạp"
        counted = f"{plan.new_bodies} tổ chức mới, {plan.new_versions} giai đoạn mới, {plan.changed} chỗ sửa"
        self.stdout.write(f"{will}: {counted}; {plan.unchanged} dòng không đổi.")


def _fault_line(fault: Fault) -> dict[str, Any]:
    return {"row": fault.row, "column": fault.column, "error": fault.message}


def _change_line(change: Change) -> dict[str, Any]:
    fields = [{"column": heading, "before": before, "after": after} for heading, before, after in change.fields]
    return {"row": change.row, "code": change.code, "change": _what(change), "fields": fields}


def _what(change: Change) -> str:
    if change.version is not None:
        return "changed"
    return "version" if change.known else "new"


def _text(change: Change) -> str:
    said = {"new": "mới", "version": "giai đoạn mới", "changed": "sửa"}[_what(change)]
    if change.version is None:
        return f"Dòng {change.row}: {said} {change.code} | {change.name}"
    parts = "; ".join(f"{heading}: «{before}» → «{after}»" for heading, before, after in change.fields)
    return f"Dòng {change.row}: {said} {change.code} | {parts}"
