"""Who owes a report, who has not sent it, under which clause and since how many days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.reports.models import Edition, FormUse, Report, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.work.models import Duty


@dataclass(frozen=True, slots=True)
class Owed:
    """A body that a report is expected of, and how far it is on the day."""

    organisation: int
    report: Report | None
    state: str
    """Of the last edition, `draft` where nothing is written yet."""
    sent_on: date | None
    due: date | None
    days_late: int
    """Days past the last day: of the sending once sent, of the day while nothing is."""
    duty: Duty | None
    """Whose clause asks for it."""

    @property
    def is_sent(self) -> bool:
        return self.state in ("approved", "accepted")


def owed(form: ReportForm, of: Period, body: Organisation, day: date) -> list[Owed]:
    """Every body from which the body waits for this report, by id; five queries and those of the trees."""
    ids = bodies_expected(form, of, body)
    rows = Report.objects.filter(form=form, period=of.key, organisation__among=ids)
    reports = {r.organisation_id: r for r in rows.select_related("task__assignment__duty__adoption__document")}
    last = _last_editions(r.pk for r in reports.values())
    version = form.version_on(of.last)
    rule = version.said.rule_for(of) if version else None
    due = rule.due_on(of) if rule else None
    duties = _duties(form, ids)
    return [_owed(pk, reports.get(pk), last, duties.get(pk), due, day) for pk in ids]


def _owed(
    pk: int, report: Report | None, last: dict[int, Edition], duty: Duty | None, due: date | None, day: date
) -> Owed:
    edition = last.get(report.pk) if report else None
    state = edition.state if edition else "draft"
    due = (report.due if report else None) or due
    sent_on = edition.sent_on if edition and state in ("approved", "accepted") else None
    late = max(0, ((sent_on or day) - due).days) if due else 0
    asked = report.task.assignment.duty if report and report.task else duty
    return Owed(pk, report, state, sent_on, due, late, asked)


def _last_editions(reports: Iterable[int]) -> dict[int, Edition]:
    return {e.report_id: e for e in Edition.objects.filter(report__in=list(reports)).order_by("nth")}


def _duties(form: ReportForm, ids: list[int]) -> dict[int, Duty]:
    """Body → the duty that asks it for reports by this form."""
    uses = FormUse.objects.filter(form=form).values("duty")
    duties = Duty.objects.filter(pk__in=uses, assignments__role="lead", assignments__organisation__among=ids)
    rows = duties.select_related("adoption__document").annotate(bound=F("assignments__organisation")).order_by("pk")
    return {duty.bound: duty for duty in rows}  # type: ignore[attr-defined]


def bodies_expected(form: ReportForm, of: Period, body: Organisation, day: date | None = None) -> list[int]:
    """Ids of the bodies from which the body waits for this report, of those there on the day (default: the last of the
    period): whom the duties bind that are answered with the form, else all of the kinds that the form names, below it.
    """
    day = day or of.last
    uses = FormUse.objects.filter(form=form).values("duty")
    within = tree.below_either([body.pk], day)
    bound = Organisation.objects.filter(assignments__duty__in=uses, assignments__role="lead").distinct()
    asked = set(bound.values_list("pk", flat=True))
    received = set(bound.filter(assignments__duty__receiver=body).values_list("pk", flat=True))
    version = form.version_on(of.last)
    kinds = set(version.said.reporters) if version else set()
    alive = OrganisationVersion.objects.on(day).filter(organisation__among=within | received)
    rows = alive.values_list("organisation", "level", "kind")
    fitting = {pk for pk, level, kind in rows if f"{level}.{kind}" in kinds}
    return sorted(fitting & asked if asked else fitting)
