"""Tiến độ: who sent reports on time, late or not at all, and what became of them: by level, by body and by year.

What counts as on time is said in one place, `expected.sent_day`: the first sending that was not returned, so that a
correction never counts against a body.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.wording import LEVELS
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.reports.cells import percent
from phongtrao.reports.expected import Owed, owed
from phongtrao.reports.form import Value
from phongtrao.reports.models import Report, ReportForm
from phongtrao.reports.periods import Period, period
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of

WAYS = {"on_time": "đúng hạn", "late": "gửi muộn", "missing": "quá hạn chưa gửi", "waiting": "chưa đến hạn"}
"""How a body stands to its last day; each that is expected stands in one of them."""
YEARS_BACK = 3
PARTS = {
    "year": ("",),
    "half_year": ("-H2", "-H1"),
    "quarter": ("-Q4", "-Q3", "-Q2", "-Q1"),
    "month": tuple(f"-M{month:02d}" for month in range(12, 0, -1)),
}


def way(one: Owed) -> str:
    """A key of WAYS. Without a last day nothing is late: what was not sent is waited for."""
    if one.is_sent:
        return "late" if one.days_late else "on_time"
    return "missing" if one.days_late else "waiting"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports are expected, how they stand to the last day (together all of them), and how complete they are:
    accepted; returned and not sent again."""

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    waiting: int = 0
    accepted: int = 0
    returned: int = 0

    @property
    def share(self) -> str:
        """`70,5 %` of those that had to be there by now came on time; a dash where none had."""
        return percent(Value(self.on_time, self.expected - self.waiting))


def tallied(rows: Iterable[Owed]) -> Tally:
    """What these come to."""
    rows = list(rows)
    ways = Counter(map(way, rows))
    accepted, returned = sum(one.is_accepted for one in rows), sum(one.is_returned for one in rows)
    return Tally(len(rows), **{name: ways[name] for name in WAYS}, accepted=accepted, returned=returned)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Reports of one period as they stand on the day."""

    of: Period
    rows: list[Owed]
    level: dict[int, str]
    """Of each body, on the last day of the period."""

    @property
    def whole(self) -> Tally:
        return tallied(self.rows)

    @property
    def levels(self) -> dict[str, Tally]:
        """By level, the highest first."""
        by: dict[str, list[Owed]] = defaultdict(list)
        for one in self.rows:
            by[self.level.get(one.organisation, "")].append(one)
        return {level: tallied(by[level]) for level in (*LEVELS, "") if level in by}


def timeliness(form: ReportForm, of: Period, body: Organisation, day: date) -> Timeliness:
    """How the reports that the body waits for stand on the day; eight queries."""
    rows = owed(form, of, body, day)
    there = OrganisationVersion.objects.on(of.last).filter(organisation__among={one.organisation for one in rows})
    return Timeliness(of, rows, dict(there.order_by().values_list("organisation", "level")))


def years(form: ReportForm, of: Period, body: Organisation, day: date) -> list[Timeliness]:
    """The period and the same one of three years before, the last first; of years before all reports none is told."""
    found, one = [timeliness(form, of, body, day)], of.a_year_before()
    for _ in range(YEARS_BACK):
        if one is None:
            break
        found.append(timeliness(form, one, body, day))
        one = one.a_year_before()
    while len(found) > 1 and not any(row.report for row in found[-1].rows):
        found.pop()
    return found


def periods_of(form: ReportForm, day: date) -> list[Period]:
    """Periods for which the form is sent in and whose data had begun on the day, of four years; the last first. Of
    several years those of which a report was begun, or for which a person chose one of a duty's days.

    What was due before the form came into force is nobody's report.
    """
    version, since = form.version_on(day), form.versions.aggregate(first=Min("valid_from"))["first"]
    if version is None:
        return []
    kinds = dict.fromkeys(rule.every for rule in version.said.periods if rule.every in PARTS)
    keys = (f"{day.year - n}{part}" for n in range(YEARS_BACK + 1) for every in kinds for part in PARTS[every])
    ruled = ((one, version.said.rule_for(one)) for one in map(period, keys))
    begun = [
        one for one, rule in ruled if rule and rule.window(one)[0] <= day and (rule.due_on(one) or one.last) >= since
    ]
    spans = _spans(form) if any(rule.every == "span" for rule in version.said.periods) else set()
    return sorted([*begun, *spans], key=lambda one: (one.last, one.first), reverse=True)


def _spans(form: ReportForm) -> set[Period]:
    """Periods of several years that somebody named."""
    keys = {key for use in form.uses.all() for key in use.periods.values() if key}
    keys |= set(Report.objects.filter(form=form).order_by().values_list("period", flat=True).distinct())
    return {of for of in map(period, keys) if of.every == "span"}


@dataclass(frozen=True, slots=True)
class Line:
    """A body's report, and that of the year before."""

    name: str
    level: str
    owed: Owed
    before: Owed | None

    @property
    def said(self) -> str:
        return words_of(self.owed)

    @property
    def said_before(self) -> str:
        return words_of(self.before) if self.before else ""


def words_of(one: Owed) -> str:
    """`gửi muộn 3 ngày`, `quá hạn chưa gửi 12 ngày, đang trả lại`."""
    late = f" {one.days_late} ngày" if one.days_late else ""
    return f"{WAYS[way(one)]}{late}" + (", đang trả lại" if one.is_returned else "")


ORDER = ("missing", "late", "waiting", "on_time")


def lines(now: Timeliness, before: Timeliness | None, level: str = "") -> list[Line]:
    """By body, those first that are waited for longest; of one level where it is named."""
    names = names_of((one.organisation for one in now.rows), now.of.last)
    then = {one.organisation: one for one in before.rows} if before else {}
    found = [
        Line(names[one.organisation], now.level.get(one.organisation, ""), one, then.get(one.organisation))
        for one in now.rows
        if level in ("", now.level.get(one.organisation))
    ]
    return sorted(found, key=lambda line: (ORDER.index(way(line.owed)), -line.owed.days_late, line.name))


COLUMNS = (
    Column("Đơn vị", 40),
    Column("Cấp", 16),
    Column("Tình hình", 28),
    Column("Thời hạn", 14),
    Column("Ngày gửi", 14),
    Column("Đã nhận", 10),
    Column("Cùng kỳ năm trước", 28),
)


def printed(form: ReportForm, body: Organisation, found: list[Timeliness], level: str, day: date) -> PrintedTable:
    """The list of bodies for paper and Excel."""
    now, whole = found[0], found[0].whole
    told = ", ".join(f"{number} {words}" for name, words in WAYS.items() if (number := getattr(whole, name)))
    above = (body.name_on(now.of.last), f"Phải gửi {whole.expected}: {told}. Số liệu ngày {day_in_words(day)}")
    rows = list(_cells(lines(now, found[1] if len(found) > 1 else None, level)))
    return PrintedTable("Tiến độ", f"Tiến độ gửi {form.title}, {now.of.words}", above, COLUMNS, rows)


def _cells(found: Iterable[Line]) -> Iterator[list[Cell]]:
    for line in found:
        days = (day_in_words(line.owed.due), day_in_words(line.owed.sent_on))
        accepted = "đã nhận" if line.owed.is_accepted else ""
        yield [line.name, LEVELS.get(line.level, ""), line.said, *days, accepted, line.said_before]
