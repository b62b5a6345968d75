"""A board as its page draws it: the cells of the columns shown, each with its counts and the way to what they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.http import urlencode

from phongtrao.work.board import MARKS, Board, Group, Line, name_of, words_of
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.models import Duty
from phongtrao.work.plans import Plans
from phongtrao.work.tallies import Tally


@dataclass(frozen=True, slots=True)
class Count:
    """One count that is not zero."""

    name: str
    mark: str
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell under its heading; `address` opens what it counts."""

    heading: str
    tally: Tally
    counts: tuple[Count, ...]
    address: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A row; `address` opens the directive's own board, or the duty."""

    name: str
    address: str
    cells: tuple[DrawnCell, ...]
    total: DrawnCell


@dataclass(frozen=True, slots=True)
class PlanCell:
    """How many bodies of a column have issued a plan of their own, and how many owe one still."""

    heading: str
    issued: int
    owing: int


class DrawnBoard:
    """`columns`: a page of the board's groups. `asked`: fields of the filter that every address keeps. `plans`: of the
    board of one directive, who has issued a plan of their own to carry it out."""

    def __init__(self, found: Board, columns: Page[Any], asked: Mapping[str, Any], plans: Plans | None = None) -> None:
        self.found, self.asked = found, dict(asked)
        self.groups: list[Group] = list(columns.object_list)
        start = columns.start_index() - 1 if self.groups else 0
        self.part = slice(start, start + len(self.groups))
        self.words = words_of(found.scope.role)
        self.issued = frozenset(plans.issued) if plans else frozenset()
        self.owing = plans.owing if plans else frozenset()

    @property
    def heads(self) -> list[tuple[Group, str]]:
        """Each column with the address of its own board."""
        return [(group, f"?{self._query(khoi=group.key)}") for group in self.groups]

    def lines(self, lines: Iterable[Line]) -> list[DrawnLine]:
        """The rows of a page."""
        return [self._line(line) for line in lines]

    @property
    def totals(self) -> list[DrawnCell]:
        """Of each column shown, over all rows of every page."""
        return self._cells(self.found.totals)

    @property
    def total(self) -> DrawnCell:
        return self._cell("Cộng", self.found.total)

    @property
    def plans(self) -> list[PlanCell]:
        """Of each column shown and of all columns; empty where nobody has issued or owes one."""
        everybody = frozenset(body for group in self.found.groups for body in group.bodies)
        columns = [(group.name, group.bodies) for group in self.groups] + [("Cộng", everybody)]
        cells = [PlanCell(name, len(bodies & self.issued), len(bodies & self.owing)) for name, bodies in columns]
        return cells if cells[-1].issued or cells[-1].owing else []

    def _line(self, line: Line) -> DrawnLine:
        is_duty = isinstance(line.thing, Duty)
        here = {"nhiem_vu" if is_duty else "van_ban": line.thing.pk}
        address = reverse("duty", args=[line.thing.pk]) if is_duty else f"?{self._query(**here)}"
        cells = tuple(self._cells(line.cells, **here))
        return DrawnLine(name_of(line.thing), address, cells, self._cell("Cộng", line.total, **here))

    def _cells(self, tallies: tuple[Tally, ...], **here: Any) -> list[DrawnCell]:
        shown = zip(self.groups, tallies[self.part], strict=True)
        return [self._cell(group.name, tally, khoi=group.key, **here) for group, tally in shown]

    def _cell(self, heading: str, tally: Tally, **here: Any) -> DrawnCell:
        return DrawnCell(heading, tally, counts_of(tally, self.words), f"{reverse('board_cell')}?{self._query(**here)}")

    def _query(self, **here: Any) -> str:
        return urlencode({**self.asked, **here})


def counts_of(tally: Tally, words: Mapping[str, str]) -> tuple[Count, ...]:
    """The counts of a tally that are not zero, in their order."""
    return tuple(Count(c, MARKS[c], words[c], tally.of(c)) for c in (*COUNTS, UNDATED) if tally.of(c))
