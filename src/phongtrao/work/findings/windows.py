"""Windows of data (mốc số liệu) that overlap from one report to the next, or end after the report is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from phongtrao.work.findings.finding import WINDOW, Finding, dated_duties, live_rules, of_copy, of_duty
from phongtrao.work.models import Adoption, Duty
from vanban.deadlines import Window
from vanban.deadlines import windows as windows_in
from vanban.lines import fold

NEAR = 800
"""Characters within which a report's day and its window of data stand."""
LATE = timedelta(days=62)
"""A window that ends longer after a due day than this belongs to the next report."""
HALF = 200
"""Days of the longest window that is part of a year: such ones of a year must not overlap."""
LEAP = 2024


def windows(adoptions: list[Adoption]) -> Iterator[Finding]:
    """Windows of more than a year, parts of a year that overlap, and data not there yet when the report is due."""
    dated: dict[int, list[Duty]] = {}
    for duty in dated_duties(adoptions):
        if duty.kind == "report":
            dated.setdefault(duty.adoption_id, []).append(duty)
    for adoption in adoptions:
        text = adoption.reading.copy.text
        found = _each_once(windows_in(text, 0, len(text)), text)
        yield from (_odd(adoption, window) for window in found if window.odd)
        yield from (_overlap(adoption, *pair) for pair in combinations(found, 2) if _overlapping(*pair))
        for window in found:
            near = [d for d in dated.get(adoption.pk, []) if _distance(d, window) < NEAR]
            yield from _too_late(adoption, window, near)


def _each_once(found: tuple[Window, ...], text: str) -> list[Window]:
    """A text that a page printed twice tells each window but once."""
    return list({fold(" ".join(text[w.start : w.end].split())): w for w in reversed(found)}.values())[::-1]


def _odd(adoption: Adoption, window: Window) -> Finding:
    message = f"Mốc số liệu dài {window.days} ngày: số liệu của hai năm liền nhau bị trùng."
    return _finding(adoption, message, window)


def _overlapping(one: Window, other: Window) -> bool:
    """Whether two parts of a year, told near each other, share days."""
    if not one.first or not other.first or abs(one.start - other.start) > NEAR:
        return False
    ours, theirs = (_days(window) for window in (one, other))
    parts = len(ours) <= HALF and len(theirs) <= HALF
    return parts and bool(ours & theirs) and not (ours <= theirs or theirs <= ours)


def _days(window: Window) -> set[date]:
    """The days of a year that a window holds."""
    first, last = _day(str(window.first)), _day(window.last)
    length = (last - first).days % 366 + 1
    start = first - date(LEAP, 1, 1)
    return {date(LEAP, 1, 1) + timedelta(days=(start.days + n) % 366) for n in range(length)}


def _day(written: str) -> date:
    """`11-30` of a leap year."""
    month, day = map(int, written.split("-"))
    return date(LEAP, month, min(day, 29) if month == 2 else day)


def _overlap(adoption: Adoption, one: Window, other: Window) -> Finding:
    shared = len(_days(one) & _days(other))
    message = f"Hai mốc số liệu trùng nhau {shared} ngày: số liệu của những ngày đó bị tính hai lần."
    return _finding(adoption, message, one, other)


def _finding(adoption: Adoption, message: str, *found: Window) -> Finding:
    copy, document = adoption.reading.copy, adoption.document
    passages = tuple(of_copy(copy, document, w.start, w.end) for w in found)
    key = ":".join([WINDOW, str(copy.pk), *(str(w.start) for w in found)])
    return Finding(WINDOW, key, adoption, message, passages)


def _distance(duty: Duty, window: Window) -> int:
    return max(duty.start - window.end, window.start - duty.end, 0)


def _too_late(adoption: Adoption, window: Window, near: list[Duty]) -> Iterator[Finding]:
    """The report whose data end after its day, unless another near it fits the window."""
    last = _day(window.last)
    days = [(duty, _day(str(rule.rule["last"]))) for duty in near for rule in live_rules(duty) if _is_yearly(rule.rule)]
    if any(timedelta() <= _after(last, day) <= 2 * LATE for _, day in days):
        return
    for duty, day in days:
        if timedelta() < _after(day, last) <= LATE:
            message = (
                f"Số liệu lấy đến ngày {last:%d/%m} nhưng báo cáo phải gửi chậm nhất ngày {day:%d/%m}:"
                " chưa đủ số liệu khi đến hạn."
            )
            finding = _finding(adoption, message, window)
            passages = (*finding.passages, of_duty(duty))
            yield Finding(WINDOW, f"{finding.key}:{duty.pk}", adoption, message, passages)
            return


def _is_yearly(rule: dict[str, object]) -> bool:
    return "every" in rule and "-" in str(rule.get("last", ""))


def _after(one: date, other: date) -> timedelta:
    """How long after a day of the year another one comes next."""
    return timedelta(days=(other - one).days % 366)
