"""The days on which a deadline rule falls due. Dates only: no text, no clock, no time of day.

The rules are the contract's: `{"on": day}`, `{"from": day, "to": day}`, `{"every": period, "last": day, "from": year,
"until": year}`, `{"within": n, "unit": ..., "after": ...}`. A day that the calendar lacks in some year or month (31 in
April, 29/02) is the last of that month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months a period of each kind has."""

ROMAN = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")
EACH = {"month": "Hằng tháng", "quarter": "Hằng quý", "half-year": "6 tháng một lần", "year": "Hằng năm"}


@dataclass(frozen=True, slots=True)
class Due:
    """One day on which something is due; `period` is what it is due for, in Vietnamese, empty where it is due once."""

    period: str
    day: date


def dues(rule: Mapping[str, object], start: date, end: date) -> list[Due]:
    """The days of a rule from `start` to `end`, both included, in their order.

    `on` gives its day; a span one day, its last; `every` with `last` that day in each period (a month and day: once a
    year, whatever `every` says; a day alone: in the last month of each period), within the years `from` and `until`.
    Nothing for what `undated_because` explains.
    """
    if undated_because(rule) is not None:
        return []
    once = rule.get("on") or rule.get("to")
    found = [Due("", date.fromisoformat(str(once)))] if once else _recurring(rule, start, end)
    return [due for due in found if start <= due.day <= end]


def undated_because(rule: Mapping[str, object]) -> str | None:
    """Why a rule yields no days until a person completes it, in Vietnamese; None where it does."""
    if "on" in rule or "to" in rule:
        return None if _is_day(rule.get("on") or rule.get("to")) else "Ngày không có trong lịch; xin nhập lại ngày."
    if "within" in rule:
        return "Thời hạn tính từ một sự kiện; xin cho biết ngày bắt đầu tính."
    every = str(rule.get("every"))
    if every not in MONTHS:
        return "Chưa có thời hạn; xin cho biết ngày."
    if "last" not in rule:
        return f"{EACH[every]}, chưa có ngày; xin cho biết ngày phải xong."
    if _month_and_day(str(rule["last"])) is None or every == "year" and "-" not in str(rule["last"]):
        return "Ngày lặp lại chưa rõ; xin nhập ngày và tháng."
    return None


def _is_day(value: object) -> bool:
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _month_and_day(last: str) -> tuple[int, int] | None:
    """`05-09` -> (5, 9); `24` -> (0, 24), a day of a month that the period names; None for what is neither."""
    parts = re.fullmatch(r"(?:(\d\d)-)?(\d\d?)", last)
    if not parts:
        return None
    month, day = int(parts[1] or 0), int(parts[2])
    longest = calendar.monthrange(2024, month)[1] if 1 <= month <= 12 else 31
    return (month, day) if (1 <= month <= 12 or parts[1] is None) and 1 <= day <= longest else None


def _recurring(rule: Mapping[str, object], start: date, end: date) -> Iterator[Due]:
    month, day = _month_and_day(str(rule["last"])) or (12, 31)
    every = str(rule["every"])
    step = MONTHS[every]
    months = [month] if month else list(range(step, 13, step))
    for year in range(max(start.year, _year(rule.get("from"), 1)), min(end.year, _year(rule.get("until"), 9999)) + 1):
        for number in months:
            yield Due(_period(every, year, number, bool(month)), _clamped(year, number, day))


def _year(value: object, default: int) -> int:
    """A year given as a number or as the year of a day."""
    return int(str(value)[:4]) if value is not None and str(value)[:4].isdigit() else default


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _period(every: str, year: int, month: int, yearly: bool) -> str:
    """What is due: of a whole year where one day a year is set, else of the month, quarter or half it falls in."""
    if every == "month" and not yearly:
        return f"tháng {month}/{year}"
    if every == "quarter":
        return f"quý {ROMAN[(month - 1) // 3]}/{year}"
    if every == "half-year":
        return f"6 tháng {HALVES[(month - 1) // 6]} năm {year}"
    return f"năm {year}"
