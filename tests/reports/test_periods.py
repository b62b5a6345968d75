"""Periods by their keys, in words, and their neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from phongtrao.reports.form import PeriodRule
from phongtrao.reports.periods import holding, period
from phongtrao.year_days import YearDay
from tests.reports.samples import FORM


@pytest.mark.parametrize(
    ("key", "words", "first", "last"),
    [
        ("2026", "năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", "6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-Q3", "quý III năm 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-M02", "tháng 2 năm 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-2025", "giai đoạn 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_key_names_its_days_and_its_words(key: str, words: str, first: date, last: date) -> None:
    found = period(key)
    assert (found.words, found.first, found.last) == (words, first, last)


@pytest.mark.parametrize("key", ["", "26", "2026-H3", "2026-Q5", "2026-M13", "2025-2021", "2026-1", "năm 2026", "1026"])
def test_what_is_no_key_is_refused_with_what_to_write(key: str) -> None:
    with pytest.raises(ValueError, match="xin ghi như 2026"):
        period(key)


@pytest.mark.parametrize(
    ("key", "before", "year_before"),
    [
        ("2026", "2025", "2025"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-M01", "2025-M12", "2025-M01"),
    ],
)
def test_the_period_before_and_the_one_a_year_before(key: str, before: str, year_before: str) -> None:
    found = period(key)
    assert (found.before(), found.a_year_before()) == (period(before), period(year_before))
    assert period("2021-2025").before() is None


@pytest.mark.parametrize("every", ["year", "half_year", "quarter", "month"])
def test_every_day_lies_in_the_period_that_holds_it(every: str) -> None:
    for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)):
        found = holding(every, day)
        assert found.every == every and found.first <= day <= found.last


def test_a_window_reaches_into_the_years_beside_it() -> None:
    rule = PeriodRule("year", data_from=YearDay(15, 12, -1), data_until=YearDay(14, 12), due=YearDay(9, 11))
    assert rule.window(period("2026")) == (date(2025, 12, 15), date(2026, 12, 14))
    assert rule.due_on(period("2026")) == date(2026, 11, 9)
    assert YearDay(29, 2).of(2025) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 6, 20), "2026-H1"),
        (date(2026, 6, 9), "2026-H1"),
        (date(2026, 12, 20), "2026"),
        (date(2027, 1, 5), "2026"),
        (date(2025, 12, 10), "2025"),
    ],
)
def test_a_task_asks_for_the_period_whose_last_day_is_nearest(day: date, key: str) -> None:
    assert FORM.period_of(day) == period(key)
    assert replace(FORM, periods=(PeriodRule("span"),)).period_of(day) is None
