"""phongtrao follow-up-register BODY: how far a body is with what came in, with the columns of Decree 30/2020."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.models import Arrival
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.follow_up import FollowUp, follow_ups, printed


class Command(BaseCommand):
    help = "Sổ theo dõi giải quyết văn bản đến của một cơ quan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", metavar="BODY", help="mã hoặc tên cơ quan")
        parser.add_argument("--year", type=int, help="năm của sổ (mặc định năm nay)")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi dòng sổ một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        year = options["year"] or day.year
        try:
            body, by = find_body(options["body"], day), find_user(options["by"])
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        arrivals = Arrival.objects.visible_to(by, day).book(body, year).select_related("document")
        rows = follow_ups(arrivals, body, by, day)
        if files := to_files(lambda: printed(body, year, rows, day), options):
            self.stdout.write(f"{len(rows)} văn bản: {', '.join(map(str, files))}")
            return
        for row in rows:
            said = as_row(row)
            plain = " | ".join("" if cell is None else str(cell) for cell in said.values())
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)


def as_row(row: FollowUp) -> dict[str, Any]:
    """One line of the book."""
    return {
        "arrival": row.arrival.number,
        "document": row.arrival.document_id,
        "named": row.named,
        "handled_by": row.arrival.handled_by or None,
        "due": row.due.isoformat() if row.due else None,
        **{count: row.tally.of(count) for count in (*COUNTS, UNDATED)},
        "answer": row.answer or None,
        "remark": row.arrival.remark or None,
    }
