"""Days of deadline rules, by examples and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.schedule import MONTHS, Due, dues, undated_because

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"on": "2026-06-30"}, ["2026-06-30"]),
        ({"on": "2027-06-30"}, []),
        ({"from": "2025-03-01", "to": "2026-09-30"}, ["2026-09-30"]),
        ({"every": "year", "last": "05-09"}, ["2026-05-09"]),
        ({"every": "half-year", "last": "05-09"}, ["2026-05-09"]),
        ({"every": "quarter", "last": "05-09"}, ["2026-05-09"]),
        ({"every": "quarter", "last": "14"}, ["2026-03-14", "2026-06-14", "2026-09-14", "2026-12-14"]),
        ({"every": "half-year", "last": "14"}, ["2026-06-14", "2026-12-14"]),
        ({"every": "year", "last": "02-29"}, ["2026-02-28"]),
        ({"every": "year", "last": "11-30", "from": 2027}, []),
        ({"every": "year", "last": "11-30", "until": 2026}, ["2026-11-30"]),
        ({"every": "year"}, []),
        ({"every": "year", "from": 2025}, []),
        ({"within": 30, "unit": "day", "after": "ngày ký"}, []),
        ({}, []),
    ],
)
def test_a_rule_falls_due_on_these_days_of_2026(rule, days):
    assert [due.day.isoformat() for due in dues(rule, *YEAR)] == days


def test_a_day_of_each_month_is_cut_to_the_length_of_the_month():
    found = dues({"every": "month", "last": "31"}, date(2028, 1, 1), date(2028, 4, 30))
    assert [due.day for due in found] == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


def test_periods_are_told_in_vietnamese():
    assert dues({"every": "month", "last": "24"}, date(2026, 5, 1), date(2026, 5, 31)) == [
        Due("tháng 5/2026", date(2026, 5, 24))
    ]
    assert dues({"every": "quarter", "last": "14"}, date(2026, 4, 1), date(2026, 6, 30))[0].period == "quý II/2026"
    assert dues({"every": "half-year", "last": "05-09"}, *YEAR)[0].period == "6 tháng đầu năm 2026"
    assert dues({"every": "year", "last": "11-09"}, *YEAR)[0].period == "năm 2026"
    assert dues({"on": "2026-06-30"}, *YEAR)[0].period == ""


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"every": "year"}, "Hằng năm, chưa có ngày; xin cho biết ngày phải xong."),
        ({"every": "quarter", "from": 2025}, "Hằng quý, chưa có ngày; xin cho biết ngày phải xong."),
        ({"within": 5, "unit": "day"}, "Thời hạn tính từ một sự kiện; xin cho biết ngày bắt đầu tính."),
        ({"from": 2027}, "Chưa có thời hạn; xin cho biết ngày."),
        ({"on": "2026-02-30"}, "Ngày không có trong lịch; xin nhập lại ngày."),
        ({"every": "year", "last": "13-01"}, "Ngày lặp lại chưa rõ; xin nhập ngày và tháng."),
        ({"every": "year", "last": "02-30"}, "Ngày lặp lại chưa rõ; xin nhập ngày và tháng."),
        ({"every": "year", "last": "24"}, "Ngày lặp lại chưa rõ; xin nhập ngày và tháng."),
        ({"on": "2026-02-28"}, None),
        ({"every": "month", "last": "24"}, None),
    ],
)
def test_a_rule_without_days_says_why(rule, why):
    assert undated_because(rule) == why
    assert why is None or dues(rule, *YEAR) == []


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LASTS = st.one_of(
    st.integers(1, 31).map(lambda day: f"{day:02d}"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}"),
)
RULES = st.one_of(
    DAYS.map(lambda day: {"on": day.isoformat()}),
    st.tuples(DAYS, st.integers(0, 3000)).map(
        lambda span: {"from": span[0].isoformat(), "to": (span[0] + timedelta(days=span[1])).isoformat()}
    ),
    st.fixed_dictionaries(
        {"every": st.sampled_from(sorted(MONTHS)), "last": LASTS},
        optional={"from": st.integers(1990, 2090), "until": st.integers(1990, 2090)},
    ),
    st.fixed_dictionaries({"every": st.sampled_from(sorted(MONTHS))}),
    st.fixed_dictionaries({"within": st.integers(1, 90), "unit": st.sampled_from(["day", "working-day", "month"])}),
)


@settings(max_examples=60, deadline=None)
@given(RULES, DAYS, st.integers(0, 2000))
def test_days_lie_within_the_asked_span_rise_and_never_repeat(rule, start, length):
    end = start + timedelta(days=length)
    days = [due.day for due in dues(rule, start, end)]
    assert all(start <= day <= end for day in days)
    assert days == sorted(set(days))


@settings(max_examples=60, deadline=None)
@given(RULES, DAYS, st.integers(0, 1500), st.integers(0, 1500))
def test_two_spans_side_by_side_give_what_the_whole_gives(rule, start, first, second):
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second + 1)
    halves = dues(rule, start, middle) + dues(rule, middle + timedelta(days=1), end)
    assert halves == dues(rule, start, end)


@settings(max_examples=60, deadline=None)
@given(RULES.filter(lambda rule: "every" in rule and "last" in rule), st.integers(1991, 2080))
def test_a_year_holds_as_many_days_as_the_rule_has_periods(rule, year):
    within = rule.get("from", 1) <= year <= rule.get("until", 9999)
    found = dues(rule, date(year, 1, 1), date(year, 12, 31))
    if undated_because(rule) or not within:
        assert found == []
    else:
        assert len(found) == (1 if "-" in rule["last"] else 12 // MONTHS[rule["every"]])


@settings(max_examples=60, deadline=None)
@given(RULES)
def test_either_days_come_or_a_reason_is_given(rule):
    found = dues(rule, date(1985, 1, 1), date(2100, 12, 31))
    empty_years = "from" in rule and "until" in rule and rule["from"] > rule["until"]
    assert bool(found) != (undated_because(rule) is not None or empty_years)
