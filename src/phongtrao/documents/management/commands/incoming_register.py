"""phongtrao incoming-register BODY: a body's book of what came in, with the columns of Decree 30/2020."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.incoming_book import printed
from phongtrao.documents.models import Arrival
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body


class Command(BaseCommand):
    help = "Sổ văn bản đến của một cơ quan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", metavar="BODY", help="mã hoặc tên cơ quan")
        parser.add_argument("--year", type=int, help="năm của sổ (mặc định năm nay)")
        parser.add_argument("--json", action="store_true", help="mỗi dòng sổ một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.now().date()
        try:
            body = find_body(options["body"], day)
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        year = options["year"] or day.year
        arrivals = Arrival.objects.book(body, year).select_related("document")
        if files := to_files(lambda: printed(body, year, arrivals, day), options):
            self.stdout.write(f"{len(arrivals)} văn bản: {', '.join(map(str, files))}")
            return
        for arrival in arrivals:
            row = as_row(arrival)
            self.stdout.write(
                json.dumps(row, ensure_ascii=False)
                if options["json"]
                else " | ".join("" if cell is None else str(cell) for cell in row.values())
            )


def as_row(arrival: Arrival) -> dict[str, Any]:
    """One line of the book; the column for signing is for paper only."""
    document = arrival.document
    return {
        "day": arrival.day.isoformat(),
        "arrival": arrival.number,
        "author": document.issuer_name,
        "number": document.number or None,
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "subject": document.kind_and_subject,
        "handled_by": arrival.handled_by or None,
        "passed_on": arrival.passed_on.isoformat() if arrival.passed_on else None,
        "remark": arrival.remark or None,
        "document": document.pk,
    }
