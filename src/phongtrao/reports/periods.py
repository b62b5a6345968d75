"""Periods of reports: their keys, their words, the days they cover, and the data that a report of one holds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

EVERY = {
    "year": "hằng năm",
    "half_year": "6 tháng",
    "quarter": "hằng quý",
    "month": "hằng tháng",
    "span": "nhiều năm",
}
"""Kinds of period; `span` is of several years, as of an interim or a final review: `2021-2025`."""
_KEY = re.compile(r"(?P<year>\d{4})(?:-(?P<part>H[12]|Q[1-4]|M(?:0[1-9]|1[0-2]))|-(?P<last>\d{4}))?")
_MONTHS = {"H": 6, "Q": 3, "M": 1}
_KINDS = {"H": "half_year", "Q": "quarter", "M": "month"}
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period by its key: `2026`, `2026-H1`, `2026-Q3`, `2026-M05`, `2021-2025`. Made by `period`."""

    first: date
    last: date
    key: str
    every: str

    @property
    def words(self) -> str:
        """`năm 2026`, `6 tháng đầu năm 2026`, `quý III năm 2026`, `tháng 5 năm 2026`, `giai đoạn 2021-2025`."""
        year, part = self.first.year, self.key[6:]
        if self.every == "half_year":
            return f"6 tháng {'đầu' if part == '1' else 'cuối'} năm {year}"
        if self.every == "quarter":
            return f"quý {_QUARTERS[int(part) - 1]} năm {year}"
        if self.every == "month":
            return f"tháng {int(part)} năm {year}"
        return f"năm {year}" if self.every == "year" else f"giai đoạn {self.key}"

    def before(self) -> Period | None:
        """The period of the same kind just before; none before one of several years."""
        if self.every == "span":
            return None
        year, part = self.first.year, self.key[5:]
        if not part:
            return period(str(year - 1))
        sign, number = part[0], int(part[1:])
        if number > 1:
            return period(f"{year}-{_part(sign, number - 1)}")
        return period(f"{year - 1}-{_part(sign, 12 // _MONTHS[sign])}")

    def a_year_before(self) -> Period | None:
        """The same period of the year before; none before one of several years."""
        return self.years_on(-1)

    def years_on(self, years: int) -> Period | None:
        """The same period so many years later; none of one of several years."""
        return None if self.every == "span" else period(f"{self.first.year + years}{self.key[4:]}")


def _part(sign: str, number: int) -> str:
    return f"{sign}{number:02d}" if sign == "M" else f"{sign}{number}"


def period(key: str) -> Period:
    """The period of a key. Raises ValueError, with a Vietnamese text, for anything that is none.

    >>> period("2026-H2").first, period("2026-H2").words
    (datetime.date(2026, 7, 1), '6 tháng cuối năm 2026')
    """
    found = _KEY.fullmatch(key.strip())
    if found is None or not 1900 <= int(found["year"]) <= 2200 or (found["last"] and found["last"] <= found["year"]):
        raise ValueError(
            f"Không có kỳ báo cáo «{key}»; xin ghi như 2026, 2026-H1 (6 tháng đầu năm), 2026-Q3, 2026-M05, 2021-2025."
        )
    year, part = int(found["year"]), found["part"]
    if found["last"]:
        return Period(date(year, 1, 1), date(int(found["last"]), 12, 31), key.strip(), "span")
    if not part:
        return Period(date(year, 1, 1), date(year, 12, 31), key.strip(), "year")
    months = _MONTHS[part[0]]
    last = months * int(part[1:])
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Period(date(year, last - months + 1, 1), end, key.strip(), _KINDS[part[0]])


def lately(every: str, day: date, most: int = 5) -> list[Period]:
    """The period of this kind (not `span`) in which the day lies, and those before it."""
    found = [holding(every, day)]
    while len(found) < most and (before := found[-1].before()):
        found.append(before)
    return found


def holding(every: str, day: date) -> Period:
    """The period of this kind (not `span`) in which the day lies."""
    if every == "year":
        return period(str(day.year))
    sign = next(sign for sign, kind in _KINDS.items() if kind == every)
    return period(f"{day.year}-{_part(sign, (day.month - 1) // _MONTHS[sign] + 1)}")
