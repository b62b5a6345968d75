"""Maps as SVG drawn on the server: units as hexagons or by their boundaries, filled by classes that are said in words.

Pure. Readable in black and white (a ground of its own for each class, the figure in each unit), in the dark and on
paper (`currentColor` for ink, `tiles__sheet` for what lies under it), and by those who hear the page (`title`, `desc`,
a name on each link). A page shows the table behind a map beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from xml.sax.saxutils import escape, quoteattr

from phongtrao.tile_map import STEP, Cell, Point, Spot, in_rows, middle

HEX, GAP, LINE = 52.0, 14.0, 19.0
"""Units of the drawing: the width of a hexagon, room around things, the height of a line of the legend."""
NAME, FIGURE, WORDS = 9.0, 13.0, 12.0
"""Heights of letters: of a unit's name, its figure, the legend."""
PLAIN = 0.76
"""How much of a hexagon is left plain for its words."""
LETTER = 0.56
"""The width of a letter, in its height."""
READABLE = 640.0
"""Up to this width of a map its legend is as large as told above."""
BROAD, TALL = 720.0, 760.0
"""What a map of boundaries is fitted into."""
SHEET = 'class="tiles__sheet" fill="#fff"'
TRAY, UNBOUNDED = "Chưa có vị trí", "Chưa có ranh giới"
Ring = Sequence[Point]
"""Longitude and latitude of each corner."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a map: its name without its kind, its figure as it is drawn and as it is said, its class."""

    key: str
    name: str
    full_name: str
    label: str
    said: str
    fill: int | None
    address: str = ""
    """Where a click leads; nowhere where it is empty."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What every map bears. `key` is unlike that of every other picture of the page."""

    key: str
    title: str
    legend: Sequence[tuple[int | None, str]]
    notes: Sequence[str] = ()


def tiles(picture: Picture, units: Sequence[Unit], cells: Mapping[str, Cell]) -> str:
    """Units as hexagons in their cells; those without a cell in a tray below, which says so."""
    if not units:
        return ""
    placed = _cropped([(unit, _centre(cells[unit.key])) for unit in units if unit.key in cells])
    broad, high = _ends(placed)
    drawn = [_hexagon(picture.key, unit, at) for unit, at in placed]
    if loose := [unit for unit in units if unit.key not in cells]:
        tray, (broad, high) = _tray(picture.key, loose, broad, high)
        drawn += tray
    return _whole(picture, units, drawn, broad, high + GAP)


Placed = list[tuple[Unit, Point]]


def _cropped(placed: Placed) -> Placed:
    """The same, moved to the upper left corner."""
    left = min((x for _, (x, _) in placed), default=0.0) - HEX / 2 - 1
    top = min((y for _, (_, y) in placed), default=0.0) - HEX / 2 / STEP - 1
    return [(unit, (x - left, y - top)) for unit, (x, y) in placed]


def _ends(placed: Placed) -> Point:
    """Where hexagons end to the right and below."""
    right = max((x for _, (x, _) in placed), default=-HEX / 2) + HEX / 2 + 1
    return right, max((y for _, (_, y) in placed), default=-HEX / 2 / STEP) + HEX / 2 / STEP + 1


def _tray(key: str, loose: Sequence[Unit], broad: float, high: float, said: str = TRAY) -> tuple[list[str], Point]:
    """Units that have no place on the map, in rows below; and where the drawing ends then."""
    cells = in_rows([unit.key for unit in loose])
    spots = [(unit, _shifted(_centre(cells[unit.key]), high + LINE + 4)) for unit in loose]
    right, end = _ends(spots)
    drawn = [_words(1, high + LINE - 4, said), *(_hexagon(key, unit, at) for unit, at in spots)]
    return drawn, (max(broad, right), end)


