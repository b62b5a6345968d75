"""What still keeps an edition from being sent, cell by cell: what is missing, and which checks it breaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from phongtrao.reports.checks import parse
from phongtrao.reports.form import Form, Value
from phongtrao.reports.models import Edition, Figure, Report


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to be put in order at a cell; a soft one only asks to look again."""

    cell: str
    text: str
    hard: bool = True


def open_points(edition: Edition) -> list[OpenPoint]:
    """All of them, in the order of the form."""
    form = edition.version.said
    values = values_of(edition)
    answered = set(edition.answers.values_list("question", flat=True))
    return missing(form, values, answered) + broken(form, values, last_values(edition.report))


def missing(form: Form, values: Mapping[str, Value], answered: Collection[str]) -> list[OpenPoint]:
    """What must be filled in and is not."""
    figures = [
        OpenPoint(i.name, f"«{i.title}» chưa có số liệu; xin ghi số, hoặc «không phát sinh».")
        for i in form.indicators
        if i.required and i.name not in values
    ]
    return figures + [
        OpenPoint(q.name, f"«{q.title}» chưa có trả lời; xin ghi ngắn gọn, hoặc «không phát sinh».")
        for q in form.questions
        if q.required and q.name not in answered
    ]


def broken(form: Form, values: Mapping[str, Value], last: Mapping[str, Value]) -> list[OpenPoint]:
    """Checks of the form that these values break."""
    found = []
    for check in form.checks:
        rule = parse(check.rule)
        if rule.holds(values, last) is False:
            cell = check.at or next((name for name in reversed(form.names) if name in rule.names), "")
            found.append(OpenPoint(cell, check.message, check.hard))
    return found


def values_of(edition: Edition | None) -> dict[str, Value]:
    """Indicator → value; nothing for no edition."""
    if edition is None:
        return {}
    rows = Figure.objects.filter(edition=edition).values_list("indicator__name", "value", "base")
    return {name: Value(value, base) for name, value, base in rows}


def last_values(report: Report) -> dict[str, Value]:
    """What the body's report for the period before said: as accepted, else as sent."""
    return values_of(last_edition(report))


def last_edition(report: Report) -> Edition | None:
    """The edition of the period before that counts: accepted, else sent."""
    before = report.of.before()
    if before is None:
        return None
    there = Report.objects.filter(form=report.form_id, organisation=report.organisation_id, period=before.key)
    found = there.select_related("accepted", "sent").first()
    return (found.accepted or found.sent) if found else None
