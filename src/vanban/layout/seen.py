"""A Word file as one sees it: its sections and paragraphs with the sizes, weights and gaps that are in force.

Plain values only; what they mean is told by `parts`, whether they are as they should be by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[int, int, int]
"""Table, row and column of a cell, each counted from 0."""


@dataclass(frozen=True, slots=True)
class SeenRun:
    """A stretch of words that looks alike. `size` in points; `colour` is empty where none is set."""

    text: str
    fonts: frozenset[str]
    size: float
    bold: bool
    italic: bool
    colour: str = ""
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A paragraph. Lengths in millimetres, `before` and `after` in points, `spacing` in single lines.

    `number` counts all paragraphs of the body from 0, also those in cells and those without words. `rule` is the
    length of a line drawn as this paragraph's border or hung on it; None where there is none, 0 where nothing tells it.
    """

    number: int
    text: str
    runs: tuple[SeenRun, ...]
    align: str
    first: float
    left: float
    before: float
    after: float
    spacing: float
    section: int
    room: float
    cell: Place | None = None
    ruled_table: bool = False
    """It stands in a table whose cells have lines around them."""
    rule: float | None = None
    framed: bool = False
    style: str = ""
    close: bool = False
    """No gap to a neighbour of the same style."""

    @property
    def letters(self) -> tuple[SeenRun, ...]:
        """The runs that hold more than blanks and signs."""
        return tuple(run for run in self.runs if any(sign.isalnum() for sign in run.text))

    @property
    def size(self) -> float:
        """The size of most of its characters; 0 where it has none."""
        sizes: dict[float, int] = {}
        for run in self.letters:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
        return max(sizes, key=lambda size: sizes[size], default=0)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        return bool(self.letters) and all(run.bold for run in self.letters)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of pages as a section's header or footer shows it."""

    below: bool
    """It stands in the footer."""
    align: str
    size: float
    italic: bool
    figures: str = "decimal"


@dataclass(frozen=True, slots=True)
class SeenSection:
    """A section: its sheet and margins in millimetres, and how it numbers its pages."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number: PageNumber | None = None
    first_number: PageNumber | None = None
    """What stands on its first page, where that is set apart or not."""
    start: int | None = None
    """The number its pages begin with; None where they go on."""

    @property
    def across(self) -> bool:
        """Whether its sheets lie across."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Seen:
    """The whole file."""

    sections: tuple[SeenSection, ...]
    lines: tuple[SeenLine, ...]
