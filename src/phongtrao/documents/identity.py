"""Which document is it? Number, issuer and date within one province; and which body issued it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Document, Reading
from phongtrao.files import Refusal
from phongtrao.organisations import tree
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.names import body_key
from phongtrao.words import HANOI, fold
from vanban.kinds import BY_SLUG


@dataclass(frozen=True, slots=True)
class Facts:
    """What a header says of its document, cut to the columns' lengths; empty where it says nothing."""

    kind: str
    number: str
    issuer_name: str
    issued_on: date | None
    subject: str
    signatory: str

    @classmethod
    def of(cls, header: dict[str, Any]) -> Facts:
        """From a header in the contract's form. A number too long to be one is left out."""
        number = str(header.get("number") or "")
        return cls(
            kind=str(header.get("type") or "")[:30],
            number=number if len(number) <= 60 else "",
            issuer_name=str(header.get("issuer") or "")[:200],
            issued_on=_day(header.get("date")),
            subject=" ".join(str(header.get("subject") or "").split())[:1000],
            signatory=str(header.get("signatory") or "")[:120],
        )

    @property
    def folded(self) -> str:
        """What search looks through."""
        kind = BY_SLUG.get(self.kind)
        return fold(" ".join((kind.name if kind else "", self.number, self.issuer_name, self.subject)))


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        return None


def issuing_body(facts: Facts, day: date, root: Organisation | None) -> Organisation | None:
    """The body that issued it, as bodies were on its own day (else on `day`); None where that is not certain.

    Within `root` only, where one is given: a row of one province never names a body of another.
    """
    if not facts.issuer_name:
        return None
    then = facts.issued_on or day
    if root is not None:
        return _named_below(root, body_key(facts.issuer_name), then)
    try:
        return find_body(facts.issuer_name, then)
    except (Ambiguous, Unknown):
        return None


def _named_below(root: Organisation, key: str, day: date) -> Organisation | None:
    versions = OrganisationVersion.objects.on(day).filter(keys__contains=f"|{key}|")
    ids = set(versions.values_list("organisation_id", flat=True)) & tree.below([root.pk], day)
    return Organisation.objects.get(pk=ids.pop()) if len(ids) == 1 else None


def of_this_number(root: Organisation | None, facts: Facts) -> list[Document]:
    """Documents of the province with the same number, symbol and issuer, whatever their day."""
    if not facts.number:
        return []
    rows = Document.objects.filter(root=root, number__iexact=facts.number)
    key = body_key(facts.issuer_name)
    return [d for d in rows.order_by("pk") if body_key(d.issuer_name) == key]


def same_document(root: Organisation | None, facts: Facts) -> Document | None:
    """The document that these facts name; a document without number or day is one of its own."""
    if facts.issued_on is None:
        return None
    return next((d for d in of_this_number(root, facts) if d.issued_on == facts.issued_on), None)


def bear(document: Document, facts: Facts, issuer: Organisation | None) -> None:
    """Write the facts onto the document's row."""
    document.kind, document.number = facts.kind, facts.number
    document.issuer_name, document.issuer = facts.issuer_name, issuer
    document.issued_on, document.subject = facts.issued_on, facts.subject
    document.signatory, document.folded = facts.signatory, facts.folded


def follow_header(reading: Reading, at: datetime) -> None:
    """Let the document's row say what the corrected header says; raises Refusal where another document is that one."""
    document = Document.objects.select_for_update(no_key=True).get(pk=reading.copy.document_id)
    facts = Facts.of(corrected(reading).header)
    other = same_document(document.root, facts)
    if other is not None and other.pk != document.pk:
        raise Refusal(f"Số, ký hiệu, cơ quan và ngày này là của văn bản mã {other.pk} đã có. Xin kiểm tra lại.")
    bear(document, facts, issuing_body(facts, at.astimezone(HANOI).date(), document.root))
    document.save()
