"""Areas through time as plain values: what lies in what on a day, and what became of each area's land.

Days are counted (`date.toordinal`), so that a timeline can be run backwards like any other: `Timeline.mirrored`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from phongtrao.organisations.models import AreaSuccession, AreaVersion

EVER = 10**8
"""Further from today than any day; `-EVER` is as far back."""


@dataclass(frozen=True, slots=True)
class Version:
    """An area between two days, both included: the area it lay in, none at the top. Names and kinds do not matter."""

    area: str
    parent: str | None
    first: int = -EVER
    last: int = EVER
    unit: bool = True
    """False: land that lies directly in `parent`. Its unit was abolished, and nothing says who took it over."""


@dataclass(frozen=True, slots=True)
class Step:
    """On `day` the target holds land that the origin had the day before: all of it, or `partly`."""

    origin: str
    target: str
    day: int
    partly: bool = False
    share: Fraction | None = None
    """What part of the origin's figures goes along; only where a paper states it."""
    known: bool = True
    backward: bool = False
    """Seen in a timeline that runs against the days: whole, part and share then say nothing of the origin."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of an area's land lies; `known` is false where it only stayed in the area above."""

    area: str
    share: Fraction | None = None
    known: bool = True


class Map:
    """The areas of one day, each in the one above it."""

    def __init__(self, versions: Iterable[Version]) -> None:
        there = {v.area: v for v in versions}
        self.units = frozenset(v.area for v in there.values() if v.unit)
        self.parent = {v.area: v.parent if v.parent in there else None for v in there.values()}
        self._inner: dict[str, list[str]] = defaultdict(list)
        for area, parent in self.parent.items():
            if parent is not None:
                self._inner[parent].append(area)
        self._lands: dict[str, frozenset[str]] = {}

    def is_lowest(self, area: str) -> bool:
        """Whether no other area lies in this one."""
        return area not in self._inner

    def lands(self, area: str) -> frozenset[str]:
        """The lowest areas in this one; the area itself where none lies in it."""
        if area not in self._lands:
            found, todo = {area}, [area]
            for one in todo:
                todo += [inner for inner in self._inner.get(one, ()) if inner not in found]
                found.update(self._inner.get(one, ()))
            self._lands[area] = frozenset(one for one in found if self.is_lowest(one))
        return self._lands[area]

    def chain(self, area: str | None) -> tuple[str, ...]:
        """The area and all that it lies in, from below; only units."""
        found: list[str] = []
        while area is not None and area in self.parent and area not in found:
            found.append(area)
            area = self.parent[area]
        return tuple(one for one in found if one in self.units)

    def smallest(self, areas: Iterable[str]) -> str | None:
        """The smallest area in which all these lie; None where only the whole country holds them."""
        chains = [self.chain(area) for area in areas]
        common = set(chains[0]).intersection(*chains[1:]) if chains else set()
        return next((area for area in chains[0] if area in common), None) if common else None


