from __future__ import annotations

from typing import Any

import pytest

from vanban.deadline_words import deadline_words


@pytest.mark.parametrize(
    ("rule", "named", "said"),
    [
        ({"on": "2019-11-30"}, None, "chậm nhất ngày 30/11/2019"),
        ({"on": "2019-11-30"}, "2019-12-01", "trước ngày 01/12/2019 (chậm nhất ngày 30/11/2019)"),
        ({"every": "year"}, None, "hằng năm, chưa có ngày"),
        ({"every": "year", "last": "11-09"}, None, "hằng năm, chậm nhất ngày 09/11"),
        ({"every": "year", "last": "11-09"}, "11-10", "trước ngày 10/11 hằng năm (chậm nhất ngày 09/11)"),
        (
            {"every": "year", "last": "11-09", "from": 2027, "until": 2029},
            None,
            "hằng năm, chậm nhất ngày 09/11, từ năm 2027, đến năm 2029",
        ),
        ({"every": "year", "from": 2025}, None, "hằng năm, chưa có ngày, từ năm 2025"),
        (
            {"every": "half-year", "last": "05-09"},
            "05-10",
            "6 tháng, trước ngày 10/05 hằng năm (chậm nhất ngày 09/05)",
        ),
        ({"every": "month", "last": "24"}, None, "hằng tháng, chậm nhất ngày 24"),
        ({"every": "month", "last": "24"}, "25", "hằng tháng, trước ngày 25 (chậm nhất ngày 24)"),
        ({"every": "quarter", "last": "14"}, None, "hằng quý, chậm nhất ngày 14 của tháng cuối quý"),
        ({"from": "2017-01-01", "to": "2018-12-31"}, None, "từ ngày 01/01/2017 đến hết ngày 31/12/2018"),
        ({"within": 30, "unit": "day", "after": "ngày ký"}, None, "trong 30 ngày kể từ ngày ký"),
        ({"within": 5, "unit": "working-day", "after": "kể từ ngày họp"}, None, "trong 5 ngày làm việc kể từ ngày họp"),
        ({"within": 2, "unit": "month", "after": ""}, None, "trong 2 tháng"),
    ],
)
def test_a_deadline_is_said_in_words(rule: dict[str, Any], named: str | None, said: str) -> None:
    assert deadline_words(rule, named) == said
