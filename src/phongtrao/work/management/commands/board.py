"""phongtrao board: how far work is, by directive or duty and by body or group of bodies."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.models import Document
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.look import wrong_in
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_user
from phongtrao.work.arguments import Unclear, find_document, find_programme
from phongtrao.work.board import Board, Group, Line, name_of, printed, title_of
from phongtrao.work.board_filter import MONTHS, QUARTERS, Asked, BoardFilter
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.models import Assignment
from phongtrao.work.tallies import Tally

Row = dict[str, Any]


class Command(BaseCommand):
    help = "In bảng theo dõi tiến độ: văn bản (hoặc nhiệm vụ của một văn bản) × đơn vị, như tài khoản nêu ra được xem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", nargs="?", metavar="ID|NUMBER", help="chỉ văn bản này: mỗi nhiệm vụ một dòng")
        parser.add_argument("--programme", default="", metavar="TÊN", help="chỉ văn bản của phong trào này")
        parser.add_argument("--level", default="", metavar="KHỐI", help="chỉ cấp hoặc khối này (xa, xa.ubnd, tinh.so)")
        parser.add_argument("--organisation", default="", help="chỉ đơn vị này (mã hoặc tên) và cấp dưới")
        parser.add_argument("--year", type=int, help="chỉ việc đến hạn trong năm")
        parser.add_argument("--part", default="", choices=[*QUARTERS, *MONTHS], help="phần của năm: q1..q4, t1..t12")
        parser.add_argument("--role", default=Assignment.LEAD, choices=list(words.ROLES), help="vai trò của đơn vị")
        parser.add_argument("--on", type=a_day, help="trạng thái tính vào ngày (2026-01-30); mặc định hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            asked = self._asked(options, options["on"] or words.today())
            found = asked.board()
        except (Ambiguous, Unclear, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        if files := to_files(lambda: printed(found, title_of(asked.document), asked.said), options):
            self.stdout.write(f"{len(found.lines)} dòng: {', '.join(map(str, files))}")
            return
        for row in rows(found):
            self.stdout.write(json.dumps(row, ensure_ascii=False) if options["json"] else text(row))

    def _asked(self, options: dict[str, Any], day: date) -> Asked:
        by = find_user(options["by"])
        document = find_document(options["document"], by, day) if options["document"] else None
        given = {
            "phong_trao": find_programme(options["programme"], by, day).name if options["programme"] else "",
            "van_ban": document.pk if document else "",
            "khoi": options["level"],
            "to_chuc": options["organisation"],
            "nam": options["year"] or "",
            "ky": options["part"],
            "vai_tro": options["role"],
        }
        form = BoardFilter(by, day, given)
        if form.errors:
            raise Unclear(wrong_in(form))
        if document and document.pk not in form.documents:
            raise Unclear(f"{document.title} chưa có nhiệm vụ nào được giao trong phạm vi của tài khoản này.")
        return form.asked()


def rows(found: Board) -> Iterator[Row]:
    """A row for each cell that holds something, then one for the whole of each line, and one for all."""
    for line in found.lines:
        shown = zip(found.groups, line.cells, strict=True)
        yield from (_row(line, group, tally) for group, tally in shown if tally)
        yield _row(line, None, line.total)
    yield _row(None, None, found.total)


def _row(line: Line | None, group: Group | None, tally: Tally) -> Row:
    """`document`, `duty`: ids, None in the sum of all; `group`: a body's id or a tier or kind, None in a sum."""
    thing = line.thing if line else None
    is_document = isinstance(thing, Document)
    return {
        "document": thing.pk if thing and is_document else None,
        "duty": thing.pk if thing and not is_document else None,
        "line": name_of(thing) if thing else None,
        "group": group.key if group else None,
        "name": group.name if group else None,
        "total": tally.total,
        **{count: tally.of(count) for count in (*COUNTS, UNDATED)},
    }


def text(row: Row) -> str:
    """One row for people: its counts, then what it is of."""
    counts = " ".join(f"{row[count]:>6}" for count in ("total", *COUNTS, UNDATED))
    return f"{counts}  {(row['line'] or 'Tổng cộng')[:60]} | {row['name'] or 'cộng'}"
