"""Từ đâu? on today's map: by area of today, what came from which area of then and by which paper, down to the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.figures import COUNTRY, area_names, mark_words
from phongtrao.organisations.models import AreaSuccession
from phongtrao.reports.cells import spoken
from phongtrao.reports.form import Indicator, Value
from phongtrao.reports.models import Indicator as IndicatorRow
from phongtrao.reports.origin import Cell, cells
from phongtrao.reports.periods import Period
from phongtrao.reports.todays_map import Piece, cells_of, total_of
from phongtrao.words import day_in_words


@dataclass(frozen=True, slots=True)
class From:
    """What an area of today has from an area of then."""

    name: str
    said: str
    share: str
    """`60 %` where a paper states it; empty where it goes whole."""
    why: str
    """Why it is not divided."""
    papers: tuple[str, ...]
    """Resolutions by which the land came here, each with its day."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An area of today, and what its figure is made of."""

    name: str
    said: str
    sources: tuple[From, ...]


def places(row: IndicatorRow, said: Indicator, of: Period, pieces: Sequence[Piece], today: date) -> list[Place]:
    """The areas of today that hold some of the total, by name; a handful of queries however many they are."""
    known = {cell.part.edition: cell for cell in cells(row.form, of, said, cells_of(pieces))}
    codes = {code for one in pieces for code in (one.unit, one.at or "", *(one.mark.parts if one.mark else ()))}
    then, now, papers = area_names(codes, of.last), area_names(codes, today), papers_of(pieces, of.last, today)
    by_area: dict[str | None, list[Piece]] = defaultdict(list)
    for one in pieces:
        by_area[one.at].append(one)

    def source(one: Piece) -> From:
        share = f"{float(one.share) * 100:g} %".replace(".", ",") if one.share != 1 else ""
        why = mark_words(one.mark, now, today) if one.mark else ""
        found = tuple(known[part.edition] for part in one.parts)
        told = _in_words(said, one.value)
        return From(then[one.unit], told, share, why, papers[one.unit], found)

    found = []
    for at, here in by_area.items():
        total = total_of(row, here).value
        name = now[at] if at else COUNTRY
        assert total is not None, "an area is there for its pieces"
        found.append(Place(name, _in_words(said, total), tuple(map(source, sorted(here, key=lambda p: then[p.unit])))))
    return sorted(found, key=lambda place: place.name)


def _in_words(said: Indicator, value: Value) -> str:
    return spoken(said.as_total, value)


def papers_of(pieces: Iterable[Piece], then: date, today: date) -> Mapping[str, tuple[str, ...]]:
    """Area of then → the papers that moved its land until today, in order; a query for each time that land moved on."""
    lands = {one.unit: one.land for one in pieces}
    moves: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    asked: set[str] = set()
    while (
        wanted := {code for land in lands.values() for code in land}.union(
            target for found in moves.values() for _, target, _ in found
        )
        - asked
    ):
        asked |= wanted
        steps = AreaSuccession.objects.filter(predecessor__code__in=wanted, day__gt=then, day__lte=today)
        for origin, day, target, source in steps.values_list("predecessor__code", "day", "successor__code", "source"):
            moves[origin].append((day, target or "", source))
    return {unit: _papers(land, moves) for unit, land in lands.items()}


def _papers(land: Iterable[str], moves: Mapping[str, list[tuple[date, str, str]]]) -> tuple[str, ...]:
    found: set[tuple[date, str]] = set()
    todo = list(land)
    for code in todo:
        for day, target, source in moves.get(code, ()):
            found.add((day, source))
            todo += [target] if target not in todo else []
    return tuple(f"{source} (từ ngày {day_in_words(day)})" for day, source in sorted(found))
