"""Chuỗi văn bản: a document with those before and after it, from what their words say and people confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from phongtrao.documents.models import Document, Effect
from phongtrao.documents.models.chain import GROUNDS, KINDS
from phongtrao.documents.models.documents import DocumentQuerySet
from phongtrao.documents.told import mention_of
from vanban.shelf import Identity, Shelf, named
from vanban.wording import day_words

STEPS = 3
"""How many documents away from the one asked for a document at hand still belongs to its chain."""
CHANGING = ("prolongs", "amends", "replaces", "ends")
MOST = 80
"""Documents of one chain at most."""


@dataclass(frozen=True, slots=True)
class Act:
    """One effect as the timeline says it; `said` begins with a verb, `teller` is the document with the words."""

    effect: Effect
    said: str
    teller: Document

    @property
    def standing(self) -> str:
        """Whether a person has confirmed it, in words."""
        return "đã xác nhận" if self.effect.confirmed else "đọc từ văn bản, chưa xác nhận"


@dataclass(frozen=True, slots=True)
class Link:
    """One document of the chain; `document` where it is at hand, `here` for the one that was asked for."""

    identity: Identity
    document: Document | None
    here: bool
    acts: list[Act] = field(default_factory=list)

    @property
    def name(self) -> str:
        return named(self.identity)

    @property
    def day(self) -> str:
        return day_words(self.identity.date) or "chưa rõ ngày"


def identity_of(document: Document) -> Identity:
    """What a document of the site is known by."""
    day = document.issued_on.isoformat() if document.issued_on else None
    return Identity(document.kind or None, document.number or None, document.issuer_name or None, day)


def at_hand(said: dict[str, Any], speaker: Document, among: Iterable[Document]) -> Document | None:
    """The document of `among` that a citation in `speaker` means; None where none or several could be meant."""
    rows = [document for document in among if document.pk != speaker.pk]
    shelf = Shelf([identity_of(speaker), *map(identity_of, rows)])
    found = shelf.find(mention_of(said), 0)
    paper = shelf.entries[found].paper if found is not None else None
    return rows[paper - 1] if paper else None


def acted_upon(effect: Effect) -> Document | None:
    """The document that an effect acts upon, where it is at hand."""
    if effect.onto:
        return effect.onto
    root = effect.document.root_id
    return at_hand(effect.on, effect.document, Document.objects.filter(root=root, number_key=effect.on_key))


def acting(effect: Effect) -> Document | None:
    """The document that does it, where it is at hand."""
    if not effect.by:
        return effect.document
    root = effect.document.root_id
    return at_hand(effect.by, effect.document, Document.objects.filter(root=root, number_key=effect.by_key))


def effects_upon(document: Document, among: DocumentQuerySet) -> list[Effect]:
    """What documents of `among` do, or tell that others do, to this one; dropped ones left out. One query."""
    return [effect for effect, onto in _upon([document], among) if onto == document]


def _upon(documents: Sequence[Document], among: DocumentQuerySet) -> list[tuple[Effect, Document]]:
    """Effects on these documents, each with the one it means."""
    by_key: dict[str, list[Document]] = {}
    for document in documents:
        by_key.setdefault(document.number_key, []).append(document)
    by_key.pop("", None)
    rows = Effect.objects.standing().filter(on_key__in=by_key, document__in=among.order_by())
    found = []
    for effect in rows.select_related("document", "copy", "onto"):
        near = [row for row in by_key[effect.on_key] if row.root_id == effect.document.root_id]
        onto = effect.onto or at_hand(effect.on, effect.document, near)
        found += [(effect, onto)] if onto and onto != effect.document else []
    return found


def chain(document: Document, among: DocumentQuerySet) -> list[Link]:
    """The documents before and after this one in the order of time, those without a day last.

    `among` are those that may be shown; others stand only as they are cited.
    """
    near = _near(document, among)
    rows = Effect.objects.standing().filter(document__in=[row.pk for row in near])
    return _Drawing(document, near).links(rows.select_related("document", "copy"))


def _near(document: Document, among: DocumentQuerySet) -> list[Document]:
    """The document and those at hand that effects lead to, a few steps far; a few queries a step."""
    found, edge = {document.pk: document}, [document]
    for _ in range(STEPS):
        own = list(Effect.objects.standing().filter(document__in=edge).select_related("document"))
        reached = [*_cited(own, among), *(effect.document for effect, _ in _upon(edge, among)), *_changing(own, among)]
        edge = list({row.pk: row for row in reached if row.pk not in found}.values())[: MOST - len(found)]
        found |= {row.pk: row for row in edge}
    return list(found.values())


def _cited(own: list[Effect], among: DocumentQuerySet) -> Iterator[Document]:
    """Documents at hand that effects name."""
    keys = {key for effect in own for key in (effect.on_key, effect.by_key) if key}
    rows = list(among.filter(number_key__in=keys))
    for effect in own:
        near = [row for row in rows if row.root_id == effect.document.root_id]
        named_here = [at_hand(said, effect.document, near) for said in (effect.on, effect.by) if said]
        yield from (row for row in named_here if row is not None)


def _changing(own: list[Effect], among: DocumentQuerySet) -> Iterator[Document]:
    """Others that tell how something was changed on which these act too, whether it is at hand or not."""
    rows = Effect.objects.standing().filter(kind__in=CHANGING, on_key__in={effect.on_key for effect in own})
    for other in rows.filter(document__in=among.order_by()).select_related("document"):
        if any(same_document_cited(effect, other) for effect in own if effect.on_key == other.on_key):
            yield other.document


def same_document_cited(effect: Effect, other: Effect) -> bool:
    """Whether two effects told by documents of a province are on one and the same document, as each cites it."""
    if effect.document.root_id != other.document.root_id:
        return False
    shelf = Shelf([identity_of(effect.document), identity_of(other.document)])
    return shelf.place(mention_of(effect.on), 0) == shelf.place(mention_of(other.on), 1)


class _Drawing:
    """Documents and citations put together to links, each document once."""

    def __init__(self, document: Document, near: list[Document]) -> None:
        self.near = near
        self.shelf = Shelf([identity_of(row) for row in near])
        self.place = {row.pk: n for n, row in enumerate(near)}
        self.document = document

    def links(self, effects: Iterable[Effect]) -> list[Link]:
        """In the order of time; a document at hand far off brings only what it does to those that stand here."""
        drawn = [(*self._ends(effect), effect) for effect in effects]
        own = self.place[self.document.pk]
        kept = {*range(len(self.near))} | {on for by, on, e in drawn if e.document_id == self.document.pk or by == own}
        kept |= {by for by, on, effect in drawn if on in kept and effect.kind in CHANGING}
        acts: dict[int, list[Act]] = {}
        for by, on, effect in drawn:
            if on in kept and (by in kept or effect.document_id == self.document.pk):
                acts.setdefault(by, []).append(Act(effect, self._said(effect, on), effect.document))
        links = [self._link(n, acts.get(n, [])) for n in sorted(kept | set(acts))]
        return sorted(links, key=lambda link: (link.identity.date or "9999", not link.here))

    def _ends(self, effect: Effect) -> tuple[int, int]:
        """Places on the shelf of the document that acts and of the one acted upon."""
        teller = self.place[effect.document_id]
        by = self.shelf.place(mention_of(effect.by), teller) if effect.by else self.shelf.of_paper[teller]
        return by, self.shelf.place(mention_of(effect.on), teller)

    def _said(self, effect: Effect, on: int) -> str:
        return effect_words(effect, self.shelf.entries[on].identity)

    def _link(self, n: int, acts: list[Act]) -> Link:
        entry = self.shelf.entries[n]
        row = self.near[entry.paper] if entry.paper is not None else None
        return Link(entry.identity, row, row == self.document, acts)


def effect_words(effect: Effect, on: Identity | None = None) -> str:
    """`sửa đổi, bổ sung khoản 2 của kế hoạch số 48/KH-UBND ngày 05/03/2024`."""
    name = named(on or effect.on_identity)
    part = f" {effect.part} của" if effect.part else ""
    until = f" đến ngày {day_words(effect.until.isoformat())}" if effect.until else ""
    return f"{(KINDS | {GROUNDS: 'căn cứ'})[effect.kind]}{part} {name[:1].lower()}{name[1:]}{until}"