class Timeline:
    """Versions of areas and the steps between them, seen in one direction of time."""

    def __init__(self, versions: Iterable[Version], steps: Iterable[Step]) -> None:
        self.versions = tuple(versions)
        self._lives = _lives(self.versions)
        # A step between areas that are not there on its day says nothing of any land.
        self.steps = tuple(s for s in steps if self.lives(s.origin, s.day - 1) and self.lives(s.target, s.day))
        self._out: dict[tuple[str, int], list[Step]] = defaultdict(list)
        for step in self.steps:
            self._out[step.origin, step.day].append(step)
        bounds = {v.first for v in self.versions} | {v.last + 1 for v in self.versions}
        self._days = sorted((bounds | {s.day for s in self.steps}) - {-EVER, EVER + 1})
        self._maps: dict[int, Map] = {}

    def lives(self, area: str, day: int) -> bool:
        return any(first <= day <= last for first, last in self._lives.get(area, ()))

    def on(self, day: int) -> Map:
        """The map of a day; the same one for all days between two changes."""
        place = bisect_right(self._days, day)
        if place not in self._maps:
            self._maps[place] = Map(v for v in self.versions if v.first <= day <= v.last)
        return self._maps[place]

    def changes(self, then: int, now: int) -> list[int]:
        """The days after `then`, until `now`, on which the map became another."""
        return self._days[bisect_right(self._days, then) : bisect_right(self._days, now)]

    def steps_of(self, area: str, day: int) -> list[Step]:
        return self._out.get((area, day), [])

    def _land_steps(self, area: str, day: int) -> list[Step]:
        """Steps that tell of land: what became of an area with others below it is told by those."""
        return [s for s in self.steps_of(area, day) if not s.backward or self.on(day).is_lowest(s.target)]

    def whereabouts(self, area: str, day: int) -> tuple[Part, ...]:
        """Where all that lay in an area the day before lies on `day`; "" is the country."""
        parts = self.parts(area, day) if self.on(day - 1).is_lowest(area) else ()
        return parts or (Part(self.carrier(area or None, day) or "", known=False),)

    def parts(self, area: str, day: int) -> tuple[Part, ...]:
        """Where the land of an area that was lowest the day before lies on `day`; empty where nothing tells."""
        steps = self._land_steps(area, day)
        if not steps:
            return (Part(area),) if self.lives(area, day) else ()
        found = [Part(s.target, None if s.backward else s.share, s.known) for s in steps]
        goes_on = self.lives(area, day) and self.on(day).is_lowest(area)
        if goes_on and all(s.partly or s.backward for s in steps):
            found.append(Part(area))
        return tuple(found)

    def carrier(self, area: str | None, day: int) -> str | None:
        """The area that holds on `day` all that lay in this one the day before; None is the country.

        Itself where it goes on; else the smallest that holds what is known of its land; else that of the area above.
        """
        if area is None or self.lives(area, day):
            return area
        before = self.on(day - 1)
        known = {part.area for low in before.lands(area) for part in self.parts(low, day)}
        return self.on(day).smallest(known) if known else self.carrier(before.parent.get(area), day)

    def follow_unit(self, unit: str, then: int, now: int) -> str | None:
        """What the unit itself is on `now`: it goes on, or the one other that took it over whole; else None."""
        found = unit
        for day in self.changes(then, now):
            steps = [s for s in self.steps_of(found, day) if s.known]
            if self.lives(found, day) and all(s.partly or s.backward for s in steps):
                continue
            if len(steps) != 1 or (steps[0].partly and not steps[0].backward):
                return None
            found = steps[0].target
        return found if found in self.on(now).units else None

    def mirrored(self) -> Timeline:
        """The same areas seen against the days: day d is day -d, and who received gives."""
        versions = [replace(v, first=-v.last, last=-v.first) for v in self.versions]
        steps = [
            replace(s, origin=s.target, target=s.origin, day=1 - s.day, backward=not s.backward) for s in self.steps
        ]
        return Timeline(versions, steps)

    def with_loose_land(self) -> Timeline:
        """The land of units that ended without successor goes on, directly in the area in which it lay.

        Where that area ends too, it lies in the one that carries it; where that is a lowest one, it is that one's land.
        """
        loose = [found for area, last in self._lost() for found in self._loose(area, last + 1)]
        versions = [v for v in loose if isinstance(v, Version)]
        return Timeline((*self.versions, *versions), (*self.steps, *(s for s in loose if isinstance(s, Step))))

    def _lost(self) -> Iterator[tuple[str, int]]:
        """Lowest areas that ended, by their last day, where the steps do not tell of all their land."""
        for area, lives in self._lives.items():
            for _, last in lives:
                steps = self._land_steps(area, last + 1)
                told = len(steps) > 1 or any(s.backward or not s.partly for s in steps)
                if last < EVER and not told and self.on(last).is_lowest(area):
                    yield area, last

    def _loose(self, area: str, day: int) -> Iterator[Version | Step]:
        again = min((first for first, _ in self._lives[area] if first >= day), default=EVER + 1)
        days = [day, *self.changes(day, again - 1)]
        above = self.on(day - 1).parent.get(area)
        for start, end in zip(days, [*days[1:], again], strict=True):
            above = self.carrier(above, start)
            if above is not None and self.on(start).is_lowest(above):
                yield Step(area, above, start, known=False)
                return
            yield Version(area, above, start, end - 1, unit=False)


def _lives(versions: Iterable[Version]) -> dict[str, list[tuple[int, int]]]:
    """First and last days of each area; versions that follow each other are one life."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: v.first):
        lives = found[version.area]
        if lives and version.first <= lives[-1][1] + 1:
            lives[-1] = lives[-1][0], max(lives[-1][1], version.last)
        else:
            lives.append((version.first, version.last))
    return dict(found)


class History:
    """All maps of some areas, to be gone through in both directions."""

    def __init__(self, versions: Iterable[Version], steps: Iterable[Step]) -> None:
        known = Timeline(versions, steps).with_loose_land()
        self._backward = known.mirrored().with_loose_land()
        self._forward = self._backward.mirrored()

    def on(self, day: date) -> Map:
        return self._forward.on(day.toordinal())

    def way(self, then: date, now: date) -> tuple[Timeline, int, int]:
        """The timeline that leads from one day to the other, and the two days in it."""
        if then <= now:
            return self._forward, then.toordinal(), now.toordinal()
        return self._backward, -then.toordinal(), -now.toordinal()


def load_history() -> History:
    """The history of all areas in the database, by the codes of `Area`; two queries."""
    versions = AreaVersion.objects.values_list("area__code", "parent__code", "valid_from", "valid_until")
    steps = AreaSuccession.objects.filter(successor__isnull=False)
    told = steps.values_list("predecessor__code", "successor__code", "day", "partly", "share")
    return History(
        [Version(area, above, _count(first, -EVER), _count(last, EVER)) for area, above, first, last in versions],
        [
            Step(origin, target, day.toordinal(), partly, None if share is None else Fraction(share))
            for origin, target, day, partly, share in told
            if target
        ],
    )


def _count(day: date | None, never: int) -> int:
    return day.toordinal() if day else never
