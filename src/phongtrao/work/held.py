"""Ai giữ nhiệm vụ này hôm nay: each duty of a reading with the bodies that hold it on a day, adopted or not.

A phrase means the bodies of the document's day; they or their successors hold it. What a person answered at adoption
counts; what nobody has answered is shown as not confirmed. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Document, Reading
from phongtrao.organisations import tree
from phongtrao.organisations.departments import departments_of, fields_in
from phongtrao.organisations.holders import DISTRICT_TIER, Found, holders, moved
from phongtrao.organisations.models import Area, Organisation
from phongtrao.organisations.newcomers import Newcomers
from phongtrao.procedure import Refused
from phongtrao.work.adopt import row_of
from phongtrao.work.bind import BY_KIND, EVERYBODY, Binder, addressees, beside, listed
from phongtrao.work.desk import names_of
from phongtrao.work.follow import Span
from phongtrao.work.issuer import issuer_of, unclear
from phongtrao.work.meant_on import MeantOn, meant_on
from phongtrao.work.models import Assignment, Duty
from phongtrao.work.settle import PERSON

Line = dict[str, Any]
SUCCESSOR, ALIAS = "successor", "alias"


@dataclass(frozen=True, slots=True)
class Held:
    """One duty and who holds it."""

    content: dict[str, Any]
    """The duty in the contract's form, corrections applied."""
    text: str
    bodies: tuple[Found, ...]
    alternatives: tuple[Found, ...]
    """Departments to which it may have gone by its field: a person says."""
    newcomers: tuple[Found, ...]
    """Bodies of a kind that the words name, come after the document: offered, never bound."""
    unresolved: tuple[str, ...]
    """Phrases that mean nobody known, or are known in part only."""
    in_part: tuple[str, ...]
    """Those of them of which some bodies are known."""
    ended: tuple[Organisation, ...]
    """Bodies that are gone, with nobody known to have succeeded them."""

    @property
    def actors(self) -> list[str]:
        return listed(self.content["actors"])


@dataclass(frozen=True, slots=True)
class Holding:
    """The duties of a document, as its words were meant on its day, held on another."""

    duties: tuple[Held, ...]
    meant_on: MeantOn
    day: date


def held(document: Document, reading: Reading, day: date, today: date, seen: set[int] | None = None) -> Holding:
    """Who holds on `day` each duty of the reading; bodies outside `seen` (None: none are) are left out.

    Raises Refused where it is not to be told who issued the document.
    """
    content = corrected(reading)
    issuer = issuer_of(document, today)
    if issuer is None:
        raise Refused(unclear(document, today))
    meant = meant_on(document, content, today)
    binder = Binder(issuer, issuer, meant.day, Span(day, day), day, content.header, content.duties)
    rows = list(
        Duty.objects.filter(adoption__document=document)
        .select_related("adoption")
        .prefetch_related("assignments__organisation__versions", "unresolved")
    )
    newcomers = Newcomers(issuer, meant.day, day)
    asker = _Asker(binder, newcomers, meant.day, day, _home(issuer, day), seen, rows, reading)
    duties = sorted(content.duties, key=lambda d: (d["start"], d["end"]))
    return Holding(tuple(asker.held(duty) for duty in duties), meant, day)


def _home(issuer: Organisation, day: date) -> set[int]:
    """Bodies on `day` of the province that the issuer belonged to."""
    heirs = {found.organisation.pk for found in holders([issuer], day)}
    return tree.below(tree.roots_of(heirs, day), day)


@dataclass(slots=True)
class _Found:
    """What has been found for one duty."""

    bodies: dict[int, Found] = field(default_factory=dict)
    alternatives: dict[int, Found] = field(default_factory=dict)
    ended: dict[int, Organisation] = field(default_factory=dict)
    unresolved: list[str] = field(default_factory=list)
    in_part: set[str] = field(default_factory=set)

    def add(self, found: Found) -> None:
        """A body found twice stands as it was found first; what is named or confirmed wins over what is not."""
        if found.field:
            self.alternatives.setdefault(found.organisation.pk, found)
            return
        known = self.bodies.get(found.organisation.pk)
        if known is None or (found.confirmed and not known.confirmed):
            self.bodies[found.organisation.pk] = found


