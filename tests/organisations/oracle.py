"""What a figure becomes on another map, told slowly and otherwise: every piece of land is followed through all maps.

A piece is cut whenever an area is divided, so that in the end none was ever divided; an area of any day is a set of
pieces. A figure stays at the area with the smallest set that holds all its pieces.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from tests.organisations.histories import START, Made

Where = str | None
LOOSE = "*"
"""Nobody took it over."""
Place = tuple[Where, "str | None", tuple[str, ...]]
Answer = Counter[tuple[str, int, Where, str | None, tuple[str, ...]]]
"""Unit, figure, where it is told, why it is marked, the areas that hold its land."""


@dataclass
class Piece:
    """Where a piece of land lay before the first change and after each; at each change, whom it went to."""

    places: list[Where]
    went: list[str] = field(default_factory=list)
    adrift: list[bool] = field(default_factory=list)


class Oracle:
    def __init__(self, made: Made) -> None:
        self.made = made
        self.maps = [made.on(START), *(made.on(day) for day in made.days)]
        first = self.maps[0]
        self.pieces = [Piece([area]) for area in first if area not in first.values()]
        for n, day in enumerate(made.days):
            self.pass_over(n, day)
        self.sets = [self.sets_of(n) for n in range(len(self.maps))]

    # Land

    def pass_over(self, n: int, day: int) -> None:
        old, new = self.maps[n], self.maps[n + 1]
        after: list[Piece] = []
        for piece in self.pieces:
            for to in sorted(self.going(piece.places[-1], n, day)):
                after.append(Piece([*piece.places], [*piece.went, to], [*piece.adrift, to == LOOSE]))
        for piece in after:
            if piece.went[-1] != LOOSE:
                piece.places.append(piece.went[-1])
        lying = [p for p in after if p.went[-1] == LOOSE]
        for piece in lying:
            here = piece.places[-1]
            was_lowest = here is not None and here not in old.values()
            piece.places.append(self.keeper(old[here] if was_lowest and here else here, after, old, new, n))
        self.pieces = after

    def going(self, place: Where, n: int, day: int) -> set[str]:
        """Areas that receive a part of what lies in a place; LOOSE for what nobody receives."""
        old, new = self.maps[n], self.maps[n + 1]
        if place is None or place in old.values():
            return {LOOSE}
        moves = [m for m in self.made.moves if (m.origin, m.day) == (place, day)]
        found = {m.target for m in moves}
        whole = any(not m.partly for m in moves)
        if place in new and place not in new.values() and not whole:
            found.add(place)
        if place not in new and not whole and len(moves) < 2:
            found.add(LOOSE)
        return found

    def keeper(self, area: Where, after: list[Piece], old: dict[str, Where], new: dict[str, Where], n: int) -> Where:
        """Where land stays that lay directly in an area."""
        if area is None or area in new:
            return area
        inside = {a for a in old if area in self.up(a, old)}
        known = {p.went[-1] for p in after if p.places[n] in inside and p.went[-1] != LOOSE}
        if not known:
            return self.keeper(old[area], after, old, new, n)
        fitting = [a for a in new if all(a in self.up(k, new) for k in known)]
        return max(fitting, key=lambda a: len(self.up(a, new)), default=None)

    @staticmethod
    def up(area: Where, areas: dict[str, Where]) -> list[str]:
        found = []
        while area is not None:
            found.append(area)
            area = areas[area]
        return found

    def sets_of(self, n: int) -> dict[str, frozenset[int]]:
        areas = self.maps[n]
        ups = [set(self.up(piece.places[n], areas)) for piece in self.pieces]
        return {area: frozenset(i for i, up in enumerate(ups) if area in up) for area in areas}

    # Figures

    def tell(self, figures: dict[str, int], then: int, now: int) -> Answer:
        """The answer for maps `then` and `now`, by their number."""
        found: Answer = Counter()
        for unit, figure in figures.items():
            itself = self.same(unit, then, now)
            pieces = self.sets[then][unit]
            at, why, parts = self.place(pieces, then, now, itself)
            if why is None or then > now:
                found[unit, figure, at, why, parts] += 1
                continue
            weights: dict[tuple[Where, str | None, tuple[str, ...]], Fraction] = {}
            for lot, weight in self.lots(pieces, then, now, Fraction(1)):
                place = self.place(lot, then, now, itself)
                weights[place] = weights.get(place, Fraction(0)) + weight
            for place, amount in self.whole_numbers(figure, weights).items():
                found[(unit, amount, *place)] += 1
        return found

    def place(
        self, pieces: frozenset[int], then: int, now: int, itself: Where
    ) -> tuple[Where, str | None, tuple[str, ...]]:
        areas, sets = self.maps[now], self.sets[now]
        fitting = [a for a in areas if pieces <= sets[a]]
        at = min(fitting, key=lambda a: (len(sets[a]), -len(self.up(a, areas))), default=None)
        if itself is not None and pieces <= sets[itself]:
            return itself, None, ()
        low, high = sorted((then, now))
        lie = {self.pieces[i].places[now] for i in pieces}
        lowest = {place for place in lie if place is not None and place not in areas.values()}
        sure = lie == lowest and not any(any(self.pieces[i].adrift[low:high]) for i in pieces)
        sure = sure and all(self.pieces[i].places[then] not in {*self.maps[then].values(), None} for i in pieces)
        if at is not None and sure and len(lie) == 1:
            return at, None, ()
        return at, "divided" if sure else "lost", tuple(sorted(lowest))

    def lots(self, pieces: frozenset[int], n: int, now: int, weight: Fraction) -> list[tuple[frozenset[int], Fraction]]:
        """Pieces that papers tell apart by stating shares, each lot with what of the figure is its."""
        if n == now:
            return [(pieces, weight)]
        places = {self.pieces[i].places[n] for i in pieces}
        (place, *others) = places
        groups: dict[str, set[int]] = {}
        for i in pieces:
            groups.setdefault(self.pieces[i].went[n], set()).add(i)
        day = self.made.days[n]
        stated = {
            m.target: m.share
            for m in self.made.moves
            if (m.origin, m.day) == (place, day) and m.share is not None and m.target in groups
        }
        if others or place in self.maps[n].values() or not stated:
            return self.lots(pieces, n + 1, now, weight)
        rest = frozenset(i for to, group in groups.items() if to not in stated for i in group)
        total = sum(stated.values(), Fraction(0))
        if (rest and total >= 1) or (not rest and abs(total - 1) > Fraction("0.01")):
            return self.lots(pieces, n + 1, now, weight)
        found = []
        for to, share in stated.items():
            part = share if rest else share / total
            found += self.lots(frozenset(groups[to]), n + 1, now, weight * part)
        return found + (self.lots(rest, n + 1, now, weight * (1 - total)) if rest else [])

    @staticmethod
    def whole_numbers(figure: int, weights: dict[Place, Fraction]) -> dict[Place, int]:
        given = {key: int(figure * weight // 1) for key, weight in weights.items()}
        lacking = {key: figure * weight - given[key] for key, weight in weights.items()}
        order = sorted(weights, key=lambda k: (-lacking[k], -weights[k], k[0] or "", k[2]))
        for key in order[: figure - sum(given.values())]:
            given[key] += 1
        return given

    def same(self, unit: str, then: int, now: int) -> Where:
        """What the unit itself is on the other map."""
        if then == now:
            return unit
        if then < now:
            moves = [m for m in self.made.moves if (m.origin, m.day) == (unit, self.made.days[then])]
            moves = [m for m in moves if m.target in self.maps[then + 1]]
            if unit in self.maps[then + 1] and all(m.partly for m in moves):
                return self.same(unit, then + 1, now)
            if len(moves) == 1 and not moves[0].partly:
                return self.same(moves[0].target, then + 1, now)
            return None
        if unit in self.maps[then - 1]:
            return self.same(unit, then - 1, now)
        origins = [m.origin for m in self.made.moves if (m.target, m.day) == (unit, self.made.days[then - 1])]
        return self.same(origins[0], then - 1, now) if len(origins) == 1 else None

    def same_land(self, then: int, now: int) -> list[tuple[str, list[str]]]:
        """Areas of the map `now` whose land was an area of the map `then`, each with all that lay in that one.

        Of areas of one land within each other the outermost stands for all. Left out where a unit that lay in it goes
        on in an area above it, which has more land now.
        """
        found = []
        for land in {*self.sets[then].values()} & {*self.sets[now].values()}:
            outer = min(
                (a for a, s in self.sets[now].items() if s == land), key=lambda a: len(self.up(a, self.maps[now]))
            )
            inner = [unit for unit, pieces in self.sets[then].items() if pieces <= land]
            above = set(self.up(outer, self.maps[now])) - {outer}
            if not above & {self.same(unit, then, now) for unit in inner}:
                found.append((outer, inner))
        return found
