"""A tile map: each place has a hexagon of its own near where it lies, and neighbours keep to their sides. Pure.

Cells are those of an offset grid of hexagons that stand on a corner: (row, column), rows counted southwards, every odd
row half a cell to the east. Places go to the cells that they are nearest to, all together (`pairing.cheapest` over
the squares of the ways). What lies far off shore is drawn near, in a cell parted from all others by an empty one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, dist, hypot, radians, sqrt
from statistics import median

from phongtrao.pairing import cheapest

Cell = tuple[int, int]
Point = tuple[float, float]
STEP = sqrt(3) / 2
"""How far rows stand apart, in widths of a hexagon."""
TIGHT, LOOSE, FEW = 1.0, 0.75, 60
"""Width of a hexagon, in those with which all of them would just fill the hull of the places: with many the figures
must stay readable, up to so few the shape of the land comes first."""
REACH = 2
"""Rows and columns around a place in which it may find its cell; more where these are too few for all."""
FAR = 6
"""Times the usual way to the nearest neighbour beyond which a place is off shore."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its key, in degrees (WGS 84)."""

    key: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The cell of each place, no two the same; `off_shore`: keys of those that were drawn near."""

    cells: dict[str, Cell]
    off_shore: frozenset[str]
    shift: float
    """How far places lie from their cells on average, in widths of a hexagon; those off shore are not counted."""


def middle(cell: Cell) -> Point:
    """The middle of a cell, in widths of a hexagon from the middle of (0, 0): to the east, to the south."""
    row, column = cell
    return column + (row % 2) / 2, row * STEP


def around(cell: Cell) -> list[Cell]:
    """The six cells that touch this one."""
    row, column = cell
    odd = row % 2
    return [
        (row - 1, column - 1 + odd), (row - 1, column + odd), (row, column - 1),
        (row, column + 1), (row + 1, column - 1 + odd), (row + 1, column + odd),
    ]  # fmt: skip


def in_rows(keys: Sequence[str]) -> dict[str, Cell]:
    """A compact block in the order of the keys, for places of which nobody knows where they lie."""
    across = max(1, ceil(sqrt(len(keys) * 1.3)))
    return {key: divmod(place, across) for place, key in enumerate(keys)}


@lru_cache(maxsize=64)
def laid_out(spots: tuple[Spot, ...], apart: frozenset[str] = frozenset()) -> Layout:
    """Cells for these places, the same for the same places in whatever order. `apart`: keys that are off shore anyway.

    Of one process each map is laid out once: 130 places take about a tenth of a second.
    """
    if not spots:
        return Layout({}, frozenset(), 0.0)
    known = sorted(set(spots), key=lambda spot: spot.key)
    points = _flat(known)
    near = _near_shore({key: point for key, point in points.items() if key not in apart}) or set(points)
    width = _width([points[key] for key in near])
    scaled = {key: (x / width, y / width) for key, (x, y) in points.items()}
    cells = _nearest_cells({key: scaled[key] for key in sorted(near)})
    shift = sum(dist(scaled[key], middle(cell)) for key, cell in cells.items()) / len(cells)
    off_shore = sorted(set(points) - near)
    for key in off_shore:
        cells[key] = _drawn_near(scaled[key], cells)
    return Layout(_from_nought(cells), frozenset(off_shore), shift)


def _flat(spots: Iterable[Spot]) -> dict[str, Point]:
    """Degrees as points of a plane, southwards down: true enough for a country."""
    spots = list(spots)
    narrow = cos(radians(sum(spot.latitude for spot in spots) / len(spots)))
    return {spot.key: (spot.longitude * narrow, -spot.latitude) for spot in spots}


def _near_shore(points: dict[str, Point]) -> set[str]:
    """The largest group of places of which each is not far from another one."""
    if len(points) < 3:
        return set(points)
    ways = {a: {b: dist(points[a], points[b]) for b in points if b != a} for a in points}
    limit = FAR * median(min(way.values()) for way in ways.values())
    left: list[str] = sorted(points)
    groups: list[list[str]] = []
    while left:
        group: list[str] = []
        waiting = [left[0]]
        while waiting:
            here = waiting.pop()
            if here in left:
                left.remove(here)
                group.append(here)
                waiting += [there for there in left if ways[here][there] <= limit]
        groups.append(group)
    groups.sort(key=len)
    return set(groups[-1])


def _width(points: Sequence[Point]) -> float:
    """The width of a hexagon, in degrees of latitude."""
    hull = _hull(points)
    area = abs(sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(hull, hull[1:] + hull[:1], strict=True))) / 2
    if area > 0:
        return (LOOSE if len(points) <= FEW else TIGHT) * sqrt(area / len(points) / STEP)
    long = max(hypot(a[0] - b[0], a[1] - b[1]) for a in hull for b in hull) if hull else 0.0
    return long / max(1, len(points) - 1) or 1.0


def _hull(points: Iterable[Point]) -> list[Point]:
    """Corners of the convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    return ordered if len(ordered) < 3 else [*_side(ordered), *_side(ordered[::-1])]


def _side(points: Iterable[Point]) -> list[Point]:
    side: list[Point] = []
    for x, y in points:
        while len(side) > 1 and _turn(side[-2], side[-1], (x, y)) <= 0:
            side.pop()
        side.append((x, y))
    return side[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _nearest_cells(points: dict[str, Point]) -> dict[str, Cell]:
    """The cells of the grid that all these points together are nearest to."""
    cells = _cells_about(points.values(), len(points))
    middles = [middle(cell) for cell in cells]
    costs = [[(x - a) ** 2 + (y - b) ** 2 for a, b in middles] for x, y in points.values()]
    return {key: cells[place] for key, place in zip(points, cheapest(costs), strict=True)}


def _cells_about(points: Collection[Point], least: int) -> list[Cell]:
    """Cells within reach of some point, at least so many."""
    reach = REACH
    while True:
        cells = {cell for point in points for cell in _block(point, reach)}
        if len(cells) >= least:
            return sorted(cells)
        reach *= 2


def _block(point: Point, reach: int) -> Iterable[Cell]:
    x, y = point
    for row in range(round(y / STEP) - reach, round(y / STEP) + reach + 1):
        column = round(x - (row % 2) / 2)
        yield from ((row, place) for place in range(column - reach, column + reach + 1))


def _drawn_near(point: Point, cells: dict[str, Cell]) -> Cell:
    """The free cell nearest to the point of those that an empty cell parts from the others."""
    taken = set(cells.values())
    shore = {cell for one in taken for cell in around(one)} - taken
    beyond = {cell for one in shore for cell in around(one)} - taken - shore
    return min(sorted(beyond), key=lambda cell: dist(point, middle(cell)))


def _from_nought(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The same cells, rows counted from an even one at the top and columns from the westernmost."""
    top, west = min(row for row, _ in cells.values()), min(column for _, column in cells.values())
    top -= top % 2
    return {key: (row - top, column - west) for key, (row, column) in sorted(cells.items())}
