"""Boundaries out of a GeoJSON file (RFC 7946), which is hostile until it has been checked. Pure.

Taken are Polygon and MultiPolygon in longitude and latitude of WGS 84 (CRS84), in that order; whatever else stands in
the file is refused with a word of what to do, and nothing of it is guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from phongtrao.tile_map import Point

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
DEEPEST = 12
"""Levels of brackets: a MultiPolygon of a collection has eight."""
MOST_FEATURES, MOST_POINTS, MOST_RINGS = 5_000, 1_000_000, 50_000
LONGITUDES, LATITUDES = (100.0, 118.0), (6.0, 24.0)
"""Where Vietnam lies, its islands and archipelagos with it."""
CRS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "CRS84", "OGC:CRS84")
NAME_KEYS = ("name", "ten", "tenxa", "tendvhc", "tendonvi", "tentinh", "namevi", "tendiaban")
CODE_KEYS = ("code", "ma", "maxa", "madvhc", "madonvi", "matinh", "madiaban", "diaban")
"""Keys of a feature's properties, in small letters without marks and strokes, that say which area it is; of several
the first counts."""
NOT_JSON = "Tệp này không phải GeoJSON đọc được. Xin xuất lại từ phần mềm bản đồ, chọn GeoJSON (RFC 7946)."
NOT_FEATURES = "Tệp GeoJSON phải là một FeatureCollection gồm các vùng (Feature). Xin xuất lại cả lớp ranh giới."
OTHER_CRS = (
    "Tệp dùng hệ tọa độ «{}». Xin xuất lại theo kinh độ, vĩ độ WGS 84 (CRS84), không dùng VN-2000 hay tọa độ phẳng."
)
TOO_DEEP = "Tệp lồng quá nhiều lớp nên không được nhận. Xin xuất lại từ phần mềm bản đồ."
TOO_MANY = f"Tệp có quá {MOST_FEATURES} vùng, {MOST_RINGS} đường hoặc {MOST_POINTS} điểm. Xin đơn giản hóa ranh giới."
SWAPPED = "Tọa độ trong tệp ghi vĩ độ trước kinh độ. Xin xuất lại theo thứ tự kinh độ, vĩ độ."
OUTSIDE = (
    "Có tọa độ ngoài phạm vi Việt Nam (kinh độ {:g} đến {:g}, vĩ độ {:g} đến {:g}). Xin kiểm tra hệ tọa độ rồi gửi lại."
).format(*LONGITUDES, *LATITUDES)
OTHER_SHAPE = "Vùng «{}» có dạng «{}». Chỉ nhận Polygon và MultiPolygon; xin bỏ điểm và đường ra khỏi tệp."
OPEN_RING = "Vùng «{}» có đường biên chưa khép kín hoặc dưới bốn điểm. Xin sửa trong phần mềm bản đồ."
NO_RING = "Vùng «{}» không có đường biên nào. Xin bỏ vùng ấy hoặc sửa trong phần mềm bản đồ."
NO_SHAPES = "Tệp không có vùng nào."


class Unfit(ValueError):
    """A file that cannot be taken; the text is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A region of the file: what it is called there, and its rings, closed, holes among them."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    rings: tuple[tuple[Point, ...], ...]

    @property
    def said(self) -> str:
        """What a person finds it by in the file."""
        return next(iter((*self.names, *self.codes)), "không tên")


def read_geojson(raw: bytes) -> list[Feature]:
    """The regions of a file. Raises Unfit."""
    if len(raw) > LARGEST:
        raise Unfit(f"Tệp lớn quá {LARGEST // 1024 // 1024} MB. Xin đơn giản hóa ranh giới rồi gửi lại.")
    if _depth(raw) > DEEPEST:
        raise Unfit(TOO_DEEP)
    try:
        said = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unfit(NOT_JSON) from error
    features = said.get("features") if isinstance(said, dict) else None
    if not isinstance(features, list) or said.get("type") != "FeatureCollection":
        raise Unfit(NOT_FEATURES)
    _check_crs(said.get("crs"))
    found = list(_features(features))
    if not found:
        raise Unfit(NO_SHAPES)
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _depth(raw: bytes) -> int:
    """Levels of brackets, those in words counted too: more than there are never harms, fewer could."""
    deepest = level = 0
    for byte in raw:
        if byte in b"[{":
            level += 1
            deepest = max(deepest, level)
        elif byte in b"]}":
            level -= 1
    return deepest


def _check_crs(crs: Any) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name not in CRS84:
        raise Unfit(OTHER_CRS.format(_written(str(name))[:60]))


def _features(features: list[Any]) -> Iterator[Feature]:
    if len(features) > MOST_FEATURES:
        raise Unfit(TOO_MANY)
    rings = points = 0
    for one in features:
        if not isinstance(one, dict) or not isinstance(one.get("geometry"), dict):
            raise Unfit(NOT_FEATURES)
        properties = one.get("properties")
        given = properties if isinstance(properties, dict) else {}
        names, codes = _said(given, NAME_KEYS), _said(given, CODE_KEYS)
        called = next(iter((*names, *codes)), "không tên")
        shape = tuple(_rings(one["geometry"], called))
        rings, points = rings + len(shape), points + sum(map(len, shape))
        if rings > MOST_RINGS or points > MOST_POINTS:
            raise Unfit(TOO_MANY)
        yield Feature(names, codes, shape)


def _said(properties: dict[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Values of these properties, in the order of the keys; of text and whole numbers only."""
    known = {_plain(str(key)): value for key, value in properties.items()}
    values = (known.get(key) for key in keys)
    told = (_written(str(v)) for v in values if isinstance(v, str | int) and not isinstance(v, bool))
    return tuple(v for v in told if v)


def _written(value: str) -> str:
    """As it can be shown: without halves of letters, which hide behind escapes and no page can write."""
    return value.encode(errors="ignore").decode().strip()[:120]


def _plain(key: str) -> str:
    return "".join(c for c in key.casefold() if c.isalnum())


def _rings(geometry: dict[str, Any], called: str) -> Iterator[tuple[Point, ...]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(polygons, list):
        raise Unfit(OTHER_SHAPE.format(called, _written(str(kind))[:30]))
    if not polygons:
        raise Unfit(NO_RING.format(called))
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise Unfit((OPEN_RING if polygon else NO_RING).format(called))
        for ring in polygon:
            yield _ring(ring, called)


def _ring(ring: Any, called: str) -> tuple[Point, ...]:
    if not isinstance(ring, list):
        raise Unfit(OPEN_RING.format(called))
    points = tuple(map(_point, ring))
    if len(points) < 4 or points[0] != points[-1]:
        raise Unfit(OPEN_RING.format(called))
    return points


def _point(point: Any) -> Point:
    """Longitude and latitude; a height is left off."""
    if not isinstance(point, list) or not 2 <= len(point) <= 4:
        raise Unfit(NOT_JSON)
    if any(isinstance(n, bool) or not isinstance(n, int | float) for n in point):
        raise Unfit(NOT_JSON)
    # A whole number may be too long to be a float at all.
    x, y = (float(n) if abs(n) < 1e9 else float("inf") for n in point[:2])
    if isfinite(x) and isfinite(y) and _within(x, y):
        return x, y
    raise Unfit(SWAPPED if _within(y, x) else OUTSIDE)


def _within(x: float, y: float) -> bool:
    return LONGITUDES[0] <= x <= LONGITUDES[1] and LATITUDES[0] <= y <= LATITUDES[1]
