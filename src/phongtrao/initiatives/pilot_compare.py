"""Pilot places beside the others, before and after, in a plain table. Counts and sums only: nothing is inferred.

What the site counts is taken over by a person (`take_figures`), the rest typed with its source; what is not there is
said to be missing. No percentage is worked out of so few places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.initiatives.models import ComparedFigure, ComparedLine, Comparison
from phongtrao.initiatives.pilot_bodies import of_kind, place_ids
from phongtrao.organisations.models import Organisation
from phongtrao.work.desk import names_of

SAYS = (
    "Bảng chỉ đặt số liệu cạnh nhau. Nơi thí điểm ít và khác các nơi còn lại về nhiều mặt, nên bảng không cho biết "
    "thí điểm có tác dụng hay không."
)
"""Stands under every such table, on pages and in papers."""
MISSING = "chưa có số liệu"
BOTH = tuple(ComparedFigure.WHEN)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure; `value` None where it is missing."""

    value: int | None = None
    base: int | None = None
    source: str = ""
    taken: bool = False

    def __str__(self) -> str:
        if self.value is None:
            return MISSING
        return f"{_grouped(self.value)} trên {_grouped(self.base)}" if self.base is not None else _grouped(self.value)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Sum:
    """The figures of one side added up: of how many bodies there is one."""

    value: int
    base: int | None
    known: int
    of: int

    def __str__(self) -> str:
        if not self.known:
            return MISSING
        return str(Cell(self.value, self.base))


@dataclass(frozen=True, slots=True)
class Row:
    """A body with its figures: for each line before and after."""

    body: Organisation
    name: str
    is_place: bool
    cells: tuple[tuple[Cell, Cell], ...]

    @property
    def missing(self) -> int:
        return sum(cell.value is None for pair in self.cells for cell in pair)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A comparison as it is shown: pilot places first, then the others; the sums of each line and side."""

    comparison: Comparison
    lines: tuple[ComparedLine, ...]
    places: tuple[Row, ...]
    others: tuple[Row, ...]
    elsewhere: tuple[str, ...]
    """Pilot places that are no bodies of the kind compared: they stand in no row."""

    def sums(self, rows: Iterable[Row]) -> tuple[tuple[Sum, Sum], ...]:
        """For each line what the rows come to before and after."""
        rows = tuple(rows)
        return tuple(
            (_sum([row.cells[at][0] for row in rows]), _sum([row.cells[at][1] for row in rows]))
            for at in range(len(self.lines))
        )

    @property
    def missing(self) -> int:
        """How many figures are still missing."""
        return sum(row.missing for row in (*self.places, *self.others))


def _sum(cells: list[Cell]) -> Sum:
    known = [cell for cell in cells if cell.value is not None]
    bases = [cell.base for cell in known if cell.base is not None]
    total = sum(cell.value or 0 for cell in known)
    return Sum(total, sum(bases) if bases and len(bases) == len(known) else None, len(known), len(cells))


def side_by_side(comparison: Comparison) -> SideBySide:
    """The table, with the bodies of the pilot's kind as they were on the first day of the later window.

    A pilot place is one whose phase had begun by its last day.
    """
    pilot, day = comparison.case, comparison.after_from
    lines = tuple(comparison.lines.order_by("nth"))
    known = _figures(lines)
    tried = place_ids(pilot, comparison.after_until)
    bodies = of_kind(pilot.root, pilot.comparable, day)
    rows = [
        Row(body, body.name_on(day), body.pk in tried, tuple(_pair(known, line.pk, body.pk) for line in lines))
        for body in bodies
    ]
    outside = names_of(tried - {body.pk for body in bodies}, day)
    return SideBySide(
        comparison,
        lines,
        tuple(row for row in rows if row.is_place),
        tuple(row for row in rows if not row.is_place),
        tuple(sorted(outside.values())),
    )


Known = dict[tuple[int, int, str], Cell]


def _figures(lines: Iterable[ComparedLine]) -> Known:
    rows = ComparedFigure.objects.filter(line__in=[line.pk for line in lines])
    return {
        (row.line_id, row.organisation_id, row.when): Cell(row.value, row.base, row.source, row.taken) for row in rows
    }


def _pair(known: Known, line: int, body: int) -> tuple[Cell, Cell]:
    before, after = (known.get((line, body, when), Cell()) for when in BOTH)
    return before, after


def told(table: SideBySide) -> dict[str, Any]:
    """The table for scripts; a missing figure is null."""
    one = table.comparison
    return {
        "id": one.pk,
        "pilot": one.case_id,
        "title": one.title,
        "before": _days(one.window("before")),
        "after": _days(one.window("after")),
        "lines": [{"nth": line.nth, "title": line.title, "unit": line.unit, "measure": line.measure or None}
                  for line in table.lines],
        "places": [_told(row) for row in table.places],
        "others": [_told(row) for row in table.others],
        "elsewhere": list(table.elsewhere),
        "missing": table.missing,
        "says": SAYS,
    }  # fmt: skip


def _days(window: tuple[date, date]) -> list[str]:
    return [day.isoformat() for day in window]


def _told(row: Row) -> dict[str, Any]:
    figures = [{when: _cell(cell) for when, cell in zip(BOTH, pair, strict=True)} for pair in row.cells]
    return {"organisation": row.name, "organisation_code": row.body.code, "figures": figures}


def _cell(cell: Cell) -> dict[str, Any] | None:
    if cell.value is None:
        return None
    return {"value": cell.value, "base": cell.base, "source": cell.source, "taken": cell.taken}
