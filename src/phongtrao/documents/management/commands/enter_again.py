"""phongtrao enter-again ID: corrects a document's entry in a body's book of what came in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.arguments import the_document
from phongtrao.documents.models import Arrival
from phongtrao.documents.receive import enter_again, keeps_book
from phongtrao.files import Refusal
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import find_body, find_user

FIELDS = ("number", "day", "handled_by", "passed_on", "remark")


class Command(BaseCommand):
    help = "Sửa một dòng của sổ văn bản đến; mục không nêu thì giữ nguyên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID", help="mã văn bản")
        parser.add_argument("--body", required=True, help="sổ của cơ quan nào (mã hoặc tên)")
        parser.add_argument("--by", required=True, help="tài khoản của người sửa sổ")
        parser.add_argument("--number", type=int, help="số đến")
        parser.add_argument("--day", type=a_day, help="ngày đến")
        parser.add_argument("--handled-by", help="đơn vị hoặc người nhận")
        parser.add_argument("--passed-on", type=a_day, help="ngày chuyển")
        parser.add_argument("--remark", help="ghi chú")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            arrival = _entry(options["document"], options["body"], options["by"])
            given = {f: getattr(arrival, f) if options[f] is None else options[f] for f in FIELDS}
            enter_again(arrival, given, find_user(options["by"]), words.now())
        except (LookupError, Refusal) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Văn bản {arrival.document_id}: số đến {arrival.number}, {words.day_in_words(arrival.day)}.")


def _entry(document: str, body: str, by: str) -> Arrival:
    """The entry of this document in the body's book, where the account keeps it. Raises LookupError, Refusal."""
    user, day = find_user(by), words.now().date()
    found, keeper = the_document(document, user, day), find_body(body, day)
    if not keeps_book(user, keeper, day):
        raise Refusal(f"Tài khoản {by} không được ghi sổ văn bản đến của {keeper}.")
    entry = found.arrivals.filter(organisation=keeper).first()
    if entry is None:
        raise LookupError(f"{found.title} chưa vào sổ của {keeper}. Xin tiếp nhận trước: phongtrao receive.")
    return entry
