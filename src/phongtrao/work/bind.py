"""Whom a duty binds: phrases of a reading → bodies on the document's day → bodies within the followed span.

A body that is there on some day of the span is bound itself; one that is gone by then is followed to its successors,
who wait for a person's word. What nobody is known by is left unresolved, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.organisations import tree
from phongtrao.organisations.meaning import Context, Found, Meaning, holders, meant
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.newcomers import Newcomers
from phongtrao.work.follow import Span
from phongtrao.work.models import Assignment
from vanban.parties import party_list

EVERYBODY = "(mọi nơi nhận)"
"""What is asked of a person where a duty binds the addressees and the document shows none."""
BY_KIND = ("kind", "rest")
"""How bodies were found that the words mean as all of a kind: of these there may be newcomers."""
ENDED = "ended"
"""How a body was found that is gone, with nobody known to have succeeded it: a person says who holds its duty."""
Duty = dict[str, Any]
"""A duty in the contract's form."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A body that a phrase binds, and how it was found."""

    organisation: Organisation
    role: str
    phrase: str
    how: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Binding:
    """What the phrases of one duty come to."""

    bound: tuple[Bound, ...]
    offered: tuple[Organisation, ...]
    """Bodies near to the words, which leave them out: a person may add them."""
    newcomers: tuple[Organisation, ...]
    """Bodies of a kind that the words name, come after the document: a person may add them."""
    outside: int
    """Bodies that the words mean but that lie outside the adopter's subtree."""
    receiver: Organisation | None
    """The first body that `via`, else `to`, means; None leaves it to the adopter's body."""
    unresolved: tuple[tuple[str, str], ...]
    """Role and phrase."""


def listed(value: Any) -> list[str]:
    """The contract's "text, a list where several, or null" as a list."""
    return [value] if isinstance(value, str) else list(value or ())


def addressees(header: dict[str, Any]) -> list[str]:
    """Bodies of `Kính gửi`, each bullet parted into its bodies, without the offices before them."""
    names: list[str] = []
    for bullet in header.get("addressees") or ():
        parties, _ = party_list(bullet, 0, len(bullet), whole=True)
        names += [p.name for p in parties] or [bullet]
    return list(dict.fromkeys(names))


