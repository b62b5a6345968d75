"""Deadline rules in the words of an office."""

from __future__ import annotations

import pytest

from vanban.wording import day_words, deadline_words


@pytest.mark.parametrize(
    ("rule", "named", "words"),
    [
        ({"on": "2021-11-30"}, None, "chậm nhất ngày 30/11/2021"),
        ({"on": "2021-11-30"}, "2021-12-01", "trước ngày 01/12/2021 (chậm nhất 30/11/2021)"),
        ({"every": "year", "last": "05-09"}, "05-10", "trước ngày 10/5 hằng năm (chậm nhất 09/5)"),
        ({"every": "year", "last": "12-31"}, "01-01", "trước ngày 01/01 hằng năm (chậm nhất 31/12)"),
        ({"every": "year", "last": "11-15"}, None, "chậm nhất ngày 15/11 hằng năm"),
        (
            {"every": "half-year", "last": "06-09"},
            "06-10",
            "báo cáo 6 tháng: trước ngày 10/6 hằng năm (chậm nhất 09/6)",
        ),
        ({"every": "month", "last": "24"}, "25", "trước ngày 25 hằng tháng (chậm nhất 24)"),
        ({"every": "month", "last": "05"}, None, "chậm nhất ngày 05 hằng tháng"),
        ({"every": "month", "last": "31"}, "01", "chậm nhất ngày cuối tháng, hằng tháng"),
        ({"every": "quarter", "last": "14"}, "15", "trước ngày 15 của tháng cuối quý (chậm nhất 14)"),
        ({"every": "year"}, None, "hằng năm"),
        ({"every": "half-year"}, None, "6 tháng một lần"),
        ({"every": "year", "from": 2027}, None, "hằng năm, từ năm 2027"),
        (
            {"every": "year", "last": "12-01", "from": 2027, "until": 2029},
            None,
            "chậm nhất ngày 01/12 hằng năm, từ năm 2027, đến năm 2029",
        ),
        ({"from": "2017-01-01", "to": "2018-12-31"}, None, "từ ngày 01/01/2017 đến ngày 31/12/2018"),
        ({"within": 30, "unit": "day", "after": "ngày ký"}, None, "trong 30 ngày kể từ ngày ký"),
        ({"within": 5, "unit": "working-day"}, None, "trong 5 ngày làm việc"),
    ],
)
def test_a_rule_is_told_with_both_days(rule: dict[str, object], named: str | None, words: str) -> None:
    assert deadline_words(rule, named) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [("2021-03-05", "05/03/2021"), ("05-09", "09/5"), ("02-29", "29/02"), ("5", "05"), ("quý I", "quý I"), (None, "")],
)
def test_a_day_is_told_as_offices_write_it(day: str | None, words: str) -> None:
    assert day_words(day) == words
