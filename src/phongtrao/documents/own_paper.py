"""A paper of one's own as a document: issued here, it is read like any other, and its duties can be given from it."""

from __future__ import annotations

from datetime import datetime

from phongtrao.documents.models import Document, Outgoing, StoredFile
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.documents.receive import Known, receive
from phongtrao.organisations.models import Organisation, User
from phongtrao.words import HANOI


def document_of(paper: Outgoing, by: User, at: datetime) -> Document:
    """The document of an issued paper, made where it is not there; it stands in no book of incoming papers.

    Raises Refusal.
    """
    raw = PAPER_FORMATS["docx"].write(paper.paper)
    return _taken_in(f"{paper.code.replace('/', '-')}.docx", raw, paper.organisation, by, at)


def document_of_file(file: StoredFile, issuer: Organisation, by: User, at: datetime) -> Document:
    """The document of a paper of `issuer` that was signed elsewhere and put in as a file. Raises Refusal."""
    return _taken_in(file.name, file.path.read_bytes(), issuer, by, at)


def _taken_in(name: str, raw: bytes, issuer: Organisation, by: User, at: datetime) -> Document:
    day = at.astimezone(HANOI).date()
    try:
        return receive(name, raw, by, None, at, day, secret_free=True, issuer=issuer).document
    except Known as known:
        return known.document
