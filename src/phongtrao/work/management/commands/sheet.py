"""phongtrao sheet: the follow-up sheet of a document or of a body, one duty a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.sheet import Row, body_sheet, document_sheet


class Command(BaseCommand):
    help = "In bảng theo dõi của một văn bản hoặc một tổ chức, như tài khoản nêu ra được xem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", nargs="?", metavar="ID|NUMBER", help="id hoặc số, ký hiệu của văn bản")
        parser.add_argument("--organisation", help="tổ chức (mã hoặc tên), thay cho văn bản")
        parser.add_argument("--on", type=a_day, help="trạng thái tính vào ngày (2026-01-30); mặc định hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or words.today()
        try:
            rows = self._rows(options, day)
        except (Ambiguous, Unknown, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        for row in rows:
            line = self._line(row)
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else self._text(line))

    def _rows(self, options: dict[str, Any], day: Any) -> list[Row]:
        by = find_user(options["by"])
        if options["organisation"]:
            return body_sheet(find_body(options["organisation"], day), by, day)
        if not options["document"]:
            raise Unclear("Xin nêu văn bản, hoặc --organisation.")
        return document_sheet(find_document(options["document"], by, day), by, day)

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
