"""Opens the tasks that fall due: each dated rule of each leading body, for the days on which that body is there.

Run every night and after each adoption; running twice opens nothing twice.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.organisations.models import LogEntry, User
from phongtrao.words import HANOI
from phongtrao.work.bind import Life, lives_of, successors
from phongtrao.work.calendar import calendar
from phongtrao.work.models import Adoption, Assignment, DeadlineRule, Task
from phongtrao.working_days import Calendar
from vanban.schedule import Due, dues

AHEAD = timedelta(days=366)
"""How far ahead of today a new adoption opens its tasks at once."""
BATCH = 2000


def open_tasks(until: date, at: datetime, by: User, adoptions: QuerySet[Adoption] | None = None) -> int:
    """Open what falls due up to `until` (included) in the followed spans; how many tasks that were.

    `adoptions` narrows it to some. Successors of bodies that have ended are proposed on the way.
    """
    running = (Adoption.objects.all() if adoptions is None else adoptions).filter(follow_from__lte=until)
    days = calendar()
    return sum(_open(adoption, until, at, by, days) for adoption in running.order_by("pk").iterator())


@transaction.atomic
def _open(adoption: Adoption, until: date, at: datetime, by: User, days_of_work: Calendar) -> int:
    proposed = propose_successors(adoption, at.astimezone(HANOI).date())
    rules = DeadlineRule.objects.filter(duty__adoption=adoption, retired_at=None, dated=True)
    days = {rule: dues_followed(rule, adoption, until) for rule in rules}
    leads = _leads(adoption)
    lives = lives_of({organisation for bodies in leads.values() for _, organisation, _ in bodies})
    there = _There(adoption)
    new = [
        _task(assignment, rule, due, days_of_work, at)
        for rule, found in days.items()
        for assignment, organisation, since in leads[rule.duty_id]
        for due in found
        if (since is None or due.day >= since)
        and there.wants(assignment, rule, due)
        and _alive(lives[organisation], due.day)
    ]
    Task.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if new or proposed:
        done: dict[str, Any] = {"opened": len(new), "successors": proposed, "until": until.isoformat()}
        LogEntry.record(by, "open_tasks", adoption, at, adoption.organisation, **done)
    return len(new)


def _task(assignment: int, rule: DeadlineRule, due: Due, days: Calendar, at: datetime) -> Task:
    day = days.moved(due.day, rule.on_rest)
    return Task(assignment_id=assignment, rule=rule, period=due.period, scheduled_for=due.day, due=day, opened_at=at)


def dues_followed(rule: DeadlineRule, adoption: Adoption, until: date) -> list[Due]:
    """Days of the rule within the followed span, up to `until`."""
    last = min(until, adoption.follow_until)
    return dues(rule.rule, adoption.follow_from, last) if adoption.follow_from <= last else []


def dues_outside(rule: DeadlineRule, adoption: Adoption) -> list[Due]:
    """Days of the rule that are listed but never opened: before the span since the document's day, and after it.

    An unending recurrence shows those of one more year after the span.
    """
    issued = adoption.document.issued_on or adoption.follow_from
    one_day, one_year = timedelta(days=1), timedelta(days=366)
    far = adoption.follow_until + (one_year if "every" in rule.rule else 50 * one_year)
    before = dues(rule.rule, issued, adoption.follow_from - one_day) if issued < adoption.follow_from else []
    return [*before, *dues(rule.rule, adoption.follow_until + one_day, far)]


def _leads(adoption: Adoption) -> dict[int, list[tuple[int, int, date | None]]]:
    """Duty → assignment, body and first day of those that lead it and are confirmed."""
    leads: dict[int, list[tuple[int, int, date | None]]] = defaultdict(list)
    bound = Assignment.objects.filter(duty__adoption=adoption, role=Assignment.LEAD).binding()
    for duty, assignment, organisation, since in bound.values_list("duty", "pk", "organisation", "since"):
        leads[duty].append((assignment, organisation, since))
    return leads


def _alive(lives: list[Life], day: date) -> bool:
    return any(life.holds(day) for life in lives)


class _There:
    """Tasks an adoption has already: by rule and day, and by the periods begun under a rule and those it corrects."""

    def __init__(self, adoption: Adoption) -> None:
        rules = DeadlineRule.objects.filter(duty__adoption=adoption).order_by("pk")
        self.origin: dict[int, int] = {}
        for pk, replaces in rules.values_list("pk", "replaces"):
            self.origin[pk] = self.origin.get(replaces or pk, pk)
        tasks = Task.objects.filter(assignment__duty__adoption=adoption).order_by()
        self.days: set[tuple[int, int, date]] = set()
        self.periods: set[tuple[int, int, str]] = set()
        rows = tasks.values_list("assignment", "rule", "scheduled_for", "period", "state")
        for assignment, rule, day, period, state in rows.iterator():
            self.days.add((assignment, rule, day))
            if state != "closed":
                self.periods.add((assignment, self.origin[rule], period))

    def wants(self, assignment: int, rule: DeadlineRule, due: Due) -> bool:
        """Whether the day is still to be opened: not there, and its period not begun under the rule corrected."""
        if (assignment, rule.pk, due.day) in self.days:
            return False
        return rule.replaces_id is None or (assignment, self.origin[rule.pk], due.period) not in self.periods


def propose_successors(adoption: Adoption, today: date) -> int:
    """Bind the successors of bodies that have ended since adoption; how many. Those not certain wait for a person."""
    day = min(max(today, adoption.follow_from), adoption.follow_until)
    bound = Assignment.objects.filter(duty__adoption=adoption).binding().select_related("organisation")
    lives = lives_of(bound.values_list("organisation", flat=True))
    ended = {pk for pk, life in lives.items() if not _alive(life, day)}
    if not ended:
        return 0
    leaving = list(bound.filter(organisation__in=ended))
    heirs = {pk: successors(body, day) for pk, body in {a.organisation_id: a.organisation for a in leaving}.items()}
    known = set(Assignment.objects.filter(duty__adoption=adoption).values_list("duty", "organisation"))
    new = {
        (old.duty_id, heir.organisation.pk): Assignment(
            duty_id=old.duty_id,
            organisation=heir.organisation,
            role=old.role,
            phrase=old.phrase,
            found=heir.how,
            confirmed=heir.confirmed,
        )
        for old in leaving
        for heir in heirs[old.organisation_id]
        if (old.duty_id, heir.organisation.pk) not in known
    }
    Assignment.objects.bulk_create(new.values(), batch_size=BATCH, ignore_conflicts=True)
    return len(new)