def outlines(
    picture: Picture,
    units: Sequence[Unit],
    shapes: Mapping[str, Sequence[Ring]],
    spots: Iterable[Spot],
    labelled: Collection[str] = (),
) -> str:
    """Units by their boundaries. What has none is a hexagon: at the edge where it lies outside, else in the tray.

    `labelled`: keys that get a hexagon at their place in every drawing.
    """
    bounded = [unit for unit in units if unit.key in shapes]
    if not bounded:
        return tiles(picture, units, {})
    frame = _Frame.around(point for unit in bounded for ring in shapes[unit.key] for point in ring)
    drawn = [_shape(picture.key, unit, shapes[unit.key], frame) for unit in bounded]
    drawn += [_caption(unit, frame.at(_heart(shapes[unit.key]))) for unit in bounded if unit.key not in labelled]
    places = {spot.key: (spot.longitude, spot.latitude) for spot in spots}
    outside = {key for key, place in places.items() if not frame.holds(place)}
    missing = [unit for unit in units if unit.key not in shapes]
    apart = [unit for unit in units if unit.key in places and (unit.key in labelled or unit in missing)]
    apart = [unit for unit in apart if unit.key in labelled or unit.key in outside]
    spotted = list(_parted([(unit, frame.inside(places[unit.key])) for unit in apart]))
    drawn += [_hexagon(picture.key, unit, at) for unit, at in spotted]
    broad, high = max(frame.broad, _ends(spotted)[0]), max(frame.high, _ends(spotted)[1])
    if loose := [unit for unit in missing if unit not in apart]:
        tray, (broad, high) = _tray(picture.key, loose, broad, high, UNBOUNDED)
        drawn += tray
    return _whole(picture, units, drawn, broad, high + GAP)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How degrees lie on the drawing."""

    west: float
    north: float
    narrow: float
    scale: float
    broad: float
    high: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> _Frame:
        points = list(points)
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        narrow = cos(radians((south + north) / 2))
        broad, high = (east - west) * narrow or 1e-9, (north - south) or 1e-9
        scale = min(BROAD / broad, TALL / high)
        return cls(west, north, narrow, scale, broad * scale, high * scale)

    def at(self, point: Point) -> Point:
        return (point[0] - self.west) * self.narrow * self.scale, (self.north - point[1]) * self.scale

    def holds(self, point: Point) -> bool:
        """Whether it lies on the drawing."""
        x, y = self.at(point)
        return 0 <= x <= self.broad and 0 <= y <= self.high

    def inside(self, point: Point) -> Point:
        """The same where it lies on the drawing, else at its edge: to the east there is room for it."""
        x, y = self.at(point)
        half = HEX * 0.6
        return min(max(x, half), self.broad + half), min(max(y, half), max(half, self.high - half))


def _parted(apart: list[tuple[Unit, Point]]) -> Iterator[tuple[Unit, Point]]:
    """No two on top of each other: the later one moves down."""
    taken: list[Point] = []
    for unit, (x, y) in apart:
        while any(abs(x - a) < HEX and abs(y - b) < HEX * 1.15 for a, b in taken):
            y += HEX * 1.2
        taken.append((x, y))
        yield unit, (x, y)


def _heart(rings: Sequence[Ring]) -> Point:
    """The middle of the largest ring, by its corners' polygon."""
    ring = max(rings, key=lambda one: abs(_area(one)))
    area = _area(ring)
    if not area:
        return ring[0]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _centre(cell: Cell) -> Point:
    x, y = middle(cell)
    return (x + 0.5) * HEX + 1, y * HEX + HEX / 2 / STEP + 1


def _shifted(point: Point, down: float) -> Point:
    return point[0], point[1] + down


def _hexagon(key: str, unit: Unit, at: Point) -> str:
    """A unit in its cell; the ground of its class shows around a plain middle, on which the words stand."""
    outer, inner = _corners(at, HEX - 2), _corners(at, PLAIN * (HEX - 2))
    shape = f"<polygon points={outer} {_fill(key, unit)}/>"
    if unit.fill not in (0, None):
        shape = f"<polygon {SHEET} points={outer}/>{shape}<polygon {SHEET} points={inner}/>"
    return _linked(unit, shape + _texts(unit, at))


def _corners(at: Point, broad: float) -> str:
    """Corners of a hexagon so broad, as an attribute."""
    (x, y), half, tall = at, broad / 2, broad / 2 / STEP
    corners = [(0, -tall), (half, -tall / 2), (half, tall / 2), (0, tall), (-half, tall / 2), (-half, -tall / 2)]
    return quoteattr(" ".join(f"{x + a:.1f},{y + b:.1f}" for a, b in corners))


def _shape(key: str, unit: Unit, rings: Sequence[Ring], frame: _Frame) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(frame.at, ring)) + "Z" for ring in rings if len(ring) > 2
    )
    ground = f'<path {SHEET} fill-rule="evenodd" d="{path}"/>'
    return _linked(unit, f'{ground}<path fill-rule="evenodd" d="{path}" {_fill(key, unit)}/>')


def _caption(unit: Unit, at: Point) -> str:
    """The figure of a unit that is drawn by its boundary; its name stands in the link and in the table."""
    x, y = at
    return _text(x, y + FIGURE / 3, FIGURE, unit.label, "tiles__figure", halo=True)


def _fill(key: str, unit: Unit) -> str:
    dashed = ' stroke-dasharray="3 3"' if unit.fill is None else ""
    return f'fill="{_ground(key, unit.fill)}" stroke="currentColor" stroke-width="1"{dashed}' + (
        ' class="tiles__sheet"' if unit.fill in (0, None) else ""
    )


