"""Files of a province's map, looked at: positions of its units as a table, their boundaries as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.files import Inspected, Readable, Refusal, inspect
from phongtrao.organisations.models import Organisation
from phongtrao.overview.country import provinces_on
from phongtrao.overview.geojson import LATITUDES, LONGITUDES, NOT_JSON, OUTSIDE, Unfit, read_geojson
from phongtrao.overview.models import MapVersion
from phongtrao.overview.region_names import matched
from phongtrao.overview.simplify import simplified
from phongtrao.overview.territory import Place, places_of
from phongtrao.table_files import Table, read_table
from phongtrao.words import fold

CODE, LONGITUDE, LATITUDE = "Mã địa bàn", "Kinh độ", "Vĩ độ"
GEOJSON = (".geojson", ".json")
SHEET = (".csv", ".xlsx")
OTHER = "Xin gửi ranh giới dạng GeoJSON (.geojson), hoặc bảng vị trí dạng CSV (.csv), Excel (.xlsx)."
NO_COLUMNS = f"Bảng vị trí phải có ba cột «{CODE}», «{LONGITUDE}», «{LATITUDE}»."
NOBODY = "Không vùng nào trong tệp khớp với đơn vị ở đây theo mã hoặc tên. Xin kiểm tra lại tệp."


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What a file comes to. `missing`: units that it does not speak of; `unmatched`: regions of the file that are no
    unit's, `doubtful`: what a person should look at again; with a fault nothing is written."""

    kind: str
    name: str
    sha256: str
    content: dict[str, Any]
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    unmatched: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    faults: tuple[str, ...] = field(default=())

    @property
    def moved(self) -> int | None:
        """Metres by which simplifying moved boundaries at most."""
        return self.content.get("moved") if self.kind == MapVersion.BOUNDARIES else None


def look_at_map(name: str, raw: bytes | Readable, secret_free: bool, root: Organisation | None, day: date) -> MapPlan:
    """What the file says of the units of a province (None: of the provinces of the country). Raises files.Refusal."""
    places = places_of(root, day) if root is not None else provinces_on(day)
    inspected, ending = inspect(name, raw, secret_free, "attachment"), name.casefold()
    if ending.endswith(GEOJSON):
        return _boundaries(inspected, places)
    if not ending.endswith(SHEET):
        raise Refusal(OTHER)
    return _positions(read_table(name, inspected.raw, secret_free), inspected.sha256, places)


def _boundaries(inspected: Inspected, places: Sequence[Place]) -> MapPlan:
    if inspected.kind != "text":
        raise Refusal(NOT_JSON)
    try:
        found = matched(read_geojson(inspected.raw), places)
    except Unfit as unfit:
        raise Refusal(str(unfit)) from unfit
    shapes, moved = simplified(found.shapes)
    faults = () if shapes else (NOBODY,)
    return MapPlan(
        MapVersion.BOUNDARIES, inspected.name, inspected.sha256, {"shapes": shapes, "moved": moved},
        *_names(places, shapes), tuple(found.unmatched), found.said_again(places), faults,
    )  # fmt: skip


def _names(places: Iterable[Place], known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the units that are spoken of, and of those that are not."""
    there = set(known)
    return (
        tuple(place.name for place in places if place.code in there),
        tuple(place.name for place in places if place.code not in there),
    )


def _positions(table: Table, sha256: str, places: Sequence[Place]) -> MapPlan:
    headings = {fold(heading): heading for heading in table.headings}
    wanted = [headings.get(fold(heading)) for heading in (CODE, LONGITUDE, LATITUDE)]
    if None in wanted:
        raise Refusal(NO_COLUMNS)
    codes = {key: place.code for place in places for key in (place.code.casefold(), place.number.lstrip("0"))}
    content: dict[str, Any] = {}
    faults: list[str] = []
    for row in table.rows:
        code, x, y = (row.cells[heading or ""] for heading in wanted)
        known, point = codes.get(code.casefold().lstrip("0")), _point(x, y)
        if known is None:
            faults.append(f"Dòng {row.number}: không có đơn vị mã «{code[:40]}» ở đây.")
        elif point is None:
            faults.append(f"Dòng {row.number} ({code[:40]}): {OUTSIDE}")
        elif known in content:
            faults.append(f"Dòng {row.number}: mã «{code[:40]}» đã có ở dòng trên.")
        else:
            content[known] = point
    return MapPlan(
        MapVersion.POSITIONS, table.name, sha256, content, *_names(places, content), faults=tuple(faults)
    )  # fmt: skip


def _point(longitude: str, latitude: str) -> tuple[float, float] | None:
    try:
        x, y = (round(float(said.replace(",", ".")), 5) for said in (longitude, latitude))
    except ValueError:
        return None
    within = LONGITUDES[0] <= x <= LONGITUDES[1] and LATITUDES[0] <= y <= LATITUDES[1]
    return (x, y) if within else None
