"""A file of boundaries is hostile until it has been checked; what is refused says what to do."""

from __future__ import annotations

import json
from math import cos, radians
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.overview import geojson
from phongtrao.overview.geojson import Unfit, read_geojson
from phongtrao.overview.simplify import METRES, MOST, simplified

RING = [[105.0, 19.0], [105.1, 19.0], [105.1, 19.1], [105.0, 19.0]]


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def test_regions_are_read_with_what_they_are_called() -> None:
    raw = file(
        feature([RING], TEN_XA="xã An Lạc", MA_XA=90001, TEN_HUYEN="huyện Sơn Nam"),
        feature([[RING], [RING, RING]], "MultiPolygon", Name=" Đông Sơn ", code="C90002", dientich=12.5),
    )
    one, two = read_geojson(raw)
    assert (one.names, one.codes, one.said) == (("xã An Lạc",), ("90001",), "xã An Lạc")
    assert one.rings == (tuple(tuple(point) for point in RING),)
    assert (two.names, two.codes, len(two.rings)) == (("Đông Sơn",), ("C90002",), 3)


def test_a_mark_at_the_beginning_heights_and_the_name_of_crs84_are_taken() -> None:
    high = [[*point, 12] for point in RING]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    [found] = read_geojson(b"\xef\xbb\xbf" + file(feature([high]), crs=crs))
    assert found.rings[0][0] == (105.0, 19.0) and found.said == "không tên"


def crs(name: Any) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"{", geojson.NOT_JSON),
        (b"\xff\xfe{}", geojson.NOT_JSON),
        (b"[]", geojson.NOT_FEATURES),
        (b'{"type": "Topology", "features": []}', geojson.NOT_FEATURES),
        (file(), geojson.NO_SHAPES),
        (file(feature([], ten="A")), geojson.NO_RING.format("A")),
        (file(feature([], "MultiPolygon", ten="A")), geojson.NO_RING.format("A")),
        (file(feature([[]], "MultiPolygon", ten="A")), geojson.NO_RING.format("A")),
        (file(feature([[]], ten="A")), geojson.OPEN_RING.format("A")),
        (file({"type": "Feature", "geometry": None}), geojson.NOT_FEATURES),
        (file(feature([RING]), **crs("urn:ogc:def:crs:EPSG::3405")), "VN-2000"),
        (file(feature([RING]), **crs("EPSG:4326")), "EPSG:4326"),
        (file(feature([RING]), crs={"type": "link"}), "CRS84"),
        (file(feature([105.0, 19.0], "Point", ten="xã An Lạc")), "Vùng «xã An Lạc» có dạng «Point»"),
        (file(feature(7)), "chưa khép kín"),
        (file(feature([RING[:3]])), "chưa khép kín"),
        (file(feature([[*RING[:3], [105.0, 19.05]]])), "chưa khép kín"),
        (file(feature([[[19.0, 105.0], [19.1, 105.0], [19.1, 105.1], [19.0, 105.0]]])), geojson.SWAPPED),
        (file(feature([[[500_000, 2_100_000]] * 4])), geojson.OUTSIDE),
        (file(feature([[["105", "19"]] * 4])), geojson.NOT_JSON),
        (file(feature([[[True, False]] * 4])), geojson.NOT_JSON),
        (file(feature([[[105]] * 4])), geojson.NOT_JSON),
        (file(feature([RING])).replace(b"105.1", b"NaN"), geojson.NOT_JSON),
        (file(feature([RING])).replace(b"105.1", b"1e999"), geojson.OUTSIDE),
        (file(feature([RING])).replace(b"105.1", b"1" * 400), geojson.OUTSIDE),
        (file(feature([RING])).replace(b"105.1", b"1" * 5000), geojson.NOT_JSON),
        (b'{"a":' * 200_000, geojson.TOO_DEEP),
        (b"[" * 20 + b"]" * 20, geojson.TOO_DEEP),
        (b" " * (geojson.LARGEST + 1), "lớn quá 20 MB"),
    ],
)
def test_what_is_no_map_in_degrees_is_refused_with_a_word_of_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_geojson(raw)
    assert said in str(refused.value)


def test_too_many_regions_rings_or_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = file(*[feature([RING, RING])] * 3)
    assert len(read_geojson(raw)) == 3
    for name, most in (("MOST_FEATURES", 2), ("MOST_RINGS", 5), ("MOST_POINTS", 23)):
        with monkeypatch.context() as narrowed:
            narrowed.setattr(geojson, name, most)
            with pytest.raises(Unfit, match="quá"):
                read_geojson(raw)


POINTS = st.lists(st.tuples(st.floats(104, 106, width=32), st.floats(18, 20, width=32)), min_size=3, max_size=60)


@given(st.lists(POINTS, min_size=1, max_size=5))
def test_no_corner_moves_by_more_than_is_said(shapes: list[list[tuple[float, float]]]) -> None:
    given_ = {str(n): (tuple([*ring, ring[0]]),) for n, ring in enumerate(shapes)}
    found, moved = simplified(given_)
    assert set(found) == set(given_)
    for key, rings in found.items():
        for ring in rings:
            assert ring[0] == ring[-1] and len(ring) > 3
            if len(rings[0]) == 5 and len(given_[key][0]) < 5:
                continue
            assert all(near(corner, given_[key][0], moved + 2) or len(ring) == 5 for corner in ring)


def near(corner: tuple[float, float], ring: tuple[tuple[float, float], ...], metres: float) -> bool:
    narrow = cos(radians(19))
    ways = (((x - corner[0]) * narrow) ** 2 + (y - corner[1]) ** 2 for x, y in ring)
    return min(ways) ** 0.5 * METRES <= metres * 1.05


def test_a_map_of_many_corners_comes_down_to_what_a_page_can_hold_and_neighbours_still_meet() -> None:
    def side(x: float) -> list[tuple[float, float]]:
        return [(x + (n % 7) / 500, 19 + n / 20_000) for n in range(60_000)]

    left, shared, right = side(105.0), side(105.3), side(105.6)
    shapes = {
        "a": ((*left, *shared[::-1], left[0]),),
        "b": ((*shared, *right[::-1], shared[0]),),
    }
    found, moved = simplified(shapes)
    assert sum(len(ring) for rings in found.values() for ring in rings) <= MOST and moved > 30
    common = set(found["a"][0]) & set(found["b"][0])
    assert len(common) > 50
