"""Maps are drawn as SVG that is well-formed, readable in black and white, and told to those who hear it."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from phongtrao.drawn_map import TRAY, UNBOUNDED, Picture, Unit, outlines, tiles
from phongtrao.tile_map import Spot

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = Picture(
    "k", "Việc <quá hạn>", ((None, "không có số liệu"), (0, "0 việc"), (1, "1 đến 2 việc")), ("Ghi & chú.",)
)
UNITS = [
    Unit("a", "An Lạc", "xã An Lạc", "2", "2 việc", 1, "/viec/?a=1&b=2"),
    Unit("b", "Đông Sơn", "phường Đông Sơn", "0", "0 việc", 0),
    Unit("c", "<i>", "xã <i>", "–", "không có số liệu", None),
]
CELLS = {"a": (0, 0), "b": (0, 1)}
SQUARE = [[(105.0, 19.0), (105.4, 19.0), (105.4, 19.4), (105.0, 19.4), (105.0, 19.0)]]


def words(svg: str) -> list[str]:
    return [node.text or "" for node in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def hexagons(svg: str) -> int:
    """Hexagons as they are bounded: one a unit."""
    polygons = etree.fromstring(svg.encode()).iter(f"{SVG}polygon")
    return sum(node.get("stroke") == "currentColor" for node in polygons)


def test_each_unit_is_a_hexagon_with_its_name_and_figure_and_is_told_to_who_hears_it() -> None:
    svg = tiles(PICTURE, UNITS, CELLS | {"c": (1, 0)})
    root = etree.fromstring(svg.encode())
    assert hexagons(svg) == 3 and {"An", "Lạc", "2", "0", "–", "<i>"} <= set(words(svg))
    assert root.findtext(f"{SVG}title") == "Việc <quá hạn>"
    assert "xã An Lạc 2 việc" in (root.findtext(f"{SVG}desc") or "")
    [link] = root.iter(f"{SVG}a")
    assert link.get("href") == "/viec/?a=1&b=2" and link.get("aria-label") == "xã An Lạc: 2 việc"


def test_each_class_has_a_ground_of_its_own_and_its_words_under_the_map() -> None:
    svg = tiles(PICTURE, UNITS, CELLS | {"c": (1, 0)})
    assert svg.count('fill="url(#k-1)"') == 2 and svg.count("stroke-dasharray") == 2
    assert {"không có số liệu", "0 việc", "1 đến 2 việc", "Ghi & chú."} <= set(words(svg))
    grounds = {node.get("id"): etree.tostring(node) for node in etree.fromstring(svg.encode()).iter(f"{SVG}pattern")}
    assert len(grounds) == len(set(grounds.values())) == 4


def test_colour_is_ink_and_sheet_alone() -> None:
    svg = tiles(PICTURE, UNITS, CELLS | {"c": (1, 0)})
    fills = {node.get(name) for node in etree.fromstring(svg.encode()).iter() for name in ("fill", "stroke")}
    assert {fill for fill in fills if fill and not fill.startswith("url")} == {"#fff", "currentColor"}
    assert "style=" not in svg and "script" not in svg


def test_what_has_no_cell_stands_in_a_tray_that_says_so() -> None:
    svg = tiles(PICTURE, UNITS, CELLS)
    assert TRAY in words(svg) and hexagons(svg) == 3
    assert TRAY not in words(tiles(PICTURE, UNITS[:2], CELLS))
    assert tiles(PICTURE, [], {}) == ""


def test_two_maps_of_one_page_do_not_share_their_grounds() -> None:
    one, two = (tiles(replace(PICTURE, key=key), UNITS, CELLS) for key in ("m", "n"))
    assert 'id="m-1"' in one and 'id="n-1"' in two and "n-1" not in one


def test_units_are_drawn_by_their_boundaries_and_others_at_the_edge_or_in_the_tray() -> None:
    spots = [Spot("b", 112.0, 16.0), Spot("c", 105.2, 19.2)]
    svg = outlines(PICTURE, UNITS, {"a": SQUARE}, spots)
    root = etree.fromstring(svg.encode())
    assert (
        sum(node.get("stroke") == "currentColor" for node in root.iter(f"{SVG}path") if node.get("d", "")[-1] == "Z")
        == 1
    )
    assert hexagons(svg) == 2 and {"Đông", "Sơn", "<i>", UNBOUNDED} <= set(words(svg))
    _, _, broad, high = map(float, root.get("viewBox", "").split())
    for node in root.iter(f"{SVG}polygon"):
        corners = [tuple(map(float, pair.split(","))) for pair in node.get("points", "").split()]
        assert all(0 <= x <= broad and 0 <= y <= high for x, y in corners)


def test_what_is_labelled_has_its_hexagon_whether_or_not_there_is_a_boundary() -> None:
    spots = [Spot("b", 105.2, 19.2)]
    assert "Đông" in words(outlines(PICTURE, UNITS[:2], {"a": SQUARE}, spots, {"b"}))
    assert "Đông" in words(outlines(PICTURE, UNITS[:2], {"a": SQUARE, "b": SQUARE}, spots, {"b"}))
    assert "Đông" not in words(outlines(PICTURE, UNITS[:2], {"a": SQUARE, "b": SQUARE}, spots))


def test_without_any_boundary_all_stand_in_the_tray() -> None:
    assert TRAY in words(outlines(PICTURE, UNITS, {}, []))
