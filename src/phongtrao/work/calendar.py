"""The calendar of working days: what is shipped, and what a person entered over it."""

from __future__ import annotations

import csv
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.models import EnteredDay
from phongtrao.working_days import KINDS, MOVED, WORKED, Calendar, SpecialDay

SHIPPED = Path(__file__).parent / "data" / "special_days.csv"
FIRST, LAST = 2000, 2100


@lru_cache(maxsize=1)
def shipped() -> tuple[SpecialDay, ...]:
    """Days that are known where nobody has entered any; not all of every year (`Calendar.missing`)."""
    with SHIPPED.open(encoding="utf-8", newline="") as rows:
        return tuple(SpecialDay(date.fromisoformat(r["day"]), r["kind"], r["source"]) for r in csv.DictReader(rows))


def calendar() -> Calendar:
    """The calendar as it stands; one query."""
    return _with(tuple(SpecialDay(row.day, row.kind, row.source) for row in EnteredDay.objects.all()))


@lru_cache(maxsize=8)
def _with(entered: tuple[SpecialDay, ...]) -> Calendar:
    """Kept, because a calendar works out each year's days but once."""
    known = {special.day: special for special in (*shipped(), *entered)}
    return Calendar(tuple(known[day] for day in sorted(known) if known[day].kind))


@transaction.atomic
def enter_day(day: date, kind: str, source: str, by: User, at: datetime) -> EnteredDay:
    """Write down what kind of day it is, `""` for an ordinary one. Raises Refused with what is wrong."""
    if not by.sees_all(at.astimezone(HANOI).date()):
        raise Refused("Chỉ quản trị hệ thống được sửa lịch làm việc: lịch này dùng chung cho mọi đơn vị.")
    if not source.strip():
        raise Refused("Xin ghi căn cứ: thông báo số mấy, ngày nào, của cơ quan nào.")
    if wrong := _wrong(day, kind):
        raise Refused(wrong)
    told = {"kind": kind, "source": source.strip(), "by": by, "at": at}
    row, _ = EnteredDay.objects.update_or_create(day=day, defaults=told)
    LogEntry.record(by, "enter_day", row, at, day=day.isoformat(), kind=kind, source=source.strip())
    return row


def _wrong(day: date, kind: str) -> str | None:
    if kind and kind not in KINDS:
        return f"Không có loại ngày «{kind}»; xin chọn một trong: {', '.join(KINDS)}."
    if not FIRST <= day.year <= LAST:
        return f"Năm phải từ {FIRST} đến {LAST}."
    if kind == WORKED and day.weekday() < 5:
        return "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; ngày thường vốn đã làm việc."
    if kind == MOVED and day.weekday() >= 5:
        return "Ngày nghỉ hoán đổi phải là ngày thường; thứ Bảy, Chủ nhật vốn đã nghỉ."
    return None
