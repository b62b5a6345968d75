"""phongtrao receive FILE: takes in documents, as the page does."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.receive import Receipt, receive
from phongtrao.files import Refusal
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.organisations.models import Organisation, User


class Command(BaseCommand):
    help = "Tiếp nhận văn bản từ tệp; người chạy lệnh xác nhận văn bản không chứa bí mật nhà nước."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="tệp .txt, .html, .docx hoặc .pdf có chữ")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"tài khoản người tiếp nhận (mặc định {ADMINISTRATOR})")
        parser.add_argument("--body", help="vào sổ của cơ quan này (mã hoặc tên)")
        parser.add_argument("--on", type=a_day, help="ngày đến (mặc định hôm nay)")
        parser.add_argument("--number", type=int, help="số đến (mặc định số tiếp theo trong sổ)")
        parser.add_argument("--json", action="store_true", help="mỗi văn bản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        try:
            by = find_user(options["by"])
            body = find_body(options["body"], at.date()) if options["body"] else own_body(by, at.date())
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        refused = [line for name in options["files"] if (line := self._take(name, by, body, options))]
        if refused:
            raise CommandError("\n".join(refused))

    def _take(self, name: str, by: User, body: Organisation | None, options: dict[str, Any]) -> str:
        """Receive one file and print what it came to; gives the line that says why not."""
        at, path = words.now(), Path(name)
        try:
            with path.open("rb") as file:
                receipt = receive(path.name, file, by, body, at, options["on"] or at.date(), True, options["number"])
        except OSError as error:
            return f"{name}: không mở được tệp ({error.strerror})."
        except Refusal as error:
            return f"{name}: {error}"
        self._print_receipt(receipt, options["json"])
        return ""

    def _print_receipt(self, receipt: Receipt, as_json: bool) -> None:
        document, content, arrival = receipt.document, receipt.reading.content, receipt.arrival
        duties, notes = len(content["duties"]), len(content["warnings"])
        if as_json:
            row = {
                "id": document.pk,
                "number": document.number or None,
                "title": document.title,
                "issuer": document.issuer_name or None,
                "date": document.issued_on.isoformat() if document.issued_on else None,
                "duties": duties,
                "notes": notes,
                "joined": receipt.joined,
                "arrival": arrival.number if arrival else None,
                "warnings": receipt.warnings,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        number = document.number or "chưa có số"
        self.stdout.write(f"Văn bản {document.pk} | {number} | {document.title} | {duties} nhiệm vụ | {notes} ghi chú")
        if arrival:
            day = words.day_in_words(arrival.day)
            self.stdout.write(f"Số đến {arrival.number}, ngày {day}, {arrival.organisation}.")
        for warning in receipt.warnings:
            self.stdout.write(f"Lưu ý: {warning}")


def own_body(user: User, day: date) -> Organisation | None:
    """The one body in whose posts the user stands; None for an administrator of no body. Raises Ambiguous, Unknown."""
    ids = user.body_ids(day)
    if not ids and user.sees_all(day):
        return None
    bodies = list(Organisation.objects.filter(pk__in=ids).order_by("code"))
    if not bodies:
        raise Unknown(f"Tài khoản {user.username} hiện không giữ chức năng ở đơn vị nào; xin nêu --body.")
    if len(bodies) > 1:
        listed = "; ".join(f"{b.code} ({b.name_on(day)})" for b in bodies)
        raise Ambiguous(f"Tài khoản {user.username} giữ chức năng ở nhiều đơn vị; xin nêu --body: {listed}.")
    return bodies[0]
