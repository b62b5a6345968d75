"""Giao việc từ văn bản: a named person takes a reading as binding for a body and its subtree, from a day to a day.

`propose` says what would be bound; `adopt` writes it. Adopting again adds only what is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.documents.corrected import Corrected, corrected
from phongtrao.documents.models import Document, Reading
from phongtrao.documents.shown import around
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.organisations.names import body_key
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.bind import Binder, Binding, Bound, listed
from phongtrao.work.follow import Span, follow_span
from phongtrao.work.issuer import issuer_for, issuer_of, unclear
from phongtrao.work.meant_on import meant_on
from phongtrao.work.models import Adoption, Assignment, DeadlineRule, Duty, Unresolved
from phongtrao.work.products import product_of
from vanban.schedule import undated_because

RULE_KEYS = ("on", "every", "last", "from", "to", "until", "within", "unit", "after")
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Proposed:
    """One duty of a reading, as adoption would write it."""

    index: str
    """Its place in the reading, or that of its correction (`a12`)."""
    position: int
    content: dict[str, Any]
    """The duty in the contract's form, corrections applied."""
    text: str
    before: str
    after: str
    """What its item says around its words."""
    binding: Binding
    receiver: Organisation
    product: str
    adopted: Duty | None
    """The row it has become, where it was adopted before."""

    @property
    def leads(self) -> list[Bound]:
        return [b for b in self.binding.bound if b.role == Assignment.LEAD]

    @property
    def support(self) -> list[Bound]:
        return [b for b in self.binding.bound if b.role == Assignment.SUPPORT]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What adopting a reading for a body would bind."""

    document: Document
    reading: Reading
    body: Organisation
    span: Span
    duties: tuple[Proposed, ...]
    adoption: Adoption | None
    near: Mapping[str, tuple[Organisation, ...]]
    """Phrase that means nobody known → bodies near to it, for a person to choose from."""

    def chosen(self, indexes: Collection[str] | None) -> list[Proposed]:
        """The duties that are not adopted yet, of those asked for (None: all)."""
        return [d for d in self.duties if d.adopted is None and (indexes is None or d.index in indexes)]


@dataclass(frozen=True, slots=True)
class Adopted:
    """What one adoption wrote; `unresolved` are all phrases of the adoption that still wait for a person."""

    adoption: Adoption
    duties: tuple[Duty, ...]
    assignments: int
    unresolved: tuple[str, ...]
    waiting: int
    """Successors that wait for a person's word."""


def adopting_body(user: User, document: Document, day: date, wanted: Organisation | None = None) -> Organisation:
    """For whom the user adopts: `wanted`, else the body of his deciding post, else (quản trị) the document's issuer.

    Raises Refused where he may not, or where the body is not to be told.
    """
    if user.sees_all(day):
        body = wanted or issuer_of(document, day)
        if body is None:
            raise Refused(unclear(document, day))
        return body
    own = user.body_ids(day, set(DECIDING))
    if not own:
        raise Refused("Chỉ lãnh đạo, đầu mối hoặc quản trị của đơn vị được giao việc từ văn bản.")
    if wanted is not None:
        if wanted.pk not in tree.below(own, day) | tree.below_in_line(own, day):
            raise Refused(f"{wanted.name_on(day)} không thuộc phạm vi của anh/chị; xin chọn đơn vị của mình.")
        return wanted
    if len(own) > 1:
        raise Refused("Anh/chị giữ chức năng ở nhiều đơn vị; xin nêu giao việc cho đơn vị nào.")
    return Organisation.objects.get(pk=own.pop())


def propose(
    document: Document,
    reading: Reading,
    body: Organisation,
    day: date,
    follow_from: date | None = None,
    follow_until: date | None = None,
) -> Proposal:
    """What adopting `reading` for `body` would bind, asked on `day`; writes nothing.

    Raises Refused where the days are out of order, or where it cannot be told in whose words the document speaks.
    """
    content = corrected(reading)
    adoption = Adoption.objects.filter(document=document, organisation=body).first()
    span = _span(content, adoption, day, follow_from, follow_until)
    issuer = issuer_for(document, body, day)
    binder = Binder(issuer, body, meant_on(document, content, day).day, span, day, content.header, content.duties)
    known = list(adoption.duties.all()) if adoption else []
    exact = adoption is not None and adoption.reading_id == reading.pk
    duties = [
        _proposed(duty, position, reading.copy.text, binder, row_of(duty, known, exact))
        for position, duty in enumerate(sorted(content.duties, key=lambda d: (d["start"], d["end"])), 1)
    ]
    phrases = {phrase for d in duties for _, phrase in d.binding.unresolved}
    near = {phrase: binder.near(phrase) for phrase in phrases}
    return Proposal(document, reading, body, span, tuple(duties), adoption, near)


