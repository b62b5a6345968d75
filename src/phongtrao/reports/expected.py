"""Who owes a report, who has not sent it, under which clause and since how many days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.reports.models import FormUse, Report, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.work.models import Assignment, Duty, Task

STOOD = ("approved", "accepted", "withdrawn")
"""States of editions that the receiver had, and did not send back."""


class Begun(NamedTuple):
    """What is told here of a report that was begun: of thousands, looked through at once, none is made an object."""

    pk: int
    task__assignment__duty: int | None
    due: date | None
    sent: int | None
    accepted: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A body that a report is expected of, and how far it is on the day."""

    organisation: int
    report: Begun | None
    state: str
    """Of the last edition, `draft` where nothing is written yet."""
    sent_on: date | None
    """By which it is on time or late (`sent_day`); None while nothing of it stands sent."""
    due: date | None
    days_late: int
    """Days past the last day: of the sending once sent, of the day while nothing is."""
    duty: Duty | None
    """Whose clause asks for it."""

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None

    @property
    def is_accepted(self) -> bool:
        return self.report is not None and self.report.accepted is not None

    @property
    def is_returned(self) -> bool:
        """Whether it went back to the body, which has not sent it again."""
        return self.sent_on is None and self.state == "returned"


Sending = tuple[str, date | None]
"""State of an edition, and the day on which it went out."""
SENDING = ("editions__state", "editions__sent_on")


def owed(
    form: ReportForm, of: Period, body: Organisation, day: date, below: Collection[int] | None = None
) -> list[Owed]:
    """Every body from which the body waits for this report, by id; four queries at most and that of the tree, which
    `below` saves (`tree.below_either` of the period's last day)."""
    return owed_by(form, of, expected(form, of, body, below=below), day)


def owed_by(form: ReportForm, of: Period, asked: Mapping[int, int | None], day: date) -> list[Owed]:
    """How far each of these bodies is, by id; `asked`: body → the duty that asks it, where one does."""
    rows = Report.objects.filter(form=form, period=of.key, organisation__among=asked).order_by("editions__nth")
    reports: dict[int, Begun] = {}
    editions: dict[int, list[Sending]] = defaultdict(list)
    for pk, *told, state, sent_on in rows.values_list("organisation", *Begun._fields, *SENDING):
        reports[pk] = Begun(*told)
        if state:
            editions[pk].append((state, sent_on))
    version = form.version_on(of.last)
    rule = version.said.rule_for(of) if version else None
    due = rule.due_on(of) if rule else None
    of_tasks = {pk: report.task__assignment__duty for pk, report in reports.items() if report.task__assignment__duty}
    by = {pk: of_tasks.get(pk, duty) for pk, duty in asked.items()}
    wanted = {duty for duty in by.values() if duty}
    duties = Duty.objects.select_related("adoption__document").in_bulk(wanted) if wanted else {}
    moved = _days_of_tasks(form, of, due, wanted) if wanted else {}
    return [
        _owed(pk, reports.get(pk), editions.get(pk, []), duties.get(duty or 0), moved.get(pk, due), day)
        for pk, duty in sorted(by.items())
    ]


def _owed(
    pk: int, report: Begun | None, sendings: list[Sending], duty: Duty | None, due: date | None, day: date
) -> Owed:
    due = (report.due if report else None) or due
    sent_on = sent_day(sendings) if report and (report.sent or report.accepted) else None
    late = max(0, ((sent_on or day) - due).days) if due else 0
    return Owed(pk, report, sendings[-1][0] if sendings else "draft", sent_on, due, late, duty)


def sent_day(sendings: Iterable[Sending]) -> date | None:
    """The day that decides whether a report came on time: the first on which it went out and was not sent back.

    So correcting a report never counts against a body: neither a new edition of one that was accepted, nor one that
    the body took back to mend it itself, moves the day, for the receiver had the report when it was due. An edition
    that the receiver returned was no report yet, as it is with tasks: the one that was sent in its place counts. A
    report that was taken back and not sent again is not there: of such no day is asked for.
    """
    return min((day for state, day in sendings if day and state in STOOD), default=None)


