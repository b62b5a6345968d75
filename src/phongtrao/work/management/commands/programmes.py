"""phongtrao programmes: programmes that an account sees, with their documents and parts, one a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.documents.models import Document
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import User
from phongtrao.work.models import Programme


class Command(BaseCommand):
    help = "In các phong trào mà một tài khoản được xem: thời gian, thường trực, văn bản, các phần đã nạp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi phong trào một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        by = account(options["by"])
        rows = Programme.objects.visible_to(by, day).select_related("root", "standing_body").prefetch_related("parts")
        for row in rows:
            found = said(row, by, day)
            self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else text(row, found))


def said(row: Programme, by: User, day: date) -> dict[str, Any]:
    """`numbers`: of documents as its file names them; `documents`: those attached to it that the account sees."""
    documents = Document.objects.visible_to(by, day).filter(programmes=row)
    return {
        "name": row.name,
        "title": row.title,
        "province": row.root.code if row.root else None,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "source": row.source,
        "standing_body": row.standing_words,
        "standing_body_code": row.standing_body.code if row.standing_body else None,
        "numbers": row.numbers,
        "documents": [{"id": document.pk, "title": document.title} for document in documents],
        "parts": [
            {
                "kind": part.kind,
                "name": part.name,
                "version": part.version,
                "valid_from": part.valid_from.isoformat(),
                "source": part.source,
                "sha256": part.sha256,
            }
            for part in row.parts.all()
        ],
    }


def text(row: Programme, found: dict[str, Any]) -> str:
    """In a line for people."""
    until = f" đến {words.day_in_words(row.ends_on)}" if row.ends_on else ""
    return (
        f"{row.name:24} từ {words.day_in_words(row.starts_on)}{until}  {row.title}: "
        f"{len(found['documents'])} văn bản, {len(found['parts'])} phần"
    )
