"""Moments as texts name them, and the calendar behind them."""

import re
from datetime import date

import pytest

from vanban.dates import (
    LEAP,
    day_before,
    day_pattern,
    full_year,
    moment,
    moment_pattern,
    month_day,
    quarter_number,
)

MOMENT = re.compile(moment_pattern("0"), re.IGNORECASE)
ISSUED = date(2025, 11, 18)


def days(text, issued=ISSUED):
    match = MOMENT.search(text)
    found = moment(match, "0") if match else None
    year = found.settled(issued) if found else None
    return (found.start(year).isoformat(), found.end(year).isoformat()) if found and year else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày 05 tháng 12 năm 2025", "2025-12-05", "2025-12-05"),
        ("thứ Sáu, ngày 5/12/2025", "2025-12-05", "2025-12-05"),
        ("05-12-2025", "2025-12-05", "2025-12-05"),
        ("29/02/2028", "2028-02-29", "2028-02-29"),
        ("22/11/26", "2026-11-22", "2026-11-22"),
        ("ngày 25/11", "2025-11-25", "2025-11-25"),
        ("ngày 15/11", "2026-11-15", "2026-11-15"),
        ("ngày 15/11 năm nay", "2025-11-15", "2025-11-15"),
        ("tháng 2 năm 2028", "2028-02-01", "2028-02-29"),
        ("tháng 11", "2025-11-01", "2025-11-30"),
        ("tháng 10", "2026-10-01", "2026-10-31"),
        ("T6/2026", "2026-06-01", "2026-06-30"),
        ("6/2026", "2026-06-01", "2026-06-30"),
        ("Quý IV/2026", "2026-10-01", "2026-12-31"),
        ("quý 2 năm 2026", "2026-04-01", "2026-06-30"),
        ("Q.III/2026", "2026-07-01", "2026-09-30"),
        ("quý I năm sau", "2026-01-01", "2026-03-31"),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
        ("nửa cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("năm 2026", "2026-01-01", "2026-12-31"),
        ("năm tới", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_moment_runs_from_its_first_to_its_last_day(text, first, last):
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", ["ngày 30/02/2026", "29/02/2027", "tháng 13/2026", "quý V/2026", "ngày 00/5/2026"])
def test_what_the_calendar_lacks_is_no_moment(text):
    assert days(text) is None


def test_the_end_of_a_period_is_its_last_day():
    assert days("cuối quý II/2026")[1] == "2026-06-30"
    assert days("cuối năm")[1] == "2025-12-31"


def test_without_a_day_of_issue_nothing_is_supposed():
    assert days("ngày 25/11", None) is None
    assert days("ngày 25/11/2025", None) == ("2025-11-25", "2025-11-25")


def test_a_month_within_a_day_is_not_read_as_a_month():
    assert days("30 tháng 02 năm 2026") is None
    assert re.search(day_pattern("0"), "15/2024/QĐ-UBND") is None


def test_days_before_and_month_days():
    assert day_before(1, 1) == (12, 31)
    assert day_before(3, 1) == (2, 29)
    assert (month_day(5, 9), month_day(6, 0), month_day(2, 0)) == ("05-09", "06-30", "02-29")
    assert date(LEAP, 2, 29)


def test_short_years_and_quarters_in_all_spellings():
    assert [full_year(words) for words in ("19", "69", "70", "2026")] == [2019, 2069, 1970, 2026]
    assert [quarter_number(words) for words in ("I", "lI", "III", "1V", "4", "hai", "V")] == [1, 2, 3, 4, 4, 2, None]
