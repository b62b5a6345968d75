"""phongtrao outgoing-register BODY: a body's book of what it issued, with the columns of Decree 30/2020."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.models import Outgoing
from phongtrao.documents.outgoing_book import printed
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body


class Command(BaseCommand):
    help = "Sổ văn bản đi của một cơ quan; với --write thì ghi một văn bản ra tệp Word hoặc PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", metavar="BODY", help="mã hoặc tên cơ quan")
        parser.add_argument("--year", type=int, help="năm của sổ (mặc định năm nay)")
        parser.add_argument("--drafts", action="store_true", help="các dự thảo, chưa có số")
        parser.add_argument("--json", action="store_true", help="mỗi dòng sổ một dòng JSON")
        add_file_arguments(parser)
        parser.add_argument("--write", nargs=2, metavar=("VĂN-BẢN", "TỆP"), help="ghi ra tệp .docx hoặc .pdf")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.now().date()
        try:
            body = find_body(options["body"], day)
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        papers = Outgoing.objects.filter(organisation=body)
        if options["write"]:
            return self._write(papers.filter(pk=options["write"][0]).first(), Path(options["write"][1]))
        year = options["year"] or day.year
        rows = papers.filter(state=Outgoing.DRAFT) if options["drafts"] else Outgoing.objects.book(body, year)
        if files := to_files(lambda: printed(body, year, rows, day), options):
            self.stdout.write(f"{len(rows)} văn bản: {', '.join(map(str, files))}")
            return None
        for row in rows:
            said = as_row(row)
            plain = " | ".join("" if cell is None else str(cell) for cell in said.values())
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)
        return None

    def _write(self, row: Outgoing | None, path: Path) -> None:
        form = path.suffix.lstrip(".").lower()
        if row is None or form not in PAPER_FORMATS:
            raise CommandError("Xin cho số của văn bản (xem danh sách với --json) và tệp .docx hoặc .pdf.")
        path.write_bytes(PAPER_FORMATS[form].write(row.paper))


def as_row(row: Outgoing) -> dict[str, Any]:
    """One line of the book; the column for signing is for paper only."""
    return {
        "paper": row.pk,
        "number": row.code,
        "date": row.issued_on.isoformat() if row.issued_on else None,
        "subject": f"{row.kind_name}: {row.subject}",
        "signer": row.signer,
        "recipients": row.recipients,
        "kept_by": row.kept_by or None,
        "copies": row.copies,
        "passed_on": row.passed_on.isoformat() if row.passed_on else None,
        "remark": row.remark or None,
    }
