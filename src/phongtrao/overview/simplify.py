"""Boundaries with fewer corners, for drawing: nothing moves by more than a stated length. Pure.

Corners go to the nearest point of a grid: neighbours that share a boundary share it afterwards, too, and the time goes
with the length of the file, however it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians

from phongtrao.tile_map import Point

METRES = 111_320.0
"""Of a degree of latitude."""
FINEST = 30.0
"""Metres by which boundaries may move at first; more where the map still has too many corners."""
MOST = 24_000
"""Corners of a whole map: a page of about 300 kB."""
PLACES = 5
"""Decimal places of a degree that are kept: about a metre."""
Ring = tuple[Point, ...]
Shape = tuple[Ring, ...]
Knot = tuple[int, int]


def simplified(shapes: Mapping[str, Shape]) -> tuple[dict[str, Shape], int]:
    """The shapes with at most MOST corners together, and by how many metres at most a boundary moved.

    What shrinks to less than a triangle is left out; of an area its largest ring stays, as a box if need be.
    """
    narrow = cos(radians(_middle(shapes)))
    moved = FINEST
    while True:
        step = moved * 2 / METRES / 2**0.5
        found = {key: _shape(rings, step, narrow) for key, rings in shapes.items()}
        if sum(len(ring) for rings in found.values() for ring in rings) <= MOST or moved > 10_000:
            return found, round(moved)
        moved *= 1.5


def _middle(shapes: Mapping[str, Shape]) -> float:
    latitudes = [ring[0][1] for rings in shapes.values() for ring in rings]
    return (min(latitudes) + max(latitudes)) / 2 if latitudes else 0.0


def _shape(rings: Sequence[Ring], step: float, narrow: float) -> Shape:
    snapped = (_straightened(_snapped(ring, step, narrow)) for ring in rings)
    kept = tuple(_degrees(knots, step, narrow) for knots in snapped if len(knots) > 3)
    return kept or (_box(max(rings, key=_spread)),)


def _snapped(ring: Ring, step: float, narrow: float) -> list[Knot]:
    """Knots of the grid along the ring, none twice in a row."""
    knots: list[Knot] = []
    across = step / narrow
    for x, y in ring:
        knot = round(x / across), round(y / step)
        if not knots or knots[-1] != knot:
            knots.append(knot)
    return knots


def _straightened(knots: list[Knot]) -> list[Knot]:
    """The same way without knots in the middle of a straight line."""
    kept: list[Knot] = []
    for c, d in knots:
        while len(kept) > 1 and _is_straight(kept[-2], kept[-1], (c, d)):
            kept.pop()
        kept.append((c, d))
    return kept


def _is_straight(before: Knot, here: Knot, after: Knot) -> bool:
    one, two = (here[0] - before[0], here[1] - before[1]), (after[0] - here[0], after[1] - here[1])
    return one[0] * two[1] == one[1] * two[0]


def _degrees(knots: list[Knot], step: float, narrow: float) -> Ring:
    return tuple((round(c * step / narrow, PLACES), round(d * step, PLACES)) for c, d in knots)


def _bounds(ring: Ring) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _spread(ring: Ring) -> float:
    west, south, east, north = _bounds(ring)
    return (east - west) * (north - south)


def _box(ring: Ring) -> Ring:
    west, south, east, north = (round(side, PLACES) for side in _bounds(ring))
    return ((west, south), (east, south), (east, north), (west, north), (west, south))
