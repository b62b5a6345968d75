"""What commands that take a sheet of units have in common: look, tell row by row, write all or nothing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import Unknown
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.unit_rows import FilePlan
from phongtrao.table_files import Table, read_table
from phongtrao.work.arguments import find_programme
from phongtrao.work.models import Programme

Look = Callable[[Table, Programme, User, date], FilePlan]
Write = Callable[[Table, Programme, User, datetime], FilePlan]


def add_file_argument(parser: ArgumentParser) -> None:
    """FILE, --dry-run, --by, --json."""
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ ghi gì và lỗi ở đâu, không ghi")
    parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
    parser.add_argument("--json", action="store_true", help="mỗi dòng của tệp, mỗi lỗi một dòng JSON")


def run(command: BaseCommand, options: dict[str, Any], by: User, look: Look, write: Write) -> None:
    """Look at the file, tell what it comes to, and unless it is a dry run write it. Raises CommandError."""
    path, at = options["file"], words.now()
    try:
        programme = find_programme(options["programme"], by, at.date())
        with path.open("rb") as raw:
            table = read_table(path.name, raw, secret_free=True)
        plan = look(table, programme, by, at.date())
        if not plan.faults and not options["dry_run"]:
            plan = write(table, programme, by, at)
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
    except (Refusal, Refused, Unknown) as refused:
        raise CommandError(str(refused)) from refused
    for line in told(plan, options["json"]):
        command.stdout.write(line)
    if plan.faults:
        raise CommandError(f"Tệp có {len(plan.faults)} lỗi; chưa ghi gì.")
    if not options["json"]:
        will = "Sẽ ghi" if options["dry_run"] else "Đã ghi"
        command.stdout.write(f"{will} {plan.changes} dòng; {len(plan.lines) - plan.changes} dòng không đổi.")


def told(plan: FilePlan, as_json: bool) -> list[str]:
    """Every row and every fault as a line."""
    rows = [
        {
            "row": one.row,
            "organisation": one.name,
            "organisation_code": one.code,
            "said": one.said,
            "changes": one.changes,
        }
        for one in plan.lines
    ]
    faults = [{"row": one.row, "column": one.column, "error": one.message} for one in plan.faults]
    if as_json:
        return [json.dumps(one, ensure_ascii=False) for one in (*rows, *faults)]
    return [*(f"Dòng {o.row}: {o.code} | {o.name}: {o.said}" for o in plan.lines), *map(str, plan.faults)]
