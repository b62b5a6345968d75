"""The country as a map: its provinces on a day, and quần đảo Hoàng Sa and quần đảo Trường Sa, which no drawing of it
goes without, whatever was loaded.

Points are those that ship with the areas (docs/units.md): one in each unit, for drawing only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.units import AreaRow, area_rows
from phongtrao.overview.territory import Place
from phongtrao.tile_map import Spot
from phongtrao.words import fold


@dataclass(frozen=True, slots=True)
class Archipelago:
    """One of the two: the special zone of today, the district of before 1/7/2025, the province to which it belongs."""

    areas: tuple[str, str]
    name: str
    province: str
    spot: Spot


ARCHIPELAGOS = (
    Archipelago(
        ("C20333", "H498"), "quần đảo Hoàng Sa (thành phố Đà Nẵng)", "T48", Spot("C20333", 112.135, 16.568)
    ),
    Archipelago(("C22736", "H576"), "quần đảo Trường Sa (tỉnh Khánh Hòa)", "T56", Spot("C22736", 114.45, 9.71)),
)  # fmt: skip
"""Resolutions 1659 and 1667/NQ-UBTVQH15 of 16/6/2025: đặc khu Hoàng Sa of Đà Nẵng, đặc khu Trường Sa of Khánh Hòa."""
APART = frozenset(one.spot.key for one in ARCHIPELAGOS)
SHORT = {"C20333": "Hoàng Sa", "C22736": "Trường Sa"}


def provinces_on(day: date) -> list[Place]:
    """The provinces of the day by name, from the data that ship, whether or not the site holds anything of them."""
    rows = [row for row in area_rows() if not row.parent and row.area.startswith("T") and _is_on(row, day)]
    found = [Place(row.area, row.code, row.name, _spot(row)) for row in rows]
    return sorted(found, key=lambda place: (fold(place.bare), place.code))


def _is_on(row: AreaRow, day: date) -> bool:
    first, last = row.days
    return (first is None or first <= day) and (last is None or day <= last)


def _spot(row: AreaRow) -> Spot | None:
    return Spot(row.area, row.place[1], row.place[0]) if row.place else None


def archipelago_places() -> list[Place]:
    """The two, as units of the map."""
    return [Place(one.spot.key, "", one.name, one.spot) for one in ARCHIPELAGOS]


def archipelago_of(areas: Mapping[int, str]) -> dict[int, str]:
    """Bodies by their area's code → the archipelago in which they are, of those that are in one."""
    known = {area: one.spot.key for one in ARCHIPELAGOS for area in one.areas}
    return {body: known[area] for body, area in areas.items() if area in known}