def _ground(key: str, fill: int | None) -> str:
    return "#fff" if fill in (0, None) else f"url(#{key}-{fill})"


def _linked(unit: Unit, drawn: str) -> str:
    """One unit: its name and figure for who points at it or hears it."""
    said = f"{unit.full_name}: {unit.said}"
    inner = f"<title>{escape(said)}</title>{drawn}"
    if not unit.address:
        return f"<g>{inner}</g>"
    return f'<a href={quoteattr(unit.address)} aria-label={quoteattr(said)} tabindex="-1">{inner}</a>'


def _texts(unit: Unit, at: Point) -> str:
    x, y = at
    lines = _lines(unit.name)
    top = y - 9 + (NAME / 2 if len(lines) == 1 else 0)
    names = [
        _text(x, top + n * (NAME + 0.5), min(NAME, (HEX - 13) / LETTER / max(len(line), 1)), line, "tiles__name")
        for n, line in enumerate(lines)
    ]
    size = min(FIGURE, (HEX - 18) / LETTER / max(len(unit.label), 1))
    return "".join(names) + _text(x, y + 15, size, unit.label, "tiles__figure")


def _text(x: float, y: float, size: float, words: str, look: str, halo: bool = False) -> str:
    weight = ' font-weight="700"' if look == "tiles__figure" else ""
    around = ' stroke="#fff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="middle"{weight} '
        f'fill="currentColor"{around}>{escape(words)}</text>'
    )


def _lines(name: str) -> list[str]:
    """A name in one line or in two about equally long ones."""
    words = name.split()
    if len(words) < 2:
        return words or [""]
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut))))


def _words(x: float, y: float, words: str) -> str:
    look = f'class="tiles__words" font-size="{WORDS:g}" fill="currentColor"'
    return f'<text {look} x="{x:g}" y="{y:.1f}">{escape(words)}</text>'


def _whole(picture: Picture, units: Sequence[Unit], drawn: list[str], broad: float, high: float) -> str:
    broad = max(broad, 7 * HEX)
    legend, end = _legend(picture, broad, high)
    told = "; ".join(f"{unit.full_name} {unit.said}" for unit in units)
    key = picture.key
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tiles" width="{broad:.0f}" '
        f'viewBox="0 0 {broad:.0f} {end:.0f}" role="group" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(picture.title)}</title>'
        f'<desc id="{key}-d">{escape(f"Bản đồ {len(units)} đơn vị: {told}.")}</desc>'
        f"{_grounds(key)}{''.join(drawn)}{legend}</svg>"
    )


def _grounds(key: str) -> str:
    """Grounds of the classes from 1 on, each darker than the one before: dots, strokes, a grid, almost full."""
    dot = '<circle cx="3.5" cy="3.5" r="1.1" fill="currentColor"/>'
    stroke = '<path d="M0 0V6" stroke="currentColor" stroke-width="2.2"/>'
    grid = '<path d="M0 0V5M0 0H5" stroke="currentColor" stroke-width="2.6"/>'
    full = '<path d="M0 0V4" stroke="currentColor" stroke-width="5.6"/>'
    found = ((1, 7, dot, 0), (2, 6, stroke, 45), (3, 5, grid, 45), (4, 4, full, 45))
    drawn = [
        f'<pattern id="{key}-{number}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})">{inner}</pattern>'
        for number, size, inner, turn in found
    ]
    return f"<defs>{''.join(drawn)}</defs>"


def _legend(picture: Picture, broad: float, top: float) -> tuple[str, float]:
    """A line for each class and each note, and where they end; larger under a broad map, which is drawn smaller."""
    scale = max(1.0, broad / READABLE)
    parts, y = [], 0.0
    for fill, words in picture.legend:
        unit = Unit("", "", "", "", "", fill)
        ground = f'<rect x="1" y="{y:.1f}" width="22" height="14" {SHEET}/>'
        parts.append(f'{ground}<rect x="1" y="{y:.1f}" width="22" height="14" {_fill(picture.key, unit)}/>')
        parts.append(_words(30, y + 11, words))
        y += LINE
    for note in picture.notes:
        for line in _wrapped(note, int(broad / scale / (WORDS * LETTER))):
            parts.append(_words(1, y + 11, line))
            y += LINE - 3
    return f'<g transform="translate(0 {top:.1f}) scale({scale:.2f})">{"".join(parts)}</g>', top + y * scale + 4


def _wrapped(note: str, most: int) -> Iterator[str]:
    line = ""
    for word in note.split():
        if line and len(line) + 1 + len(word) > most:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
