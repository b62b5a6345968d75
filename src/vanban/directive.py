"""What reading a document yields: plain frozen values, every one pointing back at its words.

While a document is being read, offsets count characters of the *repaired* text (`text.Text.clean`).
`compiler.compile_directive` turns them into offsets of the source before a `Directive` leaves the library, so that
`source[start:end]` is always the exact words behind a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Start and end of some words, in characters; the end is exclusive."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should check (`ghi chú của bộ đọc`). `code` is stable, `message` is Vietnamese."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """The head and foot of one document; null or empty where the text shows nothing.

    `spans` has an entry for each field that stands in the text; a value worked out has none.
    """

    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    """ISO day, `2017-03-30`."""
    subject: str | None = None
    signatory: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    """Field -> name of the rule that gave it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered or bulleted item, or the unlabelled root of a document.

    `start` is the first character after the label; `end` closes the item's own paragraphs, before its first child;
    `last` closes its whole content, children included. `paragraphs` are the item's own (not its children's)
    paragraphs, the first of which begins at `start`. Paragraphs that follow the item's children without a label of
    their own are `after`.
    """

    label: str
    """`III`, `2`, `a`, `-`, `+`, `Điều 2`, `3.1`; the empty string for the root."""
    path: tuple[str, ...]
    """Labels from the outermost in; a lost heading contributes nothing."""
    start: int
    end: int
    last: int
    paragraphs: tuple[Span, ...] = ()
    children: tuple[Clause, ...] = ()
    after: tuple[Span, ...] = ()

    @property
    def clause(self) -> str:
        """The path as the contract prints it: `III.2.a.-`."""
        return ".".join(self.path)

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to another document that names its number; once for each distinct number."""

    type: str | None
    number: str
    date: str | None
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names another document by its number, with what the words beside it say of that document."""

    type: str | None
    number: str
    date: str | None
    issuer: str | None
    """As the text names it: `UBND tỉnh`, `Ban Bí thư`."""
    title: str | None
    """What it is on, in the words of the text, at most `mentions.LONGEST_TITLE` characters."""
    start: int
    end: int
    """Its number and day; these alone, so that they can be pointed at."""
    last: int
    """Where the words on its issuer and title end."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one document does to another, as the words from `start` to `end` say."""

    kind: str
    """`implements`, `prolongs`, `amends`, `replaces`, `ends`; or `grounds`, on which it only rests."""
    on: Mention
    by: Mention | None
    """The document that does it; None is the one that is being read."""
    part: str | None
    """What of the other is changed, `khoản 2 Mục V`; None where the words say no part."""
    until: str | None
    """ISO day up to which it is prolonged."""
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """Words with a day, period or span in them that bind a duty.

    `rule` is the contract's form, e.g. `{"on": "2019-11-30"}`, `{"every": "year", "last": "11-09"}`,
    `{"from": "2017-01-01", "to": "2018-12-31"}`, `{"within": 30, "unit": "day", "after": "..."}`.
    `named` is the day that `trước ngày` names and excludes, where that is how it was written.
    """

    rule: dict[str, object]
    start: int
    end: int
    by: str = ""
    """Name of the rule that read it."""
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached, by a year or within a span of years (`chỉ tiêu`)."""

    measure: str
    """`count` or `percent`."""
    value: float
    of: str
    op: str
    """`=` or `>=`."""
    start: int
    end: int
    year: int | None = None
    first: int | None = None
    """First year of a span; printed as `from`."""
    final: int | None = None
    """Last year of a span; printed as `to`."""
    each: str | None = None
    base: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A `mô hình` named in quotation marks."""

    name: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A body as the text names it, without `Giao`, `Đề nghị`, `Thủ trưởng` and the like before it."""

    name: str
    start: int
    end: int
    """Words the name was read from; equal to `start` where the name was put together from several places."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What the text tells a body to do (`nhiệm vụ`)."""

    kind: str
    """`act` or `report`."""
    clause: str
    start: int
    end: int
    nth: int = 1
    actors: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    """Bodies named to cooperate; printed as `with`."""
    to: tuple[Party, ...] = ()
    via: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    why: dict[str, str] = field(default_factory=dict)
    """Field -> name of the rule that gave it."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A document, read. Offsets are of the source text."""

    header: Header
    attached: tuple[Header, ...] = ()
    clauses: tuple[Clause, ...] = ()
    """Root clauses: one for the document, one for each document attached in the same file."""
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Every place that names another document, in the order of the text; with `effects` only where asked for."""
    effects: tuple[Effect, ...] = ()
    duties: tuple[Duty, ...] = ()
    targets: tuple[Target, ...] = ()
    models: tuple[Named, ...] = ()
    notes: tuple[Note, ...] = ()
