"""phongtrao sheet: the follow-up sheet of a document or of a body, one duty a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.printed_table import PrintedTable
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.sheet import Row, body_sheet, document_sheet, of_body, of_document


class Command(BaseCommand):
    help = "In bảng theo dõi của một văn bản hoặc một tổ chức, như tài khoản nêu ra được xem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", nargs="?", metavar="ID|NUMBER", help="id hoặc số, ký hiệu của văn bản")
        parser.add_argument("--organisation", help="tổ chức (mã hoặc tên), thay cho văn bản")
        parser.add_argument("--on", type=a_day, help="trạng thái tính vào ngày (2026-01-30); mặc định hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or words.today()
        try:
            rows, printed = self._sheet(options, day)
        except (Ambiguous, Unknown, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        if files := to_files(printed, options):
            self.stdout.write(f"{len(rows)} nhiệm vụ: {', '.join(map(str, files))}")
            return
        for row in rows:
            line = self._line(row)
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else self._text(line))

    def _sheet(self, options: dict[str, Any], day: date) -> tuple[list[Row], Callable[[], PrintedTable]]:
        """The rows, and what makes a table of them."""
        by = find_user(options["by"])
        if options["organisation"]:
            body = find_body(options["organisation"], day)
            rows = body_sheet(body, by, day)
            return rows, lambda: of_body(body, rows, day)
        if not options["document"]:
            raise Unclear("Xin nêu văn bản, hoặc --organisation.")
        document = find_document(options["document"], by, day)
        rows = document_sheet(document, by, day)
        return rows, lambda: of_document(document, rows, day)

    def _line(self, row: Row) -> dict[str, Any]:
        return {
            "number": row.number,
            "duty": row.duty.pk,
            "clause": row.duty.clause,
            "text": row.duty.text,
            "lead": list(row.lead.names),
            "support": list(row.support.names),
            "product": row.product,
            "deadlines": [{"id": rule.pk, "rule": rule.rule, "words": rule.words} for rule in row.rules],
            "due": row.due.isoformat() if row.due else None,
            "status": row.standings or {"undated": 1},
            "role": row.role or None,
            "note": row.note,
        }

    def _text(self, line: dict[str, Any]) -> str:
        status = ", ".join(f"{words.STATUS.get(s, s)} {n}" for s, n in line["status"].items())
        return f"{line['number']:>4}  {line['clause']:10}  {line['due'] or '-':10}  {status}  {line['text'][:80]}"
