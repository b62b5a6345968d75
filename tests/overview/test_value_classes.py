"""Figures fall into a few classes whose bounds are said, and are said whole beside the map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.value_classes import MOST, Figure, classed, short, spoken


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_equal_figures_share_a_class_and_greater_ones_never_a_lower(values: list[int]) -> None:
    found = classed({str(n): Figure(value) for n, value in enumerate(values)}, "việc")
    ordered = sorted((value, found.of[str(n)] or 0) for n, value in enumerate(values))
    assert [number for _, number in ordered] == sorted(number for _, number in ordered)
    assert len({(value, number) for value, number in ordered}) == len(set(values))
    assert all((number == 0) == (value == 0) and number <= MOST for value, number in ordered)
    assert {number for number, _ in found.legend} == {number for _, number in ordered}


def test_bounds_are_those_of_the_figures_that_are_there() -> None:
    found = classed({str(n): Figure(n) for n in range(9)} | {"x": None}, "việc")
    assert found.legend == (
        (None, "không có số liệu"), (0, "0 việc"), (1, "1 đến 2 việc"), (2, "3 đến 4 việc"), (3, "5 đến 6 việc"),
        (4, "7 đến 8 việc"),
    )  # fmt: skip
    assert classed({"a": Figure(1_234), "b": Figure(1_234)}, "việc").legend == ((1, "1.234 việc"),)


@pytest.mark.parametrize(
    ("value", "base", "number"),
    [(0, 8, 1), (49, 100, 1), (50, 100, 2), (79, 100, 2), (8, 10, 3), (99, 100, 3), (8, 8, 4), (0, 0, 0)],
)
def test_shares_have_fixed_bounds_and_all_is_never_rounded_up_to(value: int, base: int, number: int) -> None:
    assert classed({"a": Figure(value, base)}, "báo cáo").of == {"a": number}


@pytest.mark.parametrize(
    ("figure", "unit", "drawn", "said"),
    [
        (Figure(12), "việc", "12", "12 việc"),
        (Figure(1_250), "việc", "1.250", "1.250 việc"),
        (Figure(7, 8), "báo cáo", "87%", "7/8 báo cáo (87 %)"),
        (Figure(0, 0), "báo cáo", "–", "không có gì phải tính"),
        (None, "việc", "–", "không có số liệu"),
        (Figure(1_250_000_000), "đồng", "1,2 tỷ", "1.250.000.000 đồng"),
        (Figure(850_000_000), "đồng", "850 triệu", "850.000.000 đồng"),
        (Figure(950_000), "đồng", "950.000", "950.000 đồng"),
    ],
)
def test_a_figure_is_short_in_its_unit_and_whole_beside_it(
    figure: Figure | None, unit: str, drawn: str, said: str
) -> None:
    assert (short(figure, unit), spoken(figure, unit)) == (drawn, said)
