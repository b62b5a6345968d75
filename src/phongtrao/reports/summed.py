"""A roll-up as its page and its files show it: by section and indicator, the year before beside, who is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phongtrao.charts import Bar, Chart, Group
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.procedures import REPORT
from phongtrao.reports.cells import spoken
from phongtrao.reports.expected import Owed, asking, owed, owed_by
from phongtrao.reports.form import Form, Indicator, Value
from phongtrao.reports.models import ReportForm
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import BASES, Total, counted_in, reports_below, totals_in
from phongtrao.reports.todays_map import roll_up_now
from phongtrao.reports.year_before import Before, year_before
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of

MAPS = {"then": "như khi đó", "now": "bản đồ hôm nay"}
NO_FIGURE = "chưa có số liệu"


@dataclass(frozen=True, slots=True)
class Question:
    """Which roll-up is asked for."""

    form: ReportForm
    of: Period
    body: Organisation
    basis: str = "accepted"
    map: str = "then"

    @property
    def said(self) -> Form | None:
        """The form as it read at the end of the period."""
        version = self.form.version_on(self.of.last)
        return version.said if version else None

    @property
    def title(self) -> str:
        return f"{self.form.title}, {self.of.words}"


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator's total, and that of the same period a year before."""

    indicator: Indicator
    total: Total
    before: Total

    @property
    def said(self) -> str:
        return total_words(self.indicator, self.total.value)

    @property
    def said_before(self) -> str:
        return total_words(self.indicator, self.before.value)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form with the lines that stand in it."""

    name: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A body whose report is not counted yet."""

    name: str
    owed: Owed

    @property
    def said(self) -> str:
        """How far its report is: `đã gửi, chờ nhận`; `chưa gửi`."""
        return "chưa gửi" if self.owed.state == "draft" else REPORT.words[self.owed.state]


@dataclass(frozen=True, slots=True)
class Summed:
    """All that a roll-up shows."""

    sections: tuple[Section, ...]
    counted: int
    missing: tuple[Missing, ...]
    note: str = ""
    """Whose figures of the year before stand beside, where they are not the body's own; or why there are none."""


def total_words(indicator: Indicator, value: Value | None) -> str:
    """A total in words; says so where there is none."""
    return NO_FIGURE if value is None else spoken(indicator.as_total, value)


def summed(asked: Question, day: date) -> Summed:
    """Add up what is asked for, as of the day. Raises NotOnMap where today's map cannot be had."""
    below = tree.below_told(asked.body.pk, asked.of.last)
    if asked.map == "now":
        found = roll_up_now(asked.form, asked.of, asked.body, asked.basis, day)
        totals, counted = found.totals, found.counted
    else:
        reports = reports_below(asked.form, asked.of, asked.body, below)
        totals, counted = totals_in(asked.form, reports, asked.basis), counted_in(reports, asked.basis)
    waited = [one for one in owed(asked.form, asked.of, asked.body, day, below) if one.organisation not in counted]
    before, missed = _before(asked, day), tuple(_named(waited, asked.of))
    return Summed(sections(asked.said, totals, before.totals), len(counted), missed, before.note)


def _before(asked: Question, day: date) -> Before:
    of = asked.of.a_year_before()
    if of is not None and asked.map == "now":
        return Before(roll_up_now(asked.form, of, asked.body, asked.basis, day).totals)
    return year_before(asked.form, asked.of, asked.body, asked.basis)


def sections(said: Form | None, totals: dict[str, Total], before: dict[str, Total]) -> tuple[Section, ...]:
    """The form's sections in order, those without indicators left out."""
    if said is None:
        return ()
    none = Total(None)
    lines = [(i.section, Line(i, totals.get(i.name, none), before.get(i.name, none))) for i in said.indicators]
    made = (Section(n, title, tuple(line for at, line in lines if at == n)) for n, title in said.sections)
    return tuple(section for section in made if section.lines)


def missing(asked: Question, bodies: Iterable[int], day: date) -> list[Missing]:
    """These bodies by name, with the clause that asks for the report and how late it is: the latest first."""
    waited = list(bodies)
    duties = {pk: duty for pk, duty, _ in asking(asked.form)} if waited else {}
    return _named(owed_by(asked.form, asked.of, {pk: duties.get(pk) for pk in waited}, day), asked.of) if waited else []


def _named(rows: list[Owed], of: Period) -> list[Missing]:
    names = names_of([one.organisation for one in rows], of.last)
    rows = sorted(rows, key=lambda one: (-one.days_late, names[one.organisation]))
    return [Missing(names[one.organisation], one) for one in rows]


def chart_of(section: Section, of: Period) -> Chart:
    """The section's totals by year. Levels are not drawn: a worse one is no longer bar."""
    before = of.a_year_before()
    series = (of.words, before.words) if before else (of.words,)
    return Chart(
        key=f"bieu-do-{section.name}".replace("_", "-"),
        title=f"{section.title}, {of.words}",
        groups=tuple(_group(line, len(series)) for line in section.lines if line.indicator.type != "level"),
        series=series,
        one_scale=False,
    )


def _group(line: Line, series: int) -> Group:
    totals = (line.total.value, line.before.value)[:series]
    bars = tuple(Bar(length_of(value), total_words(line.indicator, value)) for value in totals)
    return Group(line.indicator.title, bars)


def length_of(value: Value | None) -> float | None:
    """How long a figure is drawn: of a share what it comes to."""
    if value is None or value.base is None:
        return None if value is None else float(value.value)
    return value.value / value.base if value.base else None


COLUMNS = (
    Column("Phần", 24),
    Column("Chỉ tiêu", 44),
    Column("Đơn vị tính", 12),
    Column("Kết quả", 18),
    Column("Cùng kỳ năm trước", 18),
    Column("Số báo cáo có số liệu", 12),
)


def printed(asked: Question, found: Summed, day: date) -> PrintedTable:
    """The roll-up for paper and Excel."""
    names = "; ".join(one.name for one in found.missing)
    above = (
        asked.body.name_on(asked.of.last),
        f"{BASES[asked.basis].capitalize()}, {MAPS[asked.map]}, số liệu ngày {day_in_words(day)}",
        f"Đã tính {found.counted} báo cáo" + (f", còn thiếu {len(found.missing)}: {names}" if names else ""),
        *([found.note] if found.note else []),
    )
    rows = [_cells(section, line) for section in found.sections for line in section.lines]
    return PrintedTable("Tổng hợp", f"Tổng hợp {asked.title}", above, COLUMNS, rows)


def _cells(section: Section, line: Line) -> list[Cell]:
    one = line.indicator.as_total
    unit = "%" if one.type == "share" else one.unit
    values = (_cell(one, line.total.value), _cell(one, line.before.value))
    return [section.title, one.title, unit, *values, line.total.parts]


def _cell(indicator: Indicator, value: Value | None) -> Cell:
    """Whole numbers as numbers, for Excel to sum; shares and levels in words."""
    if value is None:
        return ""
    return spoken(indicator, value) if indicator.type in ("share", "level") else value.value