def asking_duties(form: ReportForm, ids: Iterable[int]) -> dict[int, Duty]:
    """Body → the duty that asks it for reports by this form."""
    uses = FormUse.objects.filter(form=form).values("duty")
    duties = Duty.objects.filter(pk__in=uses, assignments__role="lead", assignments__organisation__among=ids)
    rows = duties.select_related("adoption__document").annotate(bound=F("assignments__organisation")).order_by("pk")
    return {duty.bound: duty for duty in rows}  # type: ignore[attr-defined]


def _days_of_tasks(form: ReportForm, of: Period, due: date | None, duties: Collection[int]) -> dict[int, date]:
    """Body → the last day of the task that asks it for this report: chosen as `open_report.task_of` does for one."""
    uses = {use.duty_id: use for use in form.uses.filter(duty__in=duties)}
    tasks = Task.objects.filter(assignment__duty__in=uses).exclude(state="closed").order_by("-scheduled_for", "-pk")
    rows = tasks.values_list("assignment__organisation", "assignment__duty", "scheduled_for", "due")
    fits: dict[tuple[int, date], bool] = {}
    found: dict[int, tuple[bool, date]] = {}
    for pk, duty, scheduled_for, last in rows:
        if (duty, scheduled_for) not in fits:
            fits[duty, scheduled_for] = uses[duty].period_of(scheduled_for) == of
        if fits[duty, scheduled_for] and (scheduled_for == due or not found.get(pk, (False,))[0]):
            found[pk] = (scheduled_for == due, last)
    return {pk: last for pk, (_, last) in found.items()}


def asking(form: ReportForm) -> list[tuple[int, int, int]]:
    """Body, duty and receiver of each that a duty binds which is answered with the form; of two duties the later."""
    uses = FormUse.objects.filter(form=form).values("duty")
    bound = Assignment.objects.filter(duty__in=uses, role=Assignment.LEAD).order_by("duty")
    return list(bound.values_list("organisation", "duty", "duty__receiver"))


def expected(
    form: ReportForm, of: Period, body: Organisation, day: date | None = None, below: Collection[int] | None = None
) -> dict[int, int | None]:
    """Bodies from which the body waits for this report, of those there on the day (default: the last of the period):
    whom the duties bind that are answered with the form, else all of the kinds that the form names, below it. Each
    with the duty that asks it, None where the form alone does.
    """
    day = day or of.last
    rows = asking(form)
    asked = {pk: duty for pk, duty, _ in rows}
    received = {pk for pk, _, receiver in rows if receiver == body.pk}
    version = form.version_on(of.last)
    kinds = set(version.said.reporters) if version else set()
    under = set(tree.below_either([body.pk], day) if below is None else below)
    alive = OrganisationVersion.objects.on(day).filter(organisation__among=under | received)
    there = [
        (pk, f"{level}.{kind}") for pk, level, kind in alive.values_list("organisation", "level", "kind").order_by()
    ]
    wanted = _upper_tier(kinds, {place for _, place in there})
    fitting = {pk for pk, place in there if place in wanted}
    return {pk: asked.get(pk) for pk in sorted(fitting & asked.keys() if asked else fitting)}


def bodies_expected(
    form: ReportForm, of: Period, body: Organisation, day: date | None = None, below: Collection[int] | None = None
) -> list[int]:
    """Ids of the bodies that `expected` names."""
    return list(expected(form, of, body, day, below))


def _upper_tier(kinds: set[str], there: set[str]) -> set[str]:
    """Kinds that report on a day: a form of the time of districts that names communes too means them as the districts'
    heirs (three tiers until 30/6/2025, two since), so where there is a district of a kind, its communes do not report.
    """
    return {one for one in kinds if not one.startswith("xa.") or f"huyen.{one[3:]}" not in kinds & there}
