"""The map of a territory or of the country for one measure: as a picture, and as the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from phongtrao.drawn_map import Picture, Ring, Unit, outlines, tiles
from phongtrao.overview.country import APART, SHORT
from phongtrao.overview.figures import Told
from phongtrao.overview.models import MapVersion
from phongtrao.overview.territory import Place
from phongtrao.tile_map import Layout, Spot, in_rows, laid_out
from phongtrao.value_classes import classed, short, spoken
from phongtrao.words import fold

IN_ROWS = "Chưa có vị trí của đơn vị nào; các ô xếp theo tên."
NEAREST = "Mỗi đơn vị một ô bằng nhau, đặt gần vị trí thật nhất; không theo tỷ lệ."
SHIPPED = "Vị trí gần đúng, theo bộ dữ liệu mở vietnamadminunits 1.0.4."
LOADED = "Vị trí theo: {}."
DRAWN_NEAR = "Vẽ gần lại: {}."
MOVED = "Ranh giới đơn giản hóa để vẽ, sai lệch không quá {} m. Nguồn: {}."
NO_SHAPE = "Chưa có ranh giới, vẽ bằng ô: {}."


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table behind a map."""

    name: str
    said: str
    words: str
    """Of its class."""
    address: str


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map and its table; `notes` are drawn under the picture, too."""

    title: str
    svg: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    lineage: str


def drawn_map(
    title: str,
    places: Sequence[Place],
    bodies: Mapping[str, Sequence[int]],
    told: Told,
    versions: Mapping[str, MapVersion],
    address: Callable[[str], str],
    by_outlines: bool = False,
) -> DrawnMap:
    """`bodies`: unit → those whose figures make its own; `address`: of a unit, where a click on it leads."""
    figures = {place.code: told.together(bodies.get(place.code, ())) for place in places}
    classes = classed(figures, told.measure.unit)
    units = [
        Unit(
            place.code, SHORT.get(place.code, place.bare), place.name, short(figures[place.code], told.measure.unit),
            spoken(figures[place.code], told.measure.unit), classes.of[place.code], address(place.code),
        )
        for place in places
    ]  # fmt: skip
    picture = Picture("ban-do", title, classes.legend)
    svg, notes = _picture(picture, units, places, versions, by_outlines)
    words = dict(classes.legend)
    rows = tuple(Row(unit.full_name, unit.said, words[unit.fill], unit.address) for unit in _most_first(units, figures))
    return DrawnMap(title, svg, rows, notes, told.lineage)


def _most_first(units: Sequence[Unit], figures: Mapping[str, Any]) -> list[Unit]:
    def rank(unit: Unit) -> tuple[bool, int, int, str]:
        figure = figures[unit.key]
        if figure is None:
            return True, 0, 0, fold(unit.name)
        return (
            False,
            -(figure.percent if figure.base is not None else figure.value),
            -(figure.base or 0),
            fold(unit.name),
        )

    return sorted(units, key=rank)


def _picture(
    picture: Picture,
    units: Sequence[Unit],
    places: Sequence[Place],
    versions: Mapping[str, MapVersion],
    by_outlines: bool,
) -> tuple[str, tuple[str, ...]]:
    spots = _spots(places, versions)
    if by_outlines and (version := versions.get(MapVersion.BOUNDARIES)):
        shapes: dict[str, list[Ring]] = version.content["shapes"]
        missing = [unit.full_name for unit in units if unit.key not in shapes]
        notes = [MOVED.format(version.content["moved"], version.source)]
        notes += [NO_SHAPE.format(", ".join(missing))] if missing else []
        return outlines(replace(picture, notes=notes), units, shapes, spots, APART), tuple(notes)
    if not spots:
        return tiles(replace(picture, notes=[IN_ROWS]), units, in_rows([unit.key for unit in units])), (IN_ROWS,)
    layout = laid_out(tuple(spots), APART)
    found = (*_notes(layout, units), *_sources(places, versions))
    return tiles(replace(picture, notes=found), units, layout.cells), found


def _notes(layout: Layout, units: Sequence[Unit]) -> tuple[str, ...]:
    names = [unit.full_name for unit in units if unit.key in layout.off_shore]
    return (NEAREST, *([DRAWN_NEAR.format(", ".join(names))] if names else []))


def _sources(places: Sequence[Place], versions: Mapping[str, MapVersion]) -> Iterator[str]:
    """Where positions are from."""
    loaded = versions.get(MapVersion.POSITIONS)
    known = loaded.content if loaded is not None else {}
    if loaded is not None:
        yield LOADED.format(loaded.source)
    if any(place.spot is not None and place.code not in known for place in places):
        yield SHIPPED


def _spots(places: Sequence[Place], versions: Mapping[str, MapVersion]) -> list[Spot]:
    """Where units lie: as loaded, else as shipped, else in the middle of the loaded boundary."""
    loaded = versions[MapVersion.POSITIONS].content if MapVersion.POSITIONS in versions else {}
    unknown = any(place.code not in loaded and place.spot is None for place in places)
    bounded = versions.get(MapVersion.BOUNDARIES) if unknown else None
    shapes = bounded.content["shapes"] if bounded is not None else {}
    found = []
    for place in places:
        if place.code in loaded:
            found.append(Spot(place.code, *loaded[place.code]))
        elif place.spot is not None:
            found.append(place.spot)
        elif place.code in shapes:
            found.append(Spot(place.code, *_middle_of(shapes[place.code])))
    return found


def _middle_of(rings: Sequence[Ring]) -> tuple[float, float]:
    """The middle of the box around a boundary."""
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
