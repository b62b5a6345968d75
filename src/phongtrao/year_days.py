"""Days of a year as rules write them: `05/12`, `30/11 năm trước`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?: năm (?P<years>trước|sau))?")
_YEARS = {None: 0, "trước": -1, "sau": 1}


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of a year, or of one `years` from it: `15/12 năm trước` is (15, 12, -1)."""

    day: int
    month: int
    years: int = 0

    def of(self, year: int) -> date:
        """That day; in a February without a 29th its last one."""
        year += self.years
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


def year_day(written: str) -> YearDay:
    """`30/11 năm trước` → (30, 11, -1). Raises ValueError for what is no day of a year."""
    found = _DAY.fullmatch(" ".join(written.split()))
    if found is None or not 1 <= int(found["month"]) <= 12:
        raise ValueError(f'«{written}» không phải là ngày/tháng; xin ghi như "09/05" hoặc "30/11 năm trước"')
    day, month = int(found["day"]), int(found["month"])
    last = calendar.monthrange(2024, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"tháng {month} không có ngày {day}; xin ghi từ 01/{month:02d} đến {last}/{month:02d}")
    return YearDay(day, month, _YEARS[found["years"]])
