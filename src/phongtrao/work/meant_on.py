"""The day on which a document's words are to be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.documents.corrected import Corrected
from phongtrao.documents.models import Document


@dataclass(frozen=True, slots=True)
class MeantOn:
    """`stated`: whether the document says the day itself."""

    day: date
    stated: bool


def meant_on(document: Document, content: Corrected, today: date) -> MeantOn:
    """The document's own day; where it has lost it that of the latest paper it cites, else `today`."""
    own = document.issued_on or _day(content.header.get("date"))
    if own is not None:
        return MeantOn(own, True)
    cited = [day for citation in content.citations if (day := _day(citation.get("date"))) and day <= today]
    return MeantOn(max(cited, default=today), False)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