def _span(content: Corrected, adoption: Adoption | None, day: date, first: date | None, last: date | None) -> Span:
    """Days asked for, else those of the adoption there is, else today to the end of the period named."""
    default = follow_span(content.duties, content.targets, day)
    if adoption is not None:
        default = Span(adoption.follow_from, adoption.follow_until)
    span = Span(first or default.first, last or default.last, "" if last else default.why)
    if span.first > span.last:
        raise Refused("Ngày bắt đầu theo dõi phải trước ngày kết thúc; xin chọn lại.")
    return span


def row_of(duty: dict[str, Any], known: Iterable[Duty], exact: bool) -> Duty | None:
    """The adopted row of these words. Another reading may end an item some words earlier or later: half is enough."""
    start, end = duty["start"], duty["end"]
    for row in known:
        if exact and (row.start, row.end) == (start, end):
            return row
        shared = min(row.end, end) - max(row.start, start)
        if not exact and row.kind == duty["kind"] and 2 * shared > min(row.end - row.start, end - start):
            return row
    return None


def _proposed(duty: dict[str, Any], position: int, text: str, binder: Binder, row: Duty | None) -> Proposed:
    words = " ".join((text[duty["start"] : duty["end"]] or str(duty.get("text", ""))).split())
    binding = binder.binding(duty)
    before, after = around(duty, text)
    return Proposed(
        index=str(duty["index"]),
        position=position,
        content=duty,
        text=words,
        before=before,
        after=after,
        binding=binding,
        receiver=row.receiver if row else binding.receiver or binder.body,
        product=row.product if row else product_of(duty["kind"], words),
        adopted=row,
    )


def adopt(
    document: Document,
    reading: Reading,
    body: Organisation,
    by: User,
    at: datetime,
    follow_from: date | None = None,
    follow_until: date | None = None,
    chosen: Collection[str] | None = None,
    receivers: Mapping[str, Organisation] | None = None,
    products: Mapping[str, str] | None = None,
) -> Adopted:
    """Write what `propose` says of the chosen duties (None: all), with these receivers and products where given.

    Without days a first adoption follows from `at`'s day to the end of the period named, a further one keeps its days.
    Raises Refused where the user may not adopt for the body or the days are out of order.
    """
    proposal = propose(document, reading, body, at.astimezone(HANOI).date(), follow_from, follow_until)
    return adopt_proposed(proposal, by, at, chosen, receivers, products)


@transaction.atomic
def adopt_proposed(
    proposal: Proposal,
    by: User,
    at: datetime,
    chosen: Collection[str] | None = None,
    receivers: Mapping[str, Organisation] | None = None,
    products: Mapping[str, str] | None = None,
) -> Adopted:
    """`adopt` for who has the proposal at hand; what was adopted since it was made is left alone. Raises Refused."""
    document, reading, body = proposal.document, proposal.reading, proposal.body
    today = at.astimezone(HANOI).date()
    adopting_body(by, document, today, body)
    Document.objects.select_for_update().get(pk=document.pk)
    adoption = _adoption(proposal, by, at)
    there = set(adoption.duties.values_list("start", "end"))
    new = [d for d in proposal.chosen(chosen) if (d.content["start"], d.content["end"]) not in there]
    rows = _write_duties(adoption, reading, new, receivers or {}, products or {})
    _write_rules(rows, new, reading.copy.text)
    bound = _write_assignments(adoption, rows, new)
    if rows:
        said = {"document": document.pk, "duties": len(rows), "assignments": bound}
        LogEntry.record(by, "adopt", adoption, at, body, by.post_over(body.pk, today, DECIDING), **said)
    return _adopted(adoption, rows, bound)


def _adopted(adoption: Adoption, rows: list[Duty], bound: int) -> Adopted:
    asked = Unresolved.objects.filter(duty__adoption=adoption, settled_at=None).order_by("pk")
    waiting = Assignment.objects.filter(duty__adoption=adoption, confirmed=False, declined_at=None).count()
    phrases: dict[str, str] = {}
    for phrase in asked.values_list("phrase", flat=True):
        phrases.setdefault(body_key(phrase), phrase)
    return Adopted(adoption, tuple(rows), bound, tuple(phrases.values()), waiting)


