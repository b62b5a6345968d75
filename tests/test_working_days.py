"""The calendar of working days: weekends, holidays, days in lieu, moved days."""

from datetime import date, timedelta

import pytest

from phongtrao.working_days import Calendar, SpecialDay

TET = tuple(SpecialDay(date(2026, 2, day), "tet") for day in range(16, 21))
SPECIAL = (
    *TET,
    SpecialDay(date(2026, 4, 26), "gio_to"),
    SpecialDay(date(2026, 8, 31), "hoan_doi"),
    SpecialDay(date(2026, 8, 22), "lam_bu", "thông báo"),
    SpecialDay(date(2026, 9, 1), "quoc_khanh_ke"),
)
DAYS = Calendar(SPECIAL)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 21), "thứ Bảy"),
        (date(2026, 4, 27), "nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch)"),
        (date(2026, 8, 31), "Ngày nghỉ được hoán đổi"),
        (date(2026, 8, 22), None),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2025, 11, 24), None),
        (date(2028, 5, 1), "Ngày Quốc tế Lao động"),
        (date(2028, 5, 2), "nghỉ bù Ngày Chiến thắng"),
    ],
)
def test_a_day_of_rest_says_why(day, why):
    assert DAYS.rest(day) == why


def test_both_holidays_on_a_weekend_are_made_up_for_on_different_days():
    # 30/4/2022 a Saturday, 01/5/2022 a Sunday.
    assert [DAYS.works(date(2022, 5, day)) for day in (2, 3, 4)] == [False, False, True]


def test_the_last_working_day_and_the_next_step_over_tet():
    assert DAYS.last_working(date(2026, 2, 18)) == date(2026, 2, 13)
    assert DAYS.next_working(date(2026, 2, 18)) == date(2026, 2, 23)
    assert DAYS.moved(date(2026, 2, 18), "stay") == date(2026, 2, 18)
    assert DAYS.beside(date(2026, 2, 18)) == "Tết Nguyên đán (5 ngày); ngày làm việc cuối cùng trước đó: 13/02/2026"
    assert DAYS.beside(date(2026, 2, 13)) is None


def test_working_days_are_counted_from_the_day_after():
    assert DAYS.later(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert DAYS.later(date(2026, 8, 21), 1) == date(2026, 8, 22), "a Saturday worked instead of the 31st counts"
    assert DAYS.later(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_each_policy_moves_to_a_working_day_and_never_the_wrong_way():
    for ahead in range(800):
        day = date(2026, 1, 1) + timedelta(days=ahead)
        before, after = DAYS.moved(day, "before"), DAYS.moved(day, "after")
        assert before <= day <= after
        assert DAYS.works(before) and DAYS.works(after)


def test_a_year_says_what_is_missing():
    assert DAYS.missing(2026) == []
    assert DAYS.missing(2027) == [
        "Tết Nguyên đán (5 ngày): chưa nhập đủ (0/5 ngày).",
        "Giỗ Tổ Hùng Vương (10/3 âm lịch): chưa nhập đủ (0/1 ngày).",
        "Ngày liền kề Quốc khánh: chưa nhập đủ (0/1 ngày).",
    ]
    assert Calendar(SPECIAL[:-2]).missing(2026)[-1] == "Hoán đổi: 1 ngày nghỉ, 0 ngày làm bù; hai số phải bằng nhau."


def test_special_days_are_listed_in_order_with_their_papers():
    rows = DAYS.special(2026)
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert [(row.day, row.source) for row in rows if row.works] == [(date(2026, 8, 22), "thông báo")]
