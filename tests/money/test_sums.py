"""Sums agree: lines, groups and the whole always come to the same, and differences to what changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from phongtrao.dong import MOST
from phongtrao.money.sums import (
    ADDED,
    CHANGED,
    DROPPED,
    SAME,
    Line,
    WrongLine,
    amount_of,
    differences,
    groups_of,
    read_quantity,
    sums_of,
    written_quantity,
)

FIGURE = some.none() | some.integers(0, MOST)
LINE = some.builds(
    Line, number=some.integers(1, 500), heading=some.sampled_from(["Tuyên truyền", "Trang thiết bị", ""]),
    words=some.sampled_from(["In tài liệu", "Camera"]), unit=some.just("bộ"),
    hundredths=some.integers(1, 10**5).map(lambda n: n * 100), price=some.integers(0, 10**9),
    clause=some.sampled_from(["khoan_1", "khoan_2"]), appraised=FIGURE, approved=FIGURE,
)  # fmt: skip
LINES = some.lists(LINE, max_size=12, unique_by=lambda line: line.number)


@given(LINES)
def test_groups_and_the_whole_always_come_to_the_sum_of_their_lines(lines: list[Line]) -> None:
    whole = sums_of(lines)
    assert whole.asked == sum(line.hundredths * line.price // 100 for line in lines)
    for by in (lambda line: line.heading, lambda line: line.clause):
        groups = groups_of(lines, by)
        assert sum(group.sums.asked for group in groups) == whole.asked
        assert sorted(line.number for group in groups for line in group.lines) == sorted(one.number for one in lines)
        for figure in ("appraised", "approved"):
            parts = [getattr(group.sums, figure) for group in groups]
            assert getattr(whole, figure) == (None if None in parts or not parts else sum(parts))


@given(LINES, LINES)
def test_what_two_versions_differ_in_adds_up_to_the_difference_of_their_sums(
    before: list[Line], after: list[Line]
) -> None:
    found = differences(before, after)
    was, now = sum(line.in_force for line in before), sum(line.in_force for line in after)
    assert sum(change.difference for change in found) == now - was
    assert [change.after for change in found if change.after] == after
    assert len(found) == len({line.number for line in (*before, *after)})


@given(LINES)
def test_a_version_does_not_differ_from_itself(lines: list[Line]) -> None:
    assert all(change.kind == SAME and change.difference == 0 for change in differences(lines, lines))


def test_added_dropped_and_changed_lines_are_told_apart() -> None:
    one = Line(1, "Tuyên truyền", "In tài liệu", "bộ", 10_000, 25_000, "khoan_2")
    two, three = replace(one, number=2, words="Pa nô"), replace(one, number=3, words="Camera")
    found = differences([one, two], [replace(one, price=30_000), three])
    assert [(c.kind, c.shown.number, c.difference) for c in found] == [
        (CHANGED, 1, 500_000), (ADDED, 3, 2_500_000), (DROPPED, 2, -2_500_000),
    ]  # fmt: skip


def test_a_change_is_counted_from_what_was_approved_not_from_what_was_asked() -> None:
    one = Line(1, "", "In tài liệu", "bộ", 10_000, 25_000, approved=2_000_000)
    [change] = differences([one], [replace(one, approved=None, hundredths=100, price=2_000_000)])
    assert change.difference == 0 and change.kind == CHANGED


@given(some.integers(1, 10**9), some.integers(0, 10**15))
def test_an_amount_is_exact_or_refused(hundredths: int, price: int) -> None:
    exact = Fraction(hundredths, 100) * price
    if exact.denominator == 1 and exact <= MOST:
        assert amount_of(hundredths, price) == exact
    else:
        with pytest.raises(WrongLine):
            amount_of(hundredths, price)


@given(some.integers(1, 10**9))
def test_a_quantity_is_read_as_it_is_written(hundredths: int) -> None:
    assert read_quantity(written_quantity(hundredths)) == hundredths


@pytest.mark.parametrize(
    "typed, hundredths", [("12", 1200), ("1.500", 150_000), ("2,5", 250), ("0,25", 25), ("1.234,05", 123_405)]
)
def test_a_quantity_may_have_two_decimals_after_a_comma(typed: str, hundredths: int) -> None:
    assert read_quantity(typed) == hundredths


@pytest.mark.parametrize("typed", ["", "0", "-1", "2.5", "2,555", "1,", "ba", "1e3", "99999999999", "10.000.001", "½"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(WrongLine):
        read_quantity(typed)


@given(LINES)
def test_nothing_is_appraised_in_all_before_every_line_is(lines: list[Line]) -> None:
    assume(any(line.appraised is None for line in lines))
    assert sums_of(lines).appraised is None
