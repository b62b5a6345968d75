"""Deeds on a comparison: its windows, its lines, figures taken over from the site or typed with their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.initiatives.models import ComparedFigure, ComparedLine, Comparison, Pilot
from phongtrao.initiatives.models.pilots import LONGEST_LINE, LONGEST_TITLE
from phongtrao.initiatives.pilot_bodies import of_kind
from phongtrao.initiatives.pilot_plan import acting_post, checked
from phongtrao.measures import MEASURES, Measured, measured_for
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words

MOST_LINES = 12
LARGEST = 10**15
LONGEST_UNIT = 40
ROLES = ("actor", "decider")
"""Who compares: in charge of it, or deciding on it."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Days of both windows, each whole."""

    before_from: date
    before_until: date
    after_from: date
    after_until: date


@transaction.atomic
def compare(pilot: Pilot, title: str, windows: Windows, by: User, at: datetime) -> Comparison:
    """A new table without lines. Raises Refused."""
    post = acting_post(pilot, by, at.astimezone(HANOI).date(), *ROLES)
    title = checked(title, "Tên bảng", LONGEST_TITLE)
    _check(windows)
    if not of_kind(pilot.root, pilot.comparable, windows.after_from):
        raise Refused(
            f"Ngày {day_in_words(windows.after_from)} tỉnh không có đơn vị nào thuộc loại được thí điểm để đặt cạnh "
            "nhau; xin chọn thời gian khác."
        )
    row = Comparison.objects.create(
        case=pilot, title=title, before_from=windows.before_from, before_until=windows.before_until,
        after_from=windows.after_from, after_until=windows.after_until, by=by, at=at,
    )  # fmt: skip
    LogEntry.record(by, "compare_pilot", pilot, at, pilot.organisation, post, comparison=row.pk)
    return row


def _check(windows: Windows) -> None:
    if windows.before_from > windows.before_until or windows.after_from > windows.after_until:
        raise Refused("Ngày kết thúc của một khoảng thời gian trước ngày bắt đầu; xin xem lại.")
    if windows.after_from <= windows.before_until:
        raise Refused("Khoảng «sau» phải bắt đầu sau khi khoảng «trước» kết thúc; xin xem lại.")


@transaction.atomic
def add_line(row: Comparison, title: str, unit: str, measure: str, by: User, at: datetime) -> ComparedLine:
    """A further figure to compare: `measure` names one that the site counts, or is empty; one that stands there under
    the same name is not added again. Raises Refused."""
    post = acting_post(row.case, by, at.astimezone(HANOI).date(), *ROLES)
    Comparison.objects.select_for_update(of=("self",)).get(pk=row.pk)
    count = row.lines.count()
    if count >= MOST_LINES:
        raise Refused(f"Mỗi bảng nhiều nhất {MOST_LINES} số liệu; xin lập bảng khác.")
    if measure and measure not in MEASURES:
        raise Refused(f"Hệ thống không đếm «{measure}»; có: {', '.join(sorted(MEASURES))}.")
    known = MEASURES.get(measure)
    title, unit = title or (known.title if known else ""), unit or (known.unit if known else "")
    said = {
        "title": checked(title, "Tên số liệu", LONGEST_TITLE), "measure": measure,
        "unit": checked(unit, "Đơn vị tính", LONGEST_UNIT, needed=False),
    }  # fmt: skip
    if there := row.lines.filter(**said).first():
        return there
    line = ComparedLine.objects.create(comparison=row, nth=count + 1, **said)
    LogEntry.record(
        by, "add_compared_line", row.case, at, row.case.organisation, post, comparison=row.pk, line=line.nth
    )
    return line


@dataclass(frozen=True, slots=True)
class Taken:
    """How many figures were taken over; `unseen`: bodies whose figures the person may not see; `nothing`: how many
    the site does not have."""

    figures: int
    unseen: int
    nothing: int


@transaction.atomic
def take_figures(row: Comparison, by: User, at: datetime) -> Taken:
    """Take over what the site counts for lines with a measure, of bodies that the person sees; what was typed stays.

    Raises Refused.
    """
    day = at.astimezone(HANOI).date()
    post = acting_post(row.case, by, day, *ROLES)
    lines = list(row.lines.exclude(measure=""))
    if not lines:
        raise Refused("Bảng chưa có số liệu nào do hệ thống đếm; xin thêm, hoặc tự ghi số.")
    bodies = of_kind(row.case.root, row.case.comparable, row.after_from)
    seen = bodies if by.sees_all(day) else [body for body in bodies if body.pk in by.reach(day)]
    counted = [
        figure
        for line in lines
        for when in ComparedFigure.WHEN
        for body, found in _counted(line, when, {one.pk for one in seen}, day).items()
        if (figure := _figure(line, body, when, found, by, at))
    ]
    ComparedFigure.objects.filter(line__in=lines, taken=True, organisation__in=seen).delete()
    ComparedFigure.objects.bulk_create(counted, ignore_conflicts=True)
    said = {"comparison": row.pk, "figures": len(counted)}
    LogEntry.record(by, "take_figures", row.case, at, row.case.organisation, post, **said)
    asked = len(lines) * len(seen) * len(ComparedFigure.WHEN)
    return Taken(len(counted), len(bodies) - len(seen), asked - len(counted))


def _counted(line: ComparedLine, when: str, bodies: set[int], day: date) -> dict[int, Measured]:
    """What the site counts in a window; nothing for one that has not begun."""
    first, last = line.comparison.window(when)
    return measured_for(line.measure, bodies, first, last, day) if first <= day else {}


def _figure(line: ComparedLine, body: int, when: str, found: Measured, by: User, at: datetime) -> ComparedFigure | None:
    """The row of it; None for a part of nothing, which is no figure."""
    if found.base == 0:
        return None
    return ComparedFigure(
        line=line, organisation_id=body, when=when, value=found.value, base=found.base,
        source=found.lineage[:LONGEST_LINE], taken=True, by=by, at=at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure with where it comes from."""

    value: int
    source: str
    base: int | None = None


@transaction.atomic
def type_figure(
    line: ComparedLine, body: Organisation, when: str, typed: TypedFigure, by: User, at: datetime
) -> ComparedFigure:
    """A figure that a person knows from a paper; takes the place of what stood there. Raises Refused."""
    row, day = line.comparison, at.astimezone(HANOI).date()
    post = acting_post(row.case, by, day, *ROLES)
    source = checked(typed.source, "Nguồn số liệu", LONGEST_LINE)
    _check_numbers(typed)
    if body.pk not in {one.pk for one in of_kind(row.case.root, row.case.comparable, row.after_from)}:
        raise Refused(f"{body.name_on(row.after_from)} không thuộc các đơn vị được đặt cạnh nhau trong bảng này.")
    said = {"value": typed.value, "base": typed.base, "source": source, "taken": False, "by": by, "at": at}
    figure, _ = ComparedFigure.objects.update_or_create(line=line, organisation=body, when=when, defaults=said)
    LogEntry.record(
        by, "type_figure", row.case, at, row.case.organisation, post, comparison=row.pk, line=line.nth, place=body.code
    )
    return figure


def _check_numbers(typed: TypedFigure) -> None:
    for number in (typed.value, typed.base):
        if number is not None and not 0 <= number <= LARGEST:
            raise Refused("Số phải từ 0 đến một triệu tỷ; xin xem lại.")
    if typed.base is not None and typed.value > typed.base:
        raise Refused("Số không lớn hơn tổng số; xin xem lại hai số.")
