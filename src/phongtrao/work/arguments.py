"""What commands of work take from the command line: a document by id or number, a programme, a task, an assignment."""

from __future__ import annotations

from datetime import date

from phongtrao.documents.models import Document
from phongtrao.organisations.lookup import Unknown
from phongtrao.organisations.models import User
from phongtrao.words import day_in_words, fold
from phongtrao.work.models import Assignment, Programme, Task

SHOWN = 10


class Unclear(LookupError):
    """No document fits, or several do; the text is Vietnamese and lists them."""


def find_document(
    written: str, by: User, day: date, issuer: str | None = None, issued_on: date | None = None
) -> Document:
    """The document of this id or number (and issuer, and day) that the account sees. Raises Unclear."""
    seen = Document.objects.visible_to(by, day)
    if written.isdigit() and (found := seen.filter(pk=int(written)).first()):
        return found
    number = "".join(written.split())
    fitting = [d for d in seen.filter(number__iexact=number).order_by("pk") if _fits(d, issuer, issued_on)]
    if not fitting:
        raise Unclear(f"Không có văn bản «{written}» trong phạm vi của tài khoản này (xem: phongtrao documents).")
    if len(fitting) > 1:
        listed = "; ".join(_named(d) for d in fitting[:SHOWN])
        raise Unclear(f"Có {len(fitting)} văn bản cùng số «{written}»; xin ghi id, hoặc --issuer và --date: {listed}.")
    return fitting[0]


def _fits(document: Document, issuer: str | None, issued_on: date | None) -> bool:
    if issued_on is not None and document.issued_on != issued_on:
        return False
    return issuer is None or fold(issuer) in fold(document.issuer_name)


def _named(document: Document) -> str:
    return f"{document.pk} ({document.title}, {document.issuer_name}, {day_in_words(document.issued_on)})"


def find_programme(name: str, by: User, day: date) -> Programme:
    """The programme of this short name, as far as the account sees it. Raises Unknown."""
    row = Programme.objects.visible_to(by, day).filter(name=name.strip()).first()
    if row is None:
        raise Unknown(f"Không có phong trào «{name}» trong phạm vi của tài khoản này (xem: phongtrao programmes).")
    return row


def find_work(written: str, by: User, day: date) -> Task | Assignment:
    """The task (`12`) or assignment (`a12`) of this number, as far as the account sees it. Raises Unknown."""
    digits = written.removeprefix("a")
    row: Task | Assignment | None = None
    if digits.isdecimal() and written.startswith("a"):
        row = Assignment.objects.visible_to(by, day).filter(pk=int(digits)).first()
    elif digits.isdecimal():
        row = Task.objects.visible_to(by, day).filter(pk=int(digits)).first()
    if row is None:
        raise Unknown(f"Không có việc «{written}» trong phạm vi của tài khoản này (xem: phongtrao tasks).")
    return row
