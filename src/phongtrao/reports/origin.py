"""Từ đâu? A figure opened down to each body's cell: which edition, who sent it and when, which clause asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phongtrao.charts import Bar, Chart, Group
from phongtrao.reports.cells import spoken
from phongtrao.reports.expected import asking_duties
from phongtrao.reports.form import Indicator, Value
from phongtrao.reports.models import Edition, ReportForm
from phongtrao.reports.models import Indicator as IndicatorRow
from phongtrao.reports.periods import Period, period
from phongtrao.reports.roll_up import Below, Part, Total, through
from phongtrao.reports.summed import Question, length_of, total_words
from phongtrao.work.desk import names_of
from phongtrao.work.models import Duty

YEARS = 5
"""How many years the chart goes back, this one among them."""
MOST_DRAWN = 40
"""Bodies that the chart shows, those with the largest figures."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One body's cell with its edition, and the duty whose clause asks for it."""

    name: str
    part: Part
    said: str
    edition: Edition
    duty: Duty | None
    now: str = ""
    """What the body says now, where that is something else."""


def cells(
    form: ReportForm, of: Period, indicator: Indicator, parts: Sequence[Part], today: Sequence[Part] = ()
) -> list[Cell]:
    """What the parts are, the largest first, in three queries however many they are; `today`: parts as they are now."""
    now = {part.organisation: part.value for part in today}
    rows = Edition.objects.filter(pk__in=[part.edition for part in parts])
    asked = rows.select_related("report__task__assignment__duty__adoption__document", "sent_by")
    editions = {edition.pk: edition for edition in asked}
    bodies = [part.organisation for part in parts]
    names, duties = names_of(bodies, of.last), asking_duties(form, bodies)
    found = [
        Cell(
            names[part.organisation],
            part,
            spoken(indicator, part.value),
            editions[part.edition],
            _duty(editions[part.edition], duties.get(part.organisation)),
            _now(indicator, part.value, now.get(part.organisation)),
        )
        for part in parts
    ]
    return sorted(found, key=lambda cell: (-(length_of(cell.part.value) or 0), cell.name))


def _now(indicator: Indicator, then: Value, now: Value | None) -> str:
    if now == then:
        return ""
    return spoken(indicator, now) if now else "không còn trong báo cáo được tính"


def _duty(edition: Edition, other: Duty | None) -> Duty | None:
    task = edition.report.task
    return task.assignment.duty if task else other


def by_year(row: IndicatorRow, asked: Question, below: Below) -> dict[str, Total]:
    """Key of the period → what the indicator comes to, and of the same period in the years before."""
    periods: list[Period] = [asked.of]
    while len(periods) < YEARS and (before := periods[-1].a_year_before()):
        periods.append(before)
    return through(row, periods, asked.body, asked.basis, below)


def chart_by_year(indicator: Indicator, totals: Mapping[str, Total]) -> Chart:
    """The total of the same period in the years up to this one, to one scale; nothing where only one has a figure."""
    told = totals if indicator.type != "level" else {}
    drawn = [(period(key), total.value) for key, total in reversed(list(told.items())) if total.value]
    groups = [Group(of.words, (Bar(length_of(value), total_words(indicator, value)),)) for of, value in drawn]
    return Chart("bieu-do-nam", f"{indicator.title}, theo năm", groups if len(groups) > 1 else ())


def chart_of(indicator: Indicator, of: Period, found: Sequence[Cell]) -> Chart:
    """The cells by body, to one scale."""
    drawn = found[:MOST_DRAWN] if indicator.type != "level" else ()
    groups = tuple(Group(cell.name, (Bar(length_of(cell.part.value), cell.said),)) for cell in drawn)
    return Chart("bieu-do-don-vi", f"{indicator.title}, {of.words}, theo đơn vị", groups)
