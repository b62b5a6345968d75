"""Documents as others name them: which of the papers at hand a citation means, and which citations mean the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vanban.directive import Directive, Mention
from vanban.identity import Body, NumberKey, body, meant_by, number_key, same_body
from vanban.kinds import BY_SLUG
from vanban.wording import day_words


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that was read: its name, its reading, and the text that the reading's offsets count."""

    name: str
    directive: Directive
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is known by; each field None where nothing says it."""

    type: str | None
    number: str | None
    issuer: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, at hand (`paper` is its place among the papers) or only cited."""

    identity: Identity
    body: Body | None
    paper: int | None = None


def own_identity(directive: Directive) -> Identity:
    """What a document's own head says of it."""
    header = directive.header
    return Identity(header.type, header.number, header.issuer, header.date)


def named(identity: Identity) -> str:
    """A document in words: `Kế hoạch số 48/KH-UBND ngày 05/03/2024`."""
    kind = BY_SLUG[identity.type].name if identity.type in BY_SLUG else "Văn bản"
    number = f" số {identity.number}" if identity.number else " chưa rõ số"
    return kind + number + (f" ngày {day_words(identity.date)}" if identity.date else "")


class Shelf:
    """Every document that papers are or name, each once; what a paper is stands before what is only cited."""

    def __init__(self, identities: list[Identity]) -> None:
        self.entries: list[Entry] = []
        self._by_number: dict[NumberKey, list[int]] = {}
        self.speakers = [body(identity.issuer) for identity in identities]
        self.of_paper = [self._add(Entry(i, self.speakers[n], n)) for n, i in enumerate(identities)]

    def _add(self, entry: Entry) -> int:
        self.entries.append(entry)
        if entry.identity.number:
            self._by_number.setdefault(number_key(entry.identity.number), []).append(len(self.entries) - 1)
        return len(self.entries) - 1

    def find(self, mention: Mention, paper: int) -> int | None:
        """The entry that a mention in a paper means; None where there is none or several could be meant.

        Copies of one document at hand are one answer: the first of them.
        """
        meant = meant_by(mention.issuer, mention.number, self.speakers[paper])
        fitting = [n for n in self._by_number.get(number_key(mention.number), []) if self._fits(n, mention, meant)]
        if not fitting:
            return None
        first = self.entries[fitting[0]].identity
        alike = all(self.entries[n].identity.date == first.date for n in fitting)
        return fitting[0] if alike else None

    def _fits(self, number: int, mention: Mention, meant: Body | None) -> bool:
        """The same day, or the same body where a day is missing; and neither body nor day against it."""
        entry = self.entries[number]
        same = same_body(meant, entry.body)
        day, other = mention.date, entry.identity.date
        if same is False or day and other and day != other:
            return False
        return bool(same or day and other)

    def place(self, mention: Mention, paper: int) -> int:
        """The entry of a mention, made where it is new; a day that was missing is filled in."""
        found = self.find(mention, paper)
        meant = meant_by(mention.issuer, mention.number, self.speakers[paper])
        if found is None:
            identity = Identity(mention.type, mention.number, mention.issuer, mention.date)
            return self._add(Entry(identity, meant))
        entry = self.entries[found]
        if entry.paper is None:
            known = entry.identity
            identity = replace(known, date=known.date or mention.date, issuer=known.issuer or mention.issuer)
            self.entries[found] = Entry(identity, entry.body or meant)
        return found
