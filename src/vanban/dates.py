"""How documents name a day, month, quarter, part of a year or year; and the calendar behind it.

Words are matched with the tone marks that scanning commonly confuses (`truớc`, `hảng năm`, `qúy`). What cannot be
(30/02, tháng 13) is no moment: nothing is ever moved to a neighbouring day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

TRUOC = r"tr[ưuừứ][ớơờóòôộở]c"
NGAY = r"ng[àảáã]y"
THANG = r"th[áàảạâ]ng"
NAM = r"n[ăâàáãǎ]m"
QUY = r"(?:qu[ýíỳỷ]|qúy)"
HANG = r"h[ằàăảáắâẳ]ng"
DEN = r"(?:đ[ếêéề]n|tới)"
HET = r"h[ếêé]t"
CUOI = r"cu[ốôồ]i"
DASH = r"[-–—]"
NEXT_YEAR = r"sau|tới|kế\s+tiếp|tiếp\s+theo|liền\s+kề|liền\s+sau"

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
SPOKEN = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9}
LEAP = 2024
"""A year to count in where the text names none: every day that can be is in it."""

Groups = dict[str, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """What the text names: from (month, day) to (month, day) of `year`, which is None where it names none.

    A last day of 0 is the end of its month. `shift` counts from the year of issue: 0 for `năm nay`, 1 for `năm sau`,
    None where the text says neither.
    """

    unit: str
    """`day`, `month`, `quarter`, `half`, `year`; `end` for the end of a longer one."""
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    shift: int | None = None

    def start(self, year: int) -> date:
        """First day in that year; ValueError where there is none, as 29/02 of a common year."""
        return date(year, *self.first)

    def end(self, year: int) -> date:
        """Last day in that year; ValueError where there is none."""
        month, day = self.last
        return date(year, month, day or calendar.monthrange(year, month)[1])

    def exists(self, year: int) -> bool:
        """Whether both its days are days of the calendar in that year."""
        try:
            return self.start(year) <= self.end(year)
        except ValueError:
            return False

    def settled(self, issued: date | None) -> int | None:
        """The year meant: the one named, else that of issue, or the next where the day is past at issue.

        None where nothing tells it, or where the day does not exist in it.
        """
        year = self.year
        if year is None and issued is not None:
            year = issued.year + (self.shift or 0)
            if self.shift is None and self.exists(year) and self.end(year) < issued:
                year += 1
        return year if year is not None and self.exists(year) else None


def day_pattern(tag: str, past: bool = False) -> str:
    """`ngày 05 tháng 12 năm 2025`, `thứ Sáu, ngày 5/12/2025`, `05-12-2025`, `5/12`; group names end in the tag.

    A day `năm trước` is only matched where the past is asked for.
    """
    guard = "" if past else rf"|\s+{NAM}\s+(?:{TRUOC}|ngoái|\d)"
    return (
        rf"(?:th[ứử]\s+\w{{2,4}},?\s+)?(?P<ngay{tag}>{NGAY}\s+)?(?<!\d)(?<!\d[/.,-])(?P<d{tag}>\d{{1,2}})"
        rf"(?:\s?/\s?|\.|\s?-\s?(?=\d{{1,2}}\s?-\s?\d{{4}})|\s+(?P<thang{tag}>{THANG})\s+)(?P<m{tag}>\d{{1,2}})"
        rf"(?:(?:\s?/\s?|\.|\s?-\s?|,?\s+{NAM}\s+)(?P<y{tag}>\d{{4}}|\d{{2}})|\s+{NAM}\s+(?P<rel{tag}>nay|{NEXT_YEAR}))?"
        rf"(?![\d/%]{guard})"
    )


def month_pattern(tag: str) -> str:
    """`tháng 12 năm 2025`, `tháng 6/2026`, `tháng 9`, `T6/2026`, `6/2026`; not the month within a day."""
    return (
        rf"(?:(?<!\d\s){THANG}\s+(?P<month{tag}>\d{{1,2}})(?:{_year('monthyear', tag)})?"
        rf"|(?:\bT\.?\s?)?(?<![\d/.,-])(?P<shortmonth{tag}>\d{{1,2}})\s?/\s?(?P<shortyear{tag}>(?:19|20)\d\d))(?![\d/])"
    )


def quarter_pattern(tag: str) -> str:
    """`Quý IV/2019`, `quý 4 năm 2017`, `Q.IV`, `Q1/2026`; a scanned `l` or `1` counts as `I`."""
    return (
        rf"(?:{QUY}|\bQ\.?(?=\s?[IV1-4]))\s?(?P<quarter{tag}>[IVl1]{{1,3}}|[2-4]|một|hai|ba|bốn)(?![\w%])"
        rf"(?:{_year('quarteryear', tag)})?(?![\d/])"
    )


def half_pattern(tag: str) -> str:
    """`6 tháng đầu năm 2026`, `9 tháng đầu năm`, `nửa cuối năm 2025`."""
    return (
        rf"(?:(?P<months{tag}>0?[369]|ba|sáu|chín)\s+{THANG}|nửa)\s+(?P<side{tag}>đầu|{CUOI})\s+{NAM}"
        rf"(?:\s+(?P<halfyear{tag}>\d{{4}})|\s+(?P<halfyearrel{tag}>nay|{NEXT_YEAR}))?(?![\d/])"
    )


def year_pattern(tag: str) -> str:
    """`năm 2026`, `năm nay`, `năm tới`; not the first year of a span."""
    return rf"{NAM}\s+(?:(?P<year{tag}>(?:19|20)\d\d)(?!\s?[-–—/]\s?\d|\d)|(?P<yearrel{tag}>nay|tới)(?!\w))"


def end_pattern(tag: str) -> str:
    """`cuối tháng 6/2026`, `cuối quý II`, `cuối năm 2025`, `cuối năm`: the last day of it."""
    inner = f"{month_pattern(tag + 'e')}|{quarter_pattern(tag + 'e')}|{year_pattern(tag + 'e')}"
    return rf"(?P<cuoi{tag}>{CUOI})\s+(?:{inner}|(?P<cuoinam{tag}>{NAM})(?!\s*\d|\w|\s+(?:học|ngoái|{TRUOC})))"


def period_pattern(tag: str) -> str:
    """Anything longer than a day."""
    return f"(?:{half_pattern(tag)}|{month_pattern(tag)}|{quarter_pattern(tag)}|{year_pattern(tag)})"


def moment_pattern(tag: str) -> str:
    """A day or anything longer, or the end of it."""
    return f"(?:{day_pattern(tag)}|{end_pattern(tag)}|{period_pattern(tag)})"


def _year(name: str, tag: str) -> str:
    rel = rf"\s+{NAM}\s+(?P<{name}rel{tag}>nay|{NEXT_YEAR})"
    return rf"(?:\s?/\s?|[.\-]|,?\s+{NAM}\s+)(?P<{name}{tag}>\d{{4}})|{rel}"


def full_year(words: str) -> int:
    """`19` -> 2019, `98` -> 1998, `2026` -> 2026."""
    year = int(words)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def quarter_number(words: str) -> int | None:
    """`IV`, `lV`, `4`, `bốn` -> 4; None for what is no quarter."""
    if words.casefold() in SPOKEN:
        return SPOKEN[words.casefold()]
    return int(words) if words in {"2", "3", "4"} else ROMAN.get(words.replace("1", "I").replace("l", "I").upper())


@lru_cache(maxsize=512)
def _tagged(pattern: str, tag: str) -> tuple[tuple[str, int], ...]:
    """The groups of a pattern whose names end in the tag, without it, and their numbers."""
    names = re.compile(pattern, re.IGNORECASE).groupindex.items()
    return tuple((name.removesuffix(tag), number) for name, number in names if name.endswith(tag))


def moment(match: re.Match[str], tag: str) -> Moment | None:
    """The moment that the groups of a match name under a tag; None where they name none or an impossible one."""
    groups = {name: words for name, number in _tagged(match.re.pattern, tag) if (words := match[number])}
    if "cuoi" in groups:
        whole = Moment("year", (1, 1), (12, 31)) if "cuoinam" in groups else moment(match, tag + "e")
        return whole and Moment("end", (whole.last[0], 1), whole.last, whole.year, whole.shift)
    for part in (_day, _half, _month, _quarter, _whole_year):
        found = part(groups)
        if found is not None:
            return found if found.exists(found.year or LEAP) else None
    return None


def _day(groups: Groups) -> Moment | None:
    if "d" not in groups:
        return None
    place = int(groups["m"]), int(groups["d"])
    return Moment("day", place, place, _named(groups, "y"), _shift(groups, "rel"))


def _half(groups: Groups) -> Moment | None:
    if "side" not in groups:
        return None
    words = groups.get("months", "6").casefold()
    months = SPOKEN[words] if words in SPOKEN else int(words)
    first, last = ((1, 1), (months, 0)) if groups["side"].casefold() == "đầu" else ((13 - months, 1), (12, 31))
    return Moment("half", first, last, _named(groups, "halfyear"), _shift(groups, "halfyearrel"))


def _month(groups: Groups) -> Moment | None:
    words = groups.get("month") or groups.get("shortmonth")
    if not words:
        return None
    year = _named(groups, "monthyear") or _named(groups, "shortyear")
    return Moment("month", (int(words), 1), (int(words), 0), year, _shift(groups, "monthyearrel"))


def _quarter(groups: Groups) -> Moment | None:
    number = quarter_number(groups["quarter"]) if "quarter" in groups else None
    if not number:
        return None
    year, shift = _named(groups, "quarteryear"), _shift(groups, "quarteryearrel")
    return Moment("quarter", (3 * number - 2, 1), (3 * number, 0), year, shift)


def _whole_year(groups: Groups) -> Moment | None:
    if "year" not in groups and "yearrel" not in groups:
        return None
    return Moment("year", (1, 1), (12, 31), _named(groups, "year"), _shift(groups, "yearrel"))


def _named(groups: Groups, name: str) -> int | None:
    return full_year(groups[name]) if name in groups else None


def _shift(groups: Groups, name: str) -> int | None:
    return None if name not in groups else 0 if groups[name].casefold() == "nay" else 1


def day_before(month: int, day: int) -> tuple[int, int]:
    """The day before, in any year: before 1 March it is 29 February, which a common year cuts to the 28th."""
    before = date(LEAP, month, day) - timedelta(days=1)
    return before.month, before.day


def month_day(month: int, day: int) -> str:
    """`(5, 9)` -> `05-09`; a day of 0 is the last of the month."""
    return f"{month:02d}-{day or calendar.monthrange(LEAP, month)[1]:02d}"
