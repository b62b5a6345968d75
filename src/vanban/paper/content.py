"""What stands in a paper, as plain values: which words, never how they look.

Words are given as one writes them in a sentence; capitals, labels of items, dashes, semicolons, `Số:` and the end mark
come from the layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vanban.kinds import BY_SLUG
from vanban.layout.forms import URGENCY

LEVELS = ("phan", "chuong", "muc", "tieu_muc", "dieu", "la_ma", "khoan", "diem", "gach", "cong")
"""Levels of items from the outermost in: `Phần I`, `Chương I`, `Mục 1`, `Tiểu mục 1`, `Điều 1.`, `I.`, `1.`, ..."""
DIVISIONS = LEVELS[:4]
"""Levels whose label has a line of its own, with the title under it."""
TITLED = (*LEVELS[:4], "la_ma")
"""Levels that consist of their title (Mục II.6.d)."""

_NUMBER = re.compile(r"0*[1-9]\d{0,6}[a-z]?", re.ASCII)

ALIGNMENTS = ("left", "center", "right")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. `field` names a figure, so that a later reader of the file finds it again (`read_fields`)."""

    text: str
    bold: bool = False
    italic: bool = False
    field: str = ""


Words = str | tuple[str | Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item. Its label is counted by the layout unless `label` says otherwise (`2a`, without its sign).

    `title` is what the item is about; `words` what it says. Divisions and `la_ma` have a title alone.
    """

    level: str
    words: Words = ""
    title: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"no such level of items: {self.level}")
        if self.level in TITLED and (not self.title or self.words):
            raise ValueError(f"an item of level {self.level} has a title and no further words")
        if not self.title and not self.words:
            raise ValueError("an item without words")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a row of headings, repeated on each page, and rows of as many cells.

    `widths` are shares of the line (even ones where none are given), `aligns` one of `ALIGNMENTS` a column;
    `total` sets the last row apart as a sum; `caption` stands above.
    """

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...] = ()
    aligns: tuple[str, ...] = ()
    caption: str = ""
    total: bool = False

    def __post_init__(self) -> None:
        count = len(self.header)
        if not count or any(len(row) != count for row in self.rows):
            raise ValueError("every row of a table has as many cells as its header")
        if self.widths and (len(self.widths) != count or min(self.widths) <= 0):
            raise ValueError("a table has one width, above nought, for each column, or none at all")
        if self.aligns and (len(self.aligns) != count or not set(self.aligns) <= set(ALIGNMENTS)):
            raise ValueError(f"a table has one alignment of {ALIGNMENTS} for each column, or none at all")


@dataclass(frozen=True, slots=True)
class Wide:
    """A table too wide for an upright sheet: it stands on sheets of its own, laid across (Mục I.2)."""

    table: Table


Block = Paragraph | Item | Table | Wide


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the name, and the lines above it from the collective down, as `TM. Ủy ban nhân dân`, `Chủ tịch`."""

    name: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (phụ lục): its title and what stands in it; numbered by the layout where there are several.

    `across` lays its sheets across; only one that holds a table may be so.
    """

    title: str
    blocks: tuple[Block, ...]
    across: bool = False

    def __post_init__(self) -> None:
        if self.across and not any(isinstance(block, Table) for block in self.blocks):
            raise ValueError("only an annex that holds a table is laid across")
        if self.across and any(isinstance(block, Wide) for block in self.blocks):
            raise ValueError("an annex that is laid across has plain tables")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: letter, decision, report, ... Raises `ValueError` where its parts do not fit each other.

    A draft has no `number` or no `day`: their places stay open, with `year` in the open date where it is given.
    `deciding` is who decides, above the grounds (`Chủ tịch Ủy ban nhân dân tỉnh`). `kept` is what follows `Lưu:`.
    `electronic` leaves number and day in the reference line of annexes open (Mục III.1.c).
    """

    kind: str
    agency: str
    symbol: str
    place: str
    subject: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    parent: str = ""
    number: str | None = None
    day: date | None = None
    year: int | None = None
    addressees: tuple[str, ...] = ()
    deciding: str = ""
    grounds: tuple[Words, ...] = ()
    recipients: tuple[str, ...] = ()
    kept: str = ""
    urgency: str = ""
    annexes: tuple[Annex, ...] = ()
    electronic: bool = False

    def __post_init__(self) -> None:
        if self.kind not in BY_SLUG:
            raise ValueError(f"no such kind of document: {self.kind}")
        if self.urgency and self.urgency not in URGENCY:
            raise ValueError(f"no such mark of urgency: {self.urgency}")
        if self.number is not None and not _NUMBER.fullmatch(self.number):
            raise ValueError(f"no number of a paper: {self.number}")
        if not self.blocks or not self.signers:
            raise ValueError("a paper has a body and somebody who signs it")
