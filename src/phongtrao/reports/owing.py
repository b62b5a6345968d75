"""What reports bodies owe: of which form, for which period, by when, and which clause asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.models import Organisation
from phongtrao.reports.form import BACK
from phongtrao.reports.models import Edition, FormUse, Report, ReportForm
from phongtrao.reports.periods import Period, holding
from phongtrao.reports.standing import Standing, editions_of, standing_of
from phongtrao.words import HANOI
from phongtrao.work.models import Assignment, Duty, Task

Key = tuple[int, str, int]
"""Form, period, body."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A report that a body owes, or has sent for a period that still runs."""

    form: ReportForm
    of: Period
    organisation: Organisation
    due: date | None
    report: Report | None
    edition: Edition | None
    duty: Duty | None
    """Whose clause asks for it; None where the form alone does."""
    standing: Standing


def owing(bodies: Collection[Organisation], forms: Iterable[ReportForm], day: date) -> list[Owing]:
    """Reports by these forms that the bodies owe on the day, the earliest due first; of both the `versions` at hand.

    A form asks those whom a duty binds that is answered with it, else all of the kinds that it names. What fell due
    before the form was loaded went another way; it is owed only where a task or a report that was begun says so.
    """
    known = {form.pk: form for form in forms}
    asked = _Asked(bodies, known)
    reports = Report.objects.filter(form__in=known, organisation__in=bodies).select_related(
        "task__assignment__duty__adoption__document"
    )
    there: dict[Key, Report] = {(r.form_id, r.period, r.organisation_id): r for r in reports}
    last = editions_of(there.values())
    found: dict[Key, Owing] = {}
    for form, of, body, due in asked.all_of(day):
        key = (form.pk, of.key, body.pk)
        duty = asked.duties.get((form.pk, body.pk))
        found.setdefault(key, _owing(form, of, body, due, there.get(key), last, duty, day))
    for key, report in there.items():
        if key not in found and not (report.accepted_id and last[report.pk][-1].state == "accepted"):
            form, duty = known[report.form_id], asked.duties.get((report.form_id, report.organisation_id))
            body = asked.bodies[report.organisation_id]
            found[key] = _owing(form, report.of, body, report.due, report, last, duty, day)
    running = [one for one in found.values() if not one.standing.status.startswith("accepted") or one.of.last >= day]
    return sorted(
        running, key=lambda one: (one.standing.is_sent, one.due or date.max, one.form.name, one.organisation.pk)
    )


def _owing(
    form: ReportForm, of: Period, body: Organisation, due: date | None, report: Report | None,
    last: dict[int, list[Edition]], duty: Duty | None, day: date,
) -> Owing:  # fmt: skip
    editions = last.get(report.pk, []) if report else []
    due = (report.due if report else None) or due
    if report and report.task:
        duty = report.task.assignment.duty
    edition = editions[-1] if editions else None
    return Owing(form, of, body, due, report, edition, duty, standing_of(report, editions, due, day))


class _Asked:
    """Who of these bodies is asked for what, in three queries."""

    def __init__(self, bodies: Collection[Organisation], forms: dict[int, ReportForm]) -> None:
        self.forms, self.bodies = forms, {body.pk: body for body in bodies}
        self.uses = {use.duty_id: use for use in FormUse.objects.filter(form__in=forms)}
        for use in self.uses.values():
            use.form = forms[use.form_id]
        leading = Assignment.objects.binding().filter(duty__in=self.uses, role=Assignment.LEAD, organisation__in=bodies)
        rows = leading.select_related("duty__adoption__document").prefetch_related("tasks")
        self.duties: dict[tuple[int, int], Duty] = {}
        self.tasks: list[tuple[FormUse, int, Task]] = []
        for row in rows.order_by("duty", "pk"):
            use = self.uses[row.duty_id]
            self.duties.setdefault((use.form_id, row.organisation_id), row.duty)
            self.tasks += [(use, row.organisation_id, task) for task in row.tasks.all() if task.state not in Task.DONE]

    def all_of(self, day: date) -> Iterator[tuple[ReportForm, Period, Organisation, date | None]]:
        """Form, period, body, last day; of open tasks first, for their day may have been moved."""
        for use, body, task in self.tasks:
            of = use.period_of(task.scheduled_for)
            version = use.form.version_on(task.scheduled_for)
            rule = version.said.rule_for(of) if version and of else None
            if of is not None and rule is not None and rule.window(of)[0] <= day:
                yield use.form, of, self.bodies[body], task.due
        for form in self.forms.values():
            for of, due in open_periods(form, day):
                yield from ((form, of, body, due) for body in self._bodies(form, of))

    def _bodies(self, form: ReportForm, of: Period) -> list[Organisation]:
        version = form.version_on(of.last)
        kinds = version.said.reporters if version else ()
        fitting = [
            body for body in self.bodies.values()
            if any(v.is_valid_on(of.last) and f"{v.level}.{v.kind}" in kinds for v in body.versions.all())
        ]  # fmt: skip
        asked_by_duties = any(use.form_id == form.pk for use in self.uses.values())
        return [body for body in fitting if (form.pk, body.pk) in self.duties] if asked_by_duties else fitting


def open_periods(form: ReportForm, day: date) -> list[tuple[Period, date | None]]:
    """Periods of a form that are asked for on the day, each with its last day: of each of its kinds the last one whose
    data began, and those before it that fell due since the form was loaded."""
    now = form.version_on(day)
    since = min((version.at.astimezone(HANOI).date() for version in form.versions.all()), default=day)
    found: dict[str, tuple[Period, date | None]] = {}
    for every in dict.fromkeys(rule.every for rule in now.said.periods if rule.every != "span") if now else ():
        of: Period | None = holding(every, day)
        for _ in range(BACK):
            assert of is not None, "only periods of several years have none before them"
            version = form.version_on(of.last)
            rule = version.said.rule_for(of) if version else None
            if rule is not None and rule.window(of)[0] <= day and (rule.due_on(of) or of.last) >= since:
                found[of.key] = (of, rule.due_on(of))
            of = of.before()
    return list(found.values())