@dataclass(slots=True)
class _Asker:
    """Follows the bodies of one document to one day; asks for each body once."""

    binder: Binder
    newcomers: Newcomers
    since: date
    day: date
    home: set[int]
    seen: set[int] | None
    rows: list[Duty]
    reading: Reading
    _heirs: dict[int, tuple[Found, ...]] = field(default_factory=dict)
    _moved: dict[int, tuple[Found, ...]] = field(default_factory=dict)
    _districts: dict[int, str | None] = field(default_factory=dict)
    _together: dict[frozenset[int], set[int]] = field(default_factory=dict)

    def held(self, duty: dict[str, Any]) -> Held:
        near = beside(duty, self.binder.duties)
        text = " ".join((self.reading.copy.text[duty["start"] : duty["end"]] or str(duty.get("text", ""))).split())
        found, meant = _Found(), list[Found]()
        for phrase in listed(duty["actors"]) or addressees(self.binder.header) or [EVERYBODY]:
            meaning = self.binder.meaning(phrase, near)
            if not meaning.is_whole:
                found.unresolved.append(phrase)
            if meaning.missing and meaning.bodies:
                found.in_part.add(phrase)
            meant += meaning.bodies
        for one in meant:
            self._follow(one, text, found)
        self._join(meant, found)
        self._answers(duty, found)
        alternatives = [f for pk, f in found.alternatives.items() if pk not in found.bodies]
        return Held(
            duty,
            text,
            tuple(self._shown(found.bodies.values())),
            tuple(self._shown(alternatives)),
            tuple(self._shown(self._newcomers(meant, found))),
            tuple(dict.fromkeys(found.unresolved)),
            tuple(phrase for phrase in dict.fromkeys(found.unresolved) if phrase in found.in_part),
            tuple(found.ended.values()),
        )

    def _join(self, meant: list[Found], found: _Found) -> None:
        """Who took in land of several bodies of the duty, and of no others, holds all that it took: not `partly`."""
        bodies = {one.organisation.pk: one.organisation for one in meant}
        if len(bodies) < 2 or not any(heir.partly for heir in found.bodies.values()):
            return
        key = frozenset(bodies)
        if key not in self._together:
            heirs = holders(bodies.values(), self.day, self.since)
            self._together[key] = {heir.organisation.pk for heir in heirs if not heir.partly}
        for pk, heir in found.bodies.items():
            found.bodies[pk] = replace(heir, partly=heir.partly and pk not in self._together[key])

    def _newcomers(self, meant: list[Found], found: _Found) -> Iterable[Found]:
        """Bodies of the kinds that the words mean as kinds, where they came after the document."""
        by_kind = [one.organisation for one in meant if one.how in BY_KIND]
        known = {*found.bodies, *found.alternatives}
        for body in self.newcomers.of(by_kind) if by_kind else ():
            if body.pk not in known:
                yield Found(body, "kind", confirmed=False)

    def _shown(self, found: Iterable[Found]) -> list[Found]:
        return [f for f in found if self.seen is None or f.organisation.pk in self.seen]

    def _follow(self, meant: Found, text: str, found: _Found) -> None:
        """Add who holds what a body held, and the departments to which it may have gone."""
        body = meant.organisation
        if body.pk not in self._heirs:
            self._heirs[body.pk] = holders([body], self.day, self.since)
            self._moved[body.pk] = moved(body, self.since, self.day)
        heirs = self._heirs[body.pk]
        for heir in heirs:
            itself = heir.organisation.pk == body.pk
            found.add(meant if itself else replace(heir, how=SUCCESSOR, confirmed=heir.confirmed and meant.confirmed))
        if not heirs:
            found.ended[body.pk] = body
        for heir in self._moved[body.pk]:
            found.add(heir)
        if not any(heir.organisation.pk == body.pk for heir in heirs):
            self._by_field(body, text, found)

    def _by_field(self, body: Organisation, text: str, found: _Found) -> None:
        """Work of a district that is gone went to its communes, or to a department: propose those of its field."""
        if body.pk not in self._districts:
            last = body.version(self.since)
            self._districts[body.pk] = last.field if last and last.level == DISTRICT_TIER else None
        own = self._districts[body.pk]
        if own is None:
            return
        fields = set(own.split(";")) if own else fields_in(text)
        proposed = departments_of(fields, self.home, self.day)
        for pk, organisation in Organisation.objects.in_bulk(proposed).items():
            found.add(Found(organisation, SUCCESSOR, False, True, proposed[pk]))

    def _answers(self, duty: dict[str, Any], found: _Found) -> None:
        """What people answered where the duty was adopted."""
        for row in self._adopted(duty):
            for assignment in row.assignments.all():
                if assignment.role == Assignment.LEAD:
                    self._answer(assignment, found)
            settled = {asked.phrase for asked in row.unresolved.all() if asked.settled_at}
            found.unresolved = [phrase for phrase in found.unresolved if phrase[:300] not in settled]

    def _adopted(self, duty: dict[str, Any]) -> list[Duty]:
        found = []
        for adoption in dict.fromkeys(row.adoption_id for row in self.rows):
            own = [row for row in self.rows if row.adoption_id == adoption]
            row = row_of(duty, own, own[0].adoption.reading_id == self.reading.pk)
            found += [row] if row else []
        return found

    def _answer(self, assignment: Assignment, found: _Found) -> None:
        body = assignment.organisation
        if assignment.found == PERSON and assignment.declined_at is None:
            for heir in holders([body], self.day):
                found.add(Found(body, ALIAS) if heir.organisation.pk == body.pk else heir)
        known = found.bodies.get(body.pk) or found.alternatives.get(body.pk)
        if known is None or known.how != SUCCESSOR:
            return
        if assignment.declined_at is not None:
            found.bodies.pop(body.pk, None)
            found.alternatives.pop(body.pk, None)
        elif assignment.confirmed:
            found.bodies[body.pk] = replace(known, confirmed=True, field="")


