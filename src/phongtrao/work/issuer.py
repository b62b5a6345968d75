"""Who issued a document: whose words it speaks. Where that is not told, a person says so; nothing is guessed."""

from __future__ import annotations

from datetime import date

from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Document
from phongtrao.organisations.issuers import lacks_place, likely_issuers, may_be
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.bind import listed
from phongtrao.work.meant_on import meant_on

NO_ISSUER = (
    "Chưa rõ cơ quan ban hành văn bản này; xin sửa đầu văn bản, hoặc nạp địa bàn của tỉnh (phongtrao load-units)."
)
SHOWN = 6


def issuer_of(document: Document, day: date) -> Organisation | None:
    """The body that issued it; looked for again by its name where it was not known when the document came in.

    One that is known by no name is the province's, but not where the name speaks of a district or commune.
    """
    if document.issuer or not document.issuer_name:
        return document.issuer or document.root
    try:
        return find_body(document.issuer_name, document.issued_on or day)
    except (Ambiguous, Unknown):
        return None if lacks_place(document.issuer_name) else document.root


def issuer_for(document: Document, body: Organisation, day: date) -> Organisation:
    """In whose words the document is read for `body`: its issuer, else the body itself.

    Raises Refused where the paper is that of a district or commune which it does not name, and not `body`'s own.
    """
    issuer = issuer_of(document, day)
    if issuer is None and lacks_place(document.issuer_name) and not may_be(document.issuer_name, body, day):
        raise Refused(unclear(document, day))
    return issuer or body


def unclear(document: Document, day: date) -> str:
    """What to do where it is not told who issued the document; names those it may have been."""
    reading = document.latest_reading()
    if reading is None or not lacks_place(document.issuer_name):
        return NO_ISSUER
    content = corrected(reading)
    actors = [actor for duty in content.duties for actor in listed(duty["actors"])]
    then = meant_on(document, content, day).day
    found = likely_issuers(document.issuer_name, reading.copy.text, actors, then)
    if not found:
        return NO_ISSUER
    names = ", ".join(one.body.name_on(then) for one in found[:SHOWN])
    more = f" và {len(found) - SHOWN} cơ quan khác" if len(found) > SHOWN else ""
    return (
        f"Văn bản ghi cơ quan ban hành là «{document.issuer_name}», chưa rõ là cơ quan nào; có thể là: {names}{more}. "
        "Xin ghi đủ tên ở đầu văn bản."
    )
