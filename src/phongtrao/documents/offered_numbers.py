"""Số và ngày mà văn bản không ghi: offered from what documents at hand call it; a person accepts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from phongtrao.documents import correct
from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Correction, Document, Mention, Reading
from phongtrao.documents.models.documents import DocumentQuerySet, spelling_key
from phongtrao.documents.told import paper_of
from phongtrao.files import Refusal
from phongtrao.organisations.models import User
from vanban.link import linked
from vanban.proposals import LEAST_WORDS_WITH_GROUND, Proposal, title_words
from vanban.shelf import Paper
from vanban.wording import day_words

MOST = 40
"""Citing documents that are held against one without a number."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A number and a day that a document may bear, the reasons, and the documents with the words that say so."""

    number: str
    date: str | None
    reasons: tuple[str, ...]
    evidence: tuple[tuple[Document, str], ...]
    alone: bool
    """Whether no other is as likely."""

    @property
    def day(self) -> str:
        """`05/03/2026`."""
        return day_words(self.date)


def offers(reading: Reading, among: DocumentQuerySet) -> list[Offer]:
    """What documents of `among` call the one of this reading, where its head lacks number or day; else nothing."""
    header = corrected(reading).header
    if header.get("number") and header.get("date") or not header.get("type"):
        return []
    citing = list(_citing(reading, header.get("number"), str(header.get("subject") or ""), among))
    papers = [paper_of(reading), *(paper_of(other) for other in citing)]
    found = linked(papers)[0]
    said = [(found.proposal, True)] if found.proposal else [(question, False) for question in found.questions]
    documents = [other.copy.document for other in citing]
    return [_offer(proposal, alone, papers, documents) for proposal, alone in said]


def _offer(proposal: Proposal, alone: bool, papers: list[Paper], documents: list[Document]) -> Offer:
    evidence = [
        (documents[passage.paper - 1], " ".join(papers[passage.paper].text[passage.start : passage.end].split()))
        for passage in proposal.evidence
    ]
    return Offer(proposal.number, proposal.date, proposal.reasons, tuple(evidence), alone)


def _citing(reading: Reading, number: str | None, subject: str, among: DocumentQuerySet) -> Iterator[Reading]:
    """Latest readings of documents that name one of this kind by its number or with words of its subject.

    And of those that bear such a number themselves.
    """
    document = reading.copy.document
    rows = Mention.objects.filter(kind=document.kind, copy__document__in=among.filter(root=document.root_id).order_by())
    rows = rows.exclude(copy__document=document)
    own, key = title_words(subject), spelling_key(number)
    found: dict[int, None] = {}
    keys: set[str] = set()
    for citing, other_key, title in rows.values_list("copy__document", "number_key", "title"):
        if other_key == key if key else len(own & title_words(title)) >= LEAST_WORDS_WITH_GROUND:
            found[citing] = None
            keys.add(other_key)
    # A number whose own document is at hand is that one's; the library sees so only where it is given that one too.
    owners = Document.objects.filter(root=document.root_id, number_key__in=keys).exclude(pk=document.pk)
    for other in Document.objects.filter(Q(pk__in=list(found)[:MOST]) | Q(pk__in=owners.values("pk"))):
        latest = other.latest_reading()
        if latest is not None:
            yield latest


def accept_offer(
    reading: Reading, number: str, day: str | None, among: DocumentQuerySet, by: User, at: datetime
) -> list[Correction]:
    """Take an offer as a correction of the head; raises Refusal where it is not offered, or is another document's."""
    if not any((offer.number, offer.date) == (number, day) for offer in offers(reading, among)):
        raise Refusal("Đề xuất này không còn nữa. Xin tải lại trang.")
    header = corrected(reading).header
    given = {"number": header.get("number") or number, "date": header.get("date") or day}
    return correct.change_header(reading, {name: value for name, value in given.items() if value}, by, at)
