"""phongtrao hold-synthesis ID FILE.docx --json: which figures of a file that was edited by hand are not ours."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.files import Refusal, inspect
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.reports.arguments import find_synthesis
from phongtrao.reports.synthesis_letter import Changed, held_against
from vanban.intake import Unreadable


class Command(BaseCommand):
    help = "Đối chiếu một tệp Word đã sửa với bản tổng hợp: số nào trong tệp khác số của bản tổng hợp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="số của bản tổng hợp (xem: phongtrao syntheses)")
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi số một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            row = find_synthesis(options["id"], find_user(options["by"]), words.today())
            with path.open("rb") as file:
                raw = inspect(path.name, file, secret_free=True).raw
            found = held_against(row, raw, words.today())
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error
        except (Refusal, Unreadable, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        for one in found:
            self.stdout.write(json.dumps(as_row(one), ensure_ascii=False) if options["json"] else outline(one))
        if not options["json"] and not found:
            self.stdout.write("Mọi số trong tệp đúng như bản tổng hợp.")


def as_row(one: Changed) -> dict[str, Any]:
    return {"field": one.field, "ours": one.ours, "theirs": list(one.theirs)}


def outline(one: Changed) -> str:
    """A line for people."""
    theirs = "; ".join(one.theirs)
    return f"{one.field}: bản tổng hợp {one.ours}, " + (f"trong tệp {theirs} (sửa tay)" if theirs else "tệp không còn")