def lines(holding: Holding) -> list[Line]:
    """An object for each duty, in the order of the text."""
    everyone = [f.organisation for d in holding.duties for f in (*d.bodies, *d.alternatives, *d.newcomers)]
    everyone += [body for d in holding.duties for body in d.ended]
    names = names_of({body.pk for body in everyone}, holding.day)
    areas = dict(Area.objects.filter(pk__in={body.area_id for body in everyone}).values_list("pk", "code"))
    return [_line(duty, names, areas) for duty in holding.duties]


def _line(duty: Held, names: dict[int, str], areas: dict[int, str]) -> Line:
    def listed(found: Iterable[Found]) -> list[Line]:
        return [_body(f, names, areas) for f in found]

    return {
        "clause": duty.content["clause"],
        "nth": duty.content.get("nth", 1),
        "kind": duty.content["kind"],
        "actors": duty.actors,
        "bodies": listed(duty.bodies),
        "alternatives": [
            {**line, "field": f.field} for line, f in zip(listed(duty.alternatives), duty.alternatives, strict=True)
        ],
        "newcomers": listed(duty.newcomers),
        "unresolved": list(duty.unresolved),
        "in_part": list(duty.in_part),
        "ended": [{"name": names[body.pk], "code": body.code} for body in duty.ended],
        "text": duty.text,
    }


def _body(found: Found, names: dict[int, str], areas: dict[int, str]) -> Line:
    body = found.organisation
    return {
        "name": names[body.pk],
        "code": body.code,
        "area": areas.get(body.area_id or 0),
        "found": found.how,
        "confirmed": found.confirmed,
        "partly": found.partly,
    }