def _adoption(proposal: Proposal, by: User, at: datetime) -> Adoption:
    span = proposal.span
    adoption, made = Adoption.objects.get_or_create(
        document=proposal.document,
        organisation=proposal.body,
        defaults={
            "reading": proposal.reading,
            "follow_from": span.first,
            "follow_until": span.last,
            "by": by,
            "at": at,
        },
    )
    follow(adoption, span.first, span.last, by, at, anew=made)
    return adoption


def follow(adoption: Adoption, first: date, last: date, by: User, at: datetime, anew: bool = False) -> bool:
    """Set from when to when an adoption is followed; False where it was so already and is not `anew`."""
    if (adoption.follow_from, adoption.follow_until) == (first, last) and not anew:
        return False
    adoption.follow_from, adoption.follow_until = first, last
    adoption.save(update_fields=["follow_from", "follow_until"])
    days = {"from": first.isoformat(), "until": last.isoformat()}
    post = by.post_over(adoption.organisation_id, at.astimezone(HANOI).date(), DECIDING)
    LogEntry.record(by, "follow", adoption, at, adoption.organisation, post, **days)
    return True


def _write_duties(
    adoption: Adoption,
    reading: Reading,
    new: list[Proposed],
    receivers: Mapping[str, Organisation],
    products: Mapping[str, str],
) -> list[Duty]:
    rows = [
        Duty(
            adoption=adoption,
            reading=reading,
            index=d.index,
            position=d.position,
            clause=d.content["clause"],
            nth=d.content.get("nth", 1),
            kind=d.content["kind"],
            text=d.text,
            before=d.before,
            after=d.after,
            start=d.content["start"],
            end=d.content["end"],
            actors=listed(d.content["actors"]),
            support=listed(d.content["with"]),
            to=listed(d.content["to"]),
            via=listed(d.content["via"]),
            product=products.get(d.index, d.product),
            receiver=receivers.get(d.index, d.receiver),
        )
        for d in new
    ]
    return Duty.objects.bulk_create(rows, batch_size=BATCH)


def _write_rules(rows: list[Duty], new: list[Proposed], text: str) -> None:
    rules = [
        DeadlineRule(
            duty=row,
            rule=(rule := {key: deadline[key] for key in RULE_KEYS if key in deadline}),
            words=" ".join(text[deadline["start"] : deadline["end"]].split())[:500] if "start" in deadline else "",
            start=deadline.get("start"),
            end=deadline.get("end"),
            dated=undated_because(rule) is None,
        )
        for row, d in zip(rows, new, strict=True)
        for deadline in d.content["deadlines"]
    ]
    DeadlineRule.objects.bulk_create(rules, batch_size=BATCH)


def _write_assignments(adoption: Adoption, rows: list[Duty], new: list[Proposed]) -> int:
    """Bodies and open phrases of the new duties; how many bodies were bound."""
    elsewhere = _bound_elsewhere(adoption)
    assignments, open_phrases = [], []
    for row, d in zip(rows, new, strict=True):
        for b in d.binding.bound:
            if (row.start, row.end, b.organisation.pk) not in elsewhere:
                assignments.append(_assignment(row, b))
        for role, phrase in dict.fromkeys((role, phrase[:300]) for role, phrase in d.binding.unresolved):
            open_phrases.append(Unresolved(duty=row, role=role, phrase=phrase))
    Assignment.objects.bulk_create(assignments, batch_size=BATCH, ignore_conflicts=True)
    Unresolved.objects.bulk_create(open_phrases, batch_size=BATCH, ignore_conflicts=True)
    return len(assignments)


def _assignment(row: Duty, b: Bound) -> Assignment:
    return Assignment(
        duty=row,
        organisation=b.organisation,
        role=b.role,
        phrase=b.phrase[:300],
        found=b.how,
        confirmed=b.confirmed,
    )


def _bound_elsewhere(adoption: Adoption) -> set[tuple[int, int, int]]:
    """Words and bodies that another body's adoption of the same text binds already: nobody is told twice."""
    others = Assignment.objects.filter(
        duty__adoption__document=adoption.document_id, duty__adoption__reading__copy=adoption.reading.copy_id
    )
    others = others.exclude(duty__adoption=adoption)
    return set(others.values_list("duty__start", "duty__end", "organisation"))
