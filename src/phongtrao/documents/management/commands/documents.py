"""phongtrao documents: every document, newest first."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.documents.models import Document, Reading
from phongtrao.words import day_in_words


class Command(BaseCommand):
    help = "Danh sách văn bản."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--find", default="", help="tìm theo số, ký hiệu, trích yếu, cơ quan; có dấu hay không dấu")
        parser.add_argument("--json", action="store_true", help="mỗi văn bản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        rows = Document.objects.found_by(options["find"]).order_by("-received_at", "-pk")
        for document in rows.iterator():
            if options["json"]:
                self.stdout.write(json.dumps(as_row(document), ensure_ascii=False))
            else:
                day = day_in_words(document.issued_on)
                cells = (str(document.pk), document.number or "chưa có số", day, document.issuer_name, document.subject)
                self.stdout.write(" | ".join(cells))


def as_row(document: Document) -> dict[str, Any]:
    """A document as one object of the list."""
    reading: Reading | None = document.latest_reading()
    return {
        "id": document.pk,
        "type": document.kind or None,
        "number": document.number or None,
        "issuer": document.issuer_name or None,
        "issuer_code": document.issuer.code if document.issuer else None,
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "subject": document.subject or None,
        "signatory": document.signatory or None,
        "province": document.root.code if document.root else None,
        "copies": document.copies.count(),
        "reading": reading.pk if reading else None,
        "compiler": reading.compiler if reading else None,
        "duties": len(reading.content["duties"]) if reading else 0,
        "notes": len(reading.content["warnings"]) if reading else 0,
    }
