"""What commands about documents are given on the command line."""

from __future__ import annotations

from datetime import date

from phongtrao.documents.models import Document
from phongtrao.files import Refusal
from phongtrao.organisations.models import User


def the_document(written: str, by: User, day: date) -> Document:
    """The document of this id that the account sees; raises LookupError with a Vietnamese line."""
    seen = Document.objects.visible_to(by, day)
    found = seen.filter(pk=int(written)).first() if written.isascii() and written.isdigit() else None
    if found is None:
        raise LookupError(f"Không có văn bản mã «{written}». Xem danh sách bằng: phongtrao documents.")
    return found


def to_correct(document: Document, by: User, day: date) -> Document:
    """The document itself, where the account may correct its reading; raises Refusal."""
    if not document.may_be_corrected_by(by, day):
        raise Refusal(f"Tài khoản {by.username} không thuộc đơn vị đã vào sổ hoặc đã ban hành văn bản này.")
    return document
