"""Random histories of a small country: its areas merge, split, move, end, are renamed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

from phongtrao.organisations.maps import EVER, History, Step, Version

START = 700_000
"""The day on which every history begins, as a count; its areas have been there before."""


@dataclass(frozen=True)
class Life:
    """A version of an area; no first or last day is open."""

    area: str
    parent: str | None
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Move:
    """A succession between two areas."""

    origin: str
    target: str
    day: int
    partly: bool
    share: Fraction | None


@dataclass(frozen=True)
class Made:
    """What was made, as plain rows: the oracle reads nothing else."""

    lives: tuple[Life, ...]
    moves: tuple[Move, ...]
    days: tuple[int, ...]

    def history(self) -> History:
        versions = [Version(life.area, life.parent, life.first or -EVER, life.last or EVER) for life in self.lives]
        return History(versions, [Step(m.origin, m.target, m.day, m.partly, m.share) for m in self.moves])

    def on(self, day: int) -> dict[str, str | None]:
        """Area → the area above it."""
        return {
            life.area: life.parent
            for life in self.lives
            if (life.first is None or life.first <= day) and (life.last is None or day <= life.last)
        }


def make(chance: Random) -> Made:
    """A history of two to five days of change, each with up to four changes."""
    country = Country(chance)
    for _ in range(chance.randint(2, 5)):
        country.next_day()
    return country.made()


class Country:
    """The map as it is while it is being changed, and the rows that tell of it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.day = START
        self.count = 0
        self.above: dict[str, str | None] = {}
        self.since: dict[str, int | None] = {}
        self.lives: list[Life] = []
        self.moves: list[Move] = []
        self.days: list[int] = []
        for _ in range(chance.randint(1, 3)):
            province = self.new("T", None)
            for _ in range(chance.randint(0, 3)):
                district = self.new("H", province)
                for _ in range(chance.choice((0, 1, 2, 2, 3, 4))):
                    self.new("X", district)
            for _ in range(chance.choice((0, 0, 1, 2))):
                self.new("X", province)
        self.since = dict.fromkeys(self.above)

    def new(self, letter: str, above: str | None) -> str:
        self.count += 1
        area = f"{letter}{self.count}"
        self.above[area] = above
        return area

    def inner(self, area: str) -> list[str]:
        return [one for one, above in self.above.items() if above == area]

    def lowest(self, area: str) -> bool:
        return area not in self.above.values()

    def next_day(self) -> None:
        self.day += self.chance.choice((1, 1, 2, 5))
        self.days.append(self.day)
        before = dict(self.above)
        self.before, self.were_lowest = before, {a for a in before if self.lowest(a)}
        self.giving: set[str] = set()
        self.fixed: set[str] = set()
        self.renamed: set[str] = set()
        self.kept: set[str] = set()
        self.lossy: set[str | None] = set()
        """Areas in which a unit ends without successor."""
        self.outer: set[str] = set()
        """New areas made to have others below them."""
        for _ in range(self.chance.randint(1, 4)):
            self.chance.choice(CHANGES)(self)
        self.end_the_empty()
        for area in sorted(set(before) | set(self.above)):
            self.write(area, before)

    def end_the_empty(self) -> None:
        """What had areas below it and has none any more ends, unless it is kept as a lowest area of its own."""
        outer = (set(self.before) - self.were_lowest) | self.outer
        while empty := [a for a in self.above if self.lowest(a) and a in outer - self.kept]:
            for area in empty:
                if area in self.lossy and self.chance.random() < 0.5:
                    self.kept.add(area)
                else:
                    del self.above[area]

    def write(self, area: str, before: dict[str, str | None]) -> None:
        old, now = area in before, area in self.above
        if old and now and before[area] == self.above[area] and area not in self.renamed:
            return
        if old:
            self.lives.append(Life(area, before[area], self.since.pop(area), self.day - 1))
        if now:
            self.since[area] = self.day

    def made(self) -> Made:
        still = [Life(area, above, self.since[area], None) for area, above in self.above.items()]
        return Made((*self.lives, *still), tuple(self.moves), tuple(self.days))

    # What can be chosen for a change

    def givers(self, ending: bool) -> list[str]:
        """Lowest areas that have given no land yet today, and may end where they do."""
        return [
            a
            for a in self.above
            if a in self.were_lowest and self.lowest(a) and a not in self.giving and not (ending and a in self.fixed)
        ]

    def receivers(self, without: list[str]) -> list[str]:
        """Lowest areas, there since yesterday, that can take in land."""
        return [a for a in self.above if self.lowest(a) and a in self.were_lowest and a not in {*without, *self.kept}]

    def holders(self) -> list[str]:
        """Areas that have others below them, yesterday and now."""
        return [a for a in self.above if not self.lowest(a) and a in self.before and a not in self.were_lowest]

    def some(self, pool: list[str], most: int) -> list[str]:
        return self.chance.sample(pool, min(len(pool), self.chance.randint(1, most)))

    def give(self, origin: str, target: str, partly: bool, share: Fraction | None = None) -> None:
        self.moves.append(Move(origin, target, self.day, partly, share))
        self.giving.add(origin)
        self.fixed.add(target)

    def target(self, without: list[str]) -> str | None:
        """A new lowest area, or one that is there already."""
        old, homes = self.receivers(without), self.holders()
        if old and self.chance.random() < 0.4:
            return self.chance.choice(old)
        return self.new("X", self.chance.choice(homes)) if homes else None

    # Changes

    def merge(self) -> None:
        gone = self.some(self.givers(ending=True), 3)
        target = self.target(gone) if gone else None
        if target is None:
            return
        for area in gone:
            self.give(area, target, partly=False)
            del self.above[area]

    def split(self) -> None:
        goes_on = self.chance.random() < 0.35
        pool = self.givers(ending=not goes_on)
        if not pool:
            return
        area = self.chance.choice(pool)
        found = [self.target([area]) for _ in range(self.chance.choice((1, 2, 2, 3)))]
        targets = sorted({t for t in found if t})
        if not targets:
            return
        for target, share in zip(targets, self.shares(len(targets), goes_on), strict=True):
            self.give(area, target, partly=True, share=share)
        if not goes_on:
            del self.above[area]

    def shares(self, count: int, goes_on: bool) -> list[Fraction | None]:
        """Shares as papers state them: mostly none, or all, some, rounded ones, or ones that cannot be."""
        how = self.chance.choice(("none", "none", "all", "all", "some", "rounded", "wrong"))
        weights = [self.chance.randint(0, 5) for _ in range(count + goes_on)]
        total = sum(weights) or 1
        whole = [Fraction(w, total) for w in weights][:count]
        if how == "none":
            return [None] * count
        if how == "some":
            return [None if self.chance.random() < 0.5 else share for share in whole]
        if how == "rounded":
            return [Fraction(round(share * 100), 100) for share in whole]
        if how == "wrong":
            return [share + Fraction(1, 2) for share in whole]
        return list(whole)

    def renew(self) -> None:
        pool = [a for a in self.above if a in self.before and a not in self.fixed | self.giving | self.kept]
        if not pool:
            return
        area = self.chance.choice(pool)
        heir = self.new(area[0], self.above[area])
        if area not in self.were_lowest:
            self.outer.add(heir)
        for one in self.inner(area):
            self.above[one] = heir
        self.give(area, heir, partly=False)
        del self.above[area]

    def rename(self) -> None:
        self.renamed |= set(self.some(sorted(self.above), 2))

    def abolish(self) -> None:
        pool = self.givers(ending=True)
        if pool:
            area = self.chance.choice(pool)
            del self.above[area]
            self.giving.add(area)
            self.lossy.add(self.before[area])

    def move(self) -> None:
        homes = self.holders()
        pool = [a for a in self.above if self.above[a] and a in self.before]
        if not pool or not homes:
            return
        area = self.chance.choice(pool)
        to = self.chance.choice(homes)
        if not self.within(to, area):
            self.above[area] = to

    def within(self, area: str | None, outer: str) -> bool:
        while area is not None and area != outer:
            area = self.above[area]
        return area == outer

    def dissolve(self) -> None:
        """A district ends: its communes go to the area above it, or to others."""
        pool = [a for a in self.holders() if self.above[a] and a not in self.fixed | self.giving]
        if not pool:
            return
        area = self.chance.choice(pool)
        homes = [self.above[area], *(h for h in self.holders() if not self.within(h, area))]
        homes = homes[:1] if self.chance.random() < 0.6 else homes
        for one in self.inner(area):
            self.above[one] = self.chance.choice(homes)
        del self.above[area]

    def join(self) -> None:
        """A district or province is merged into another one."""
        pool = [a for a in self.holders() if a not in self.fixed | self.giving]
        if not pool:
            return
        area = self.chance.choice(pool)
        homes = [h for h in self.holders() if not self.within(h, area)]
        if not homes:
            return
        to = self.chance.choice(homes)
        for one in self.inner(area):
            self.above[one] = to
        self.give(area, to, partly=False)
        del self.above[area]

    def carve(self) -> None:
        """A new district is made of some areas of an old one."""
        homes = self.holders()
        if not homes:
            return
        area = self.chance.choice(homes)
        new = self.new("H", self.above[area])
        self.outer.add(new)
        for one in self.some(self.inner(area), 3):
            if one != new:
                self.above[one] = new
        if self.chance.random() < 0.5:
            self.give(area, new, partly=True)

    def collapse(self) -> None:
        """The communes of a district become the district itself."""
        pool = [a for a in self.holders() if all(i in self.givers(ending=True) for i in self.inner(a))]
        if pool:
            area = self.chance.choice(pool)
            for one in self.inner(area):
                self.give(one, area, partly=False)
                del self.above[one]
            self.kept.add(area)

    def build(self) -> None:
        """A lowest area is divided into areas of its own; without shares, and it goes on above them."""
        pool = self.givers(ending=True)
        if pool:
            area = self.chance.choice(pool)
            for _ in range(self.chance.randint(1, 3)):
                self.give(area, self.new("X", area), partly=True)


CHANGES: tuple[Callable[[Country], None], ...] = (
    *(Country.merge, Country.merge, Country.split, Country.split, Country.split, Country.renew, Country.rename),
    *(Country.abolish, Country.abolish, Country.move, Country.move, Country.dissolve, Country.join, Country.carve),
    *(Country.collapse, Country.build),
)


def some_days(made: Made, chance: Random) -> tuple[date, date]:
    """Two days before, between or after the changes, in any order."""
    pool = sorted({START, *made.days, *(day - 1 for day in made.days), made.days[-1] + 9})
    then, now = chance.choices(pool, k=2)
    return date.fromordinal(then), date.fromordinal(now)
