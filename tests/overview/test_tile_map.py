"""Places find cells of their own near where they lie, the same ones every time."""

from __future__ import annotations

from itertools import permutations
from math import cos, dist, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.organisations.units import area_rows
from phongtrao.overview.country import APART, archipelago_places, provinces_on
from phongtrao.pairing import cheapest
from phongtrao.tile_map import Layout, Spot, around, in_rows, laid_out, middle

DEGREES = st.tuples(st.floats(102, 110, width=32), st.floats(8, 23, width=32))


def communes() -> dict[str, tuple[Spot, ...]]:
    """The communes of every province of today, with the points that ship."""
    now = [row for row in area_rows() if row.days[1] is None and row.place]
    provinces = {row.area for row in now if not row.parent}
    found: dict[str, list[Spot]] = {}
    for row in now:
        if row.parent in provinces and row.place:
            found.setdefault(row.parent, []).append(Spot(row.area, row.place[1], row.place[0]))
    return {province: tuple(spots) for province, spots in found.items()}


@given(st.lists(DEGREES, max_size=40))
def test_no_two_places_share_a_cell_wherever_they_lie(points: list[tuple[float, float]]) -> None:
    spots = tuple(Spot(str(n), x, y) for n, (x, y) in enumerate(points))
    cells = laid_out(spots).cells
    assert set(cells) == {spot.key for spot in spots} and len(set(cells.values())) == len(spots)


@given(st.lists(DEGREES, min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_the_order_in_which_places_are_told_changes_nothing(points: list[tuple[float, float]], mixed: object) -> None:
    spots = [Spot(str(n), x, y) for n, (x, y) in enumerate(points)]
    before = laid_out(tuple(spots))
    mixed.shuffle(spots)  # type: ignore[attr-defined]
    laid_out.cache_clear()
    assert laid_out(tuple(spots)) == before


def test_the_communes_of_every_province_lie_near_their_places() -> None:
    """Measured: 0.59 of a hexagon's width on average, in the two largest cities 1.2 and 1.8 (docs/measured.md)."""
    shifts = {province: laid_out(spots).shift for province, spots in communes().items()}
    crowded = {province for province, shift in shifts.items() if shift > 0.85}
    assert len(shifts) == 34 and crowded == {"T01", "T79"}
    assert max(shifts.values()) < 1.9 and sum(shifts.values()) / 34 < 0.62


def kept(spots: tuple[Spot, ...], layout: Layout) -> float:
    """Of each place and its four nearest ones, how many lie on the same side of it as they do (within 60 degrees)."""
    narrow = cos(radians(spots[0].latitude))
    flat = {s.key: (s.longitude * narrow, -s.latitude) for s in spots if s.key not in layout.off_shore}
    told = []
    for key, here in flat.items():
        for other in sorted(flat, key=lambda one: dist(flat[one], here))[1:5]:
            (x, y), (u, v) = middle(layout.cells[key]), middle(layout.cells[other])
            true, drawn = (flat[other][0] - here[0], flat[other][1] - here[1]), (u - x, v - y)
            along = true[0] * drawn[0] + true[1] * drawn[1]
            told.append(along > 0.5 * dist((0, 0), true) * dist((0, 0), drawn))
    return sum(told) / len(told)


def test_neighbours_keep_their_sides() -> None:
    shares = [kept(spots, laid_out(spots)) for spots in communes().values()]
    assert min(shares) > 0.87 and sum(shares) / len(shares) > 0.94


def test_what_lies_far_off_shore_is_drawn_near_with_an_empty_cell_between() -> None:
    da_nang = communes()["T48"]
    layout = laid_out(da_nang)
    assert layout.off_shore == {"C20333"}
    taken, island = set(layout.cells.values()), layout.cells["C20333"]
    assert not taken & set(around(island))
    assert any(taken & set(around(cell)) for cell in around(island))
    assert middle(island)[0] > max(middle(cell)[0] for cell in taken - {island} if cell[0] == island[0])


def test_the_two_archipelagos_lie_to_the_east_of_their_provinces() -> None:
    from datetime import date

    places = [*provinces_on(date(2026, 11, 1)), *archipelago_places()]
    layout = laid_out(tuple(place.spot for place in places if place.spot), APART)
    assert layout.off_shore == APART and len(layout.cells) == 36
    for island, province in (("C20333", "T48"), ("C22736", "T56")):
        (x, y), (u, v) = middle(layout.cells[province]), middle(layout.cells[island])
        assert u > x and abs(v - y) < 2


def test_places_on_one_spot_and_in_one_line_find_cells_too() -> None:
    for spots in ([Spot(str(n), 105, 19) for n in range(60)], [Spot(str(n), 105 + n / 10, 19) for n in range(9)]):
        assert len(set(laid_out(tuple(spots)).cells.values())) == len(spots)
    assert laid_out(()).cells == {}
    assert laid_out((Spot("a", 105, 19),)).cells == {"a": (0, 0)}


def test_without_positions_places_stand_in_rows_in_their_order() -> None:
    cells = in_rows([f"{n:02}" for n in range(10)])
    assert list(cells.values()) == sorted(cells.values()) and len(set(cells.values())) == 10
    assert max(row for row, _ in cells.values()) <= 3 and in_rows([]) == {}


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=n, max_size=n)
    )
)
def test_pairs_cost_as_little_as_any(costs: list[list[int]]) -> None:
    found = cheapest(costs)
    assert len(set(found)) == len(costs)
    least = min(
        sum(row[c] for row, c in zip(costs, chosen, strict=False)) for chosen in permutations(range(5), len(costs))
    )
    assert sum(row[c] for row, c in zip(costs, found, strict=True)) == least


def test_more_rows_than_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="column of its own"):
        cheapest([[1.0], [2.0]])
    assert cheapest([]) == []
