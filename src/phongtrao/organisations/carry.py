"""Figures of one day's map told on another's: nothing lost, nothing doubled, nothing divided that no paper divides.

docs/decisions/divided-figures.md says why, with an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from phongtrao.organisations.maps import History, Map, Part, Timeline
from phongtrao.organisations.models import Area, Organisation

Figures = Mapping[str, int] | Mapping[str | None, int]
"""Of areas, by code; None is the country."""
DIVIDED = "divided"
"""The unit's land lies in several units of the other map, and no paper states shares."""
LOST = "lost"
"""Of all the unit's land, or of some, nothing says which unit holds it on the other map."""
ROUNDED = Fraction(1, 100)
"""Shares that a paper has rounded may miss the whole by this much."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a figure stays at a larger area: DIVIDED or LOST, and the units of the other map that hold the land."""

    why: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A unit's figure, or the `share` of it that a paper gives, at an area of the other map (None: the country)."""

    unit: str | None
    figure: int
    at: str | None
    share: Fraction = Fraction(1)
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Figures of the map of `then`, told on that of `now`."""

    then: date
    now: date
    told: tuple[Told, ...]

    @property
    def marked(self) -> tuple[Told, ...]:
        return tuple(one for one in self.told if one.mark)


@dataclass(frozen=True, slots=True)
class Total:
    """What an area holds: told of it, told of areas below, and what stays undivided at it or below."""

    own: int = 0
    below: int = 0
    undivided: int = 0

    @property
    def figure(self) -> int:
        return self.own + self.below + self.undivided


class NotOnMap(LookupError):
    """Figures of areas that were not there on their day; `areas` names them, the text is Vietnamese."""

    def __init__(self, areas: Iterable[str], day: date) -> None:
        self.areas = tuple(areas)
        super().__init__(f"Ngày {day:%d/%m/%Y} không có địa bàn: {', '.join(self.areas)}. Xin xem lại mã và ngày.")


@dataclass(frozen=True, slots=True)
class _Lot:
    """Lowest areas in which land lies that no paper tells apart; `known` as for a Part."""

    land: frozenset[str]
    known: bool


def carried(figures: Figures, then: date, now: date, history: History) -> Carried:
    """Each figure of the map of `then` on the map of `now`, which may be the earlier day.

    A unit that goes on, or went whole into another, is told there if that holds all its land; one whose land lies in
    one unit, there. One that is divided between several is told by the shares that papers state; else it stays,
    marked, at the smallest area that holds all its land. So does one that ended without successor, at the area in
    which it lay. None is the country. The sum of the told figures is that of the given ones, in the country and in
    every area that is made of the same land on both days. Raises NotOnMap.
    """
    missing = sorted(unit for unit in figures if unit is not None and unit not in history.on(then).units)
    if missing:
        raise NotOnMap(missing, then)
    told: list[Told] = []
    for unit, figure in figures.items():
        if unit is None:
            told.append(Told(None, figure, None))
        else:
            told += _told(unit, figure, *history.way(then, now))
    return Carried(then, now, tuple(told))


def _told(unit: str, figure: int, timeline: Timeline, then: int, now: int) -> list[Told]:
    land = timeline.on(then).lands(unit)
    itself = timeline.follow_unit(unit, then, now)
    (whole,) = _followed(timeline, land, then, now, by_shares=False)
    at, mark = _place(timeline.on(now), whole, itself)
    if mark is None:
        return [Told(unit, figure, at)]
    # Shares are asked for only where the figure would not come out whole.
    shares: dict[tuple[str | None, Mark | None], Fraction] = defaultdict(Fraction)
    for lot, share in _followed(timeline, land, then, now, by_shares=True).items():
        shares[_place(timeline.on(now), lot, itself)] += share
    places = sorted(shares, key=lambda place: (place[0] or "", place[1].parts if place[1] else ()))
    parts = largest_remainder(figure, [shares[place] for place in places])
    return [Told(unit, part, place[0], shares[place], place[1]) for place, part in zip(places, parts, strict=True)]


def _followed(timeline: Timeline, land: frozenset[str], then: int, now: int, by_shares: bool) -> dict[_Lot, Fraction]:
    """Where the land lies on `now`, in lots, with the share of the figure that each has."""
    lots = {_Lot(land, land <= timeline.on(then).units): Fraction(1)}
    for day in timeline.changes(then, now):
        following: dict[_Lot, Fraction] = defaultdict(Fraction)
        for lot, weight in lots.items():
            for part, share in _moved(timeline, lot, day, by_shares):
                following[part] += weight * share
        lots = following
    return lots


def _moved(timeline: Timeline, lot: _Lot, day: int, by_shares: bool) -> list[tuple[_Lot, Fraction]]:
    parts = [part for area in lot.land for part in timeline.whereabouts(area, day)]
    groups = _divided(parts) if by_shares and len(lot.land) == 1 else [(parts, Fraction(1))]
    return [
        (_Lot(frozenset(part.area for part in group), lot.known and all(part.known for part in group)), share)
        for group, share in groups
    ]


def _divided(parts: list[Part]) -> list[tuple[list[Part], Fraction]]:
    """Parts by the shares that papers state; one group of all where these do not tell.

    Parts without a share of their own have together what the others leave.
    """
    shares = [(part, part.share) for part in parts if part.share is not None]
    rest = [part for part in parts if part.share is None]
    total = sum((share for _, share in shares), Fraction(0))
    fits = total < 1 if rest else abs(total - 1) <= ROUNDED
    if not shares or not fits or any(share < 0 for _, share in shares):
        return [(parts, Fraction(1))]
    if rest:
        return [*(([part], share) for part, share in shares), (rest, 1 - total)]
    return [([part], share / total) for part, share in shares]


def _place(areas: Map, lot: _Lot, itself: str | None) -> tuple[str | None, Mark | None]:
    """The area at which a lot's figure is told, and the mark on it; `itself`: what the unit is on that map."""
    at = areas.smallest(lot.land)
    if itself in areas.chain(at):
        return itself, None
    known = lot.known and lot.land <= areas.units
    if at is not None and known and len(lot.land) == 1:
        return at, None
    return at, Mark(DIVIDED if known else LOST, tuple(sorted(lot.land & areas.units)))


def largest_remainder(figure: int, shares: list[Fraction]) -> list[int]:
    """A whole number divided by shares that add up to 1, in whole numbers that add up to it.

    >>> largest_remainder(10, [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)])
    [4, 3, 3]
    """
    exact = [figure * share for share in shares]
    found = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(shares)), key=lambda n: (found[n] - exact[n], -shares[n]))
    for n in order[: figure - sum(found)]:
        found[n] += 1
    return found


def totals(told: Iterable[Told], areas: Map) -> dict[str | None, Total]:
    """What each area of that map holds of the told figures; areas that hold none are left out, None is the country.

    A marked figure counts at the area at which it stays and at all above, never below.
    """
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in told:
        above: tuple[str | None, ...] = (*areas.chain(one.at), None)
        for area in above:
            column = 2 if one.mark else 0 if area == one.at else 1
            sums[area][column] += one.figure
    return {area: Total(*found) for area, found in sums.items()}


def by_area(figures: Mapping[Organisation, int]) -> dict[str | None, int]:
    """Bodies' figures as figures of the areas in which they are, by code; None: of bodies that belong to no area."""
    codes = dict(Area.objects.filter(pk__in={body.area_id for body in figures}).values_list("pk", "code"))
    found: dict[str | None, int] = defaultdict(int)
    for body, figure in figures.items():
        found[codes[body.area_id] if body.area_id else None] += figure
    return dict(found)