def beside(duty: Duty, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Bodies named by the clauses under the same parent, without the duty's own."""
    parent, parted, _ = str(duty["clause"]).rpartition(".")
    kin = [d for d in duties if not parted or d["clause"] == parent or str(d["clause"]).startswith(parent + ".")]
    own = set(duty["actors"])
    return tuple(dict.fromkeys(a for d in kin for a in d["actors"] if a not in own))


@dataclass(slots=True)
class Binder:
    """Resolves the phrases of one document for one adopting body. Asks for each phrase and each body once."""

    issuer: Organisation
    body: Organisation
    issued_on: date
    span: Span
    today: date
    header: dict[str, Any]
    duties: list[Duty]
    _meanings: dict[tuple[str, tuple[str, ...]], Meaning] = field(default_factory=dict)
    _carried: dict[int, tuple[Found, ...]] = field(default_factory=dict)
    _within: set[int] = field(default_factory=set)
    _addressees: list[str] = field(default_factory=list)
    _newcomers: Newcomers = field(init=False)
    _recipients: list[str] = field(default_factory=list)
    """The addressees; of a paper without them, as plans are, the lines of `Nơi nhận`."""

    def __post_init__(self) -> None:
        self._addressees = addressees(self.header)
        self._newcomers = Newcomers(self.issuer, self.issued_on, self.day)
        self._recipients = self._addressees or list(self.header.get("recipients") or ())
        for day in {self.issued_on, self.day}:
            self._within |= tree.below([self.body.pk], day) | tree.below_in_line([self.body.pk], day)

    @property
    def day(self) -> date:
        """The day on which bodies are asked who holds the duty: today, or the nearest day of the span."""
        return self.span.clamp(self.today)

    def binding(self, duty: Duty) -> Binding:
        """Whom the duty binds, who receives its results, and which phrases need a person."""
        near = beside(duty, self.duties)
        leads = listed(duty["actors"]) or self._addressees or [EVERYBODY]
        asked = [("actors", Assignment.LEAD, phrase) for phrase in leads]
        # Leads come first: a body that is both lead and support stays lead.
        asked += [("support", Assignment.SUPPORT, phrase) for phrase in listed(duty["with"])]
        held = [(role, phrase, found) for _, role, phrase in asked for found in self._held(self.meaning(phrase, near))]
        collecting = self._collecting(duty, near)
        bound: dict[int, Bound] = {}
        for role, phrase, found in held:
            body = found.organisation
            if body.pk in collecting and found.how != "named":
                continue
            if body.pk in self._within:
                bound.setdefault(body.pk, Bound(body, role, phrase, found.how, found.confirmed))
        receiver, unknown = self._receiver(duty, near)
        meanings = [self.meaning(phrase, near) for _, _, phrase in asked]
        return Binding(
            tuple(bound.values()),
            self._offered(meanings, bound),
            self._new([found for meaning in meanings for found in meaning.bodies], bound),
            len({found.organisation.pk for _, _, found in held} - set(bound)),
            receiver,
            (*((key, phrase) for key, _, phrase in asked if not self.meaning(phrase, near).is_whole), *unknown),
        )

    def _collecting(self, duty: Duty, near: tuple[str, ...]) -> set[int]:
        """Bodies that a report goes to or through: as members of a group they do not owe it to themselves."""
        phrases = [phrase for role in ("to", "via") for phrase in listed(duty[role])]
        return {found.organisation.pk for phrase in phrases for found in self.meaning(phrase, near).bodies}

    def meaning(self, phrase: str, near: tuple[str, ...] = ()) -> Meaning:
        """`meant`, asked once for each phrase and neighbourhood."""
        key = (phrase, near)
        if key not in self._meanings:
            recipients, addressed = tuple(self._recipients), bool(self._addressees)
            context = Context(self.issuer, self.issued_on, recipients, near, addressed)
            self._meanings[key] = Meaning(()) if phrase == EVERYBODY else meant(phrase, context)
        return self._meanings[key]

    def near(self, phrase: str) -> tuple[Organisation, ...]:
        """Bodies near to a phrase that means nobody known: for a person to choose from."""
        offered = [f.organisation for (asked, _), m in self._meanings.items() if asked == phrase for f in m.offered]
        return tuple({o.pk: o for o in offered if o.pk in self._within}.values())

    def _receiver(self, duty: Duty, near: tuple[str, ...]) -> tuple[Organisation | None, list[tuple[str, str]]]:
        """The first body that `via`, else `to`, means; and the phrases asked before it that mean nobody known."""
        unknown: list[tuple[str, str]] = []
        for role in ("via", "to"):
            for phrase in listed(duty[role]):
                meaning = self.meaning(phrase, near)
                held = [found for found in self._held(meaning) if found.how != ENDED]
                if len(held) == 1:
                    return held[0].organisation, unknown
                if not meaning.bodies:
                    unknown.append((role, phrase))
        return None, unknown

    def _offered(self, meanings: list[Meaning], bound: dict[int, Bound]) -> tuple[Organisation, ...]:
        offered = {found.organisation.pk: found.organisation for m in meanings if m.bodies for found in m.offered}
        return tuple(o for pk, o in offered.items() if pk in self._within and pk not in bound)

    def _new(self, meant: list[Found], bound: dict[int, Bound]) -> tuple[Organisation, ...]:
        by_kind = [found.organisation for found in meant if found.how in BY_KIND]
        newcomers = self._newcomers.of(by_kind) if by_kind else ()
        return tuple(o for o in newcomers if o.pk in self._within and o.pk not in bound)

    def _held(self, meaning: Meaning) -> list[Found]:
        """The bodies meant, or who holds their duties in the span."""
        self._carry([found.organisation for found in meaning.bodies])
        held: dict[int, Found] = {}
        for found in meaning.bodies:
            for now in self._carried[found.organisation.pk]:
                itself = now.how == "named"
                held.setdefault(now.organisation.pk, found if itself else now)
        return list(held.values())

    def _carry(self, organisations: list[Organisation]) -> None:
        """Fill `_carried`: each body where it is there in the span, its successors where it has ended by `day`."""
        new = {o.pk: o for o in organisations if o.pk not in self._carried}
        lives = lives_of(new)
        for pk, organisation in new.items():
            here = any(life.meets(self.span) for life in lives[pk])
            gone = not any(life.holds(self.day) for life in lives[pk])
            heirs = successors(organisation, self.day, self.issued_on) if gone else ()
            if here:
                heirs = (Found(organisation, "named"), *heirs)
            self._carried[pk] = heirs or (Found(organisation, ENDED, confirmed=False),)


def successors(organisation: Organisation, day: date, since: date | None = None) -> tuple[Found, ...]:
    """Who holds on `day` what a body that has ended owed (its territory as on `since`).

    One that took over everything is certain; the others wait for a person's word.
    """
    held = holders([organisation], day, since)
    return tuple(found for found in held if found.organisation.pk != organisation.pk)


@dataclass(frozen=True, slots=True)
class Life:
    """Days on which a body is there, both included; None is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, span: Span) -> bool:
        return (self.first is None or self.first <= span.last) and (self.last is None or span.first <= self.last)


def lives_of(ids: Iterable[int]) -> dict[int, list[Life]]:
    """Body → the days it is there, in one query."""
    lives: dict[int, list[Life]] = {pk: [] for pk in ids}
    rows = OrganisationVersion.objects.filter(organisation_id__in=lives)
    for pk, first, last in rows.values_list("organisation_id", "valid_from", "valid_until"):
        lives[pk].append(Life(first, last))
    return lives
