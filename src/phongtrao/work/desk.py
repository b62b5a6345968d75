"""Việc của tôi: what stands on a person's desk on a day, in a handful of queries whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When

from phongtrao.organisations.models import OrganisationVersion, User
from phongtrao.work.models import (
    RECEIVING,
    Assignment,
    AssignmentNote,
    AssignmentQuerySet,
    DeadlineRule,
    Extension,
    Task,
    TaskQuerySet,
    desk_ids,
)

URGENCY = ("overdue", "returned", "due_soon", "in_progress", "upcoming", "submitted")
"""Groups of the desk, the most urgent first."""
TITLES = {
    "overdue": "Quá hạn",
    "returned": "Trả lại",
    "due_soon": "Sắp đến hạn",
    "in_progress": "Đang thực hiện",
    "upcoming": "Chưa đến hạn",
    "submitted": "Đã nộp, chờ chấp nhận",
}
PARTS = {
    "viec": "Việc có hạn",
    "nhan": "Chờ tôi nhận",
    "thuong-xuyen": "Nhiệm vụ thường xuyên",
    "phoi-hop": "Phối hợp",
}
"""Parts of the desk, by their names in the address."""
SHORT, LONG = 10, 30
"""Rows of a part beside the others, and of a part opened alone."""
FEW = 3
"""Bodies named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a duty and how far they are: names where they are few, and standings with their counts."""

    names: list[str]
    count: int
    standings: dict[str, int]

    @property
    def others(self) -> int:
        """How many lead besides those named."""
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the desk with what is shown beside it."""

    row: Any
    """A Task or an Assignment."""
    body: str
    status: str = ""
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one standing that lie on the page shown, and how many there are in all."""

    standing: str
    title: str
    count: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the desk: its count, and its lines where the page shows it."""

    name: str
    title: str
    count: int
    rows: Page[Any] | None = None
    lines: list[Line] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def names_of(ids: Iterable[int], day: date) -> dict[int, str]:
    """Body → its name on `day`, the last one known where it is not there that day; in one query."""
    rows = OrganisationVersion.objects.filter(organisation_id__in=set(ids)).order_by("valid_from")
    names: dict[int, str] = {}
    found: set[int] = set()
    for version in rows.only("organisation_id", "name", "valid_from", "valid_until"):
        if version.organisation_id not in found:
            names[version.organisation_id] = version.name
        if version.is_valid_on(day):
            found.add(version.organisation_id)
    return names


def own_tasks(user: User, day: date, mine: bool = False) -> TaskQuerySet:
    """Tasks of the user's bodies that are not over; `mine`: those given to him in person."""
    tasks = Task.objects.filter(assignment__organisation__in=desk_ids(user, day)).unfinished()
    return (tasks.filter(assignment__delegated_to=user) if mine else tasks).with_standing(day)


def waiting_tasks(user: User, day: date) -> TaskQuerySet:
    """Tasks on which the user has to decide: sent to his body, or with an extension asked for."""
    asked = Extension.objects.filter(decided_at=None).exclude(task__state__in=Task.DONE)
    bound = Assignment.objects.all()
    if not user.sees_all(day):
        own = desk_ids(user, day, RECEIVING)
        bound = bound.filter(duty__receiver__in=own)
        asked = asked.filter(task__assignment__duty__receiver__in=own)
    waiting = Q(state="submitted")
    if asked.exists():
        # Only where there are any: with a choice of two the database no longer walks along one index.
        waiting |= Q(pk__in=asked.order_by().values("task"))
    tasks = Task.objects.filter(waiting)
    return (tasks if user.sees_all(day) else tasks.filter(assignment__in=bound)).with_standing(day)


def standing_assignments(user: User, day: date, mine: bool = False) -> AssignmentQuerySet:
    """What binds the user's bodies today without being due: duties without a day that they lead, and support.

    Those to be looked at come first. Each has `last_note` and `noted_at`, and `waits_for_day`: it recurs on a day that
    nobody has given yet.
    """
    notes = AssignmentNote.objects.filter(assignment=OuterRef("pk"))
    rules = DeadlineRule.objects.filter(duty=OuterRef("duty"), retired_at=None)
    found = Assignment.objects.binding().filter(
        organisation__in=desk_ids(user, day),
        duty__ended_at=None,
        duty__adoption__follow_from__lte=day,
        duty__adoption__follow_until__gte=day,
    )
    found = found.filter(Q(role=Assignment.SUPPORT) | ~Exists(rules.filter(dated=True)))
    return (
        (found.filter(delegated_to=user) if mine else found)
        .annotate(
            last_note=Subquery(notes.values("text")[:1]),
            noted_at=Subquery(notes.values("at")[:1]),
            waits_for_day=Exists(rules.filter(dated=False)),
            looked=Case(When(look_on__lte=day, then=Value(0)), default=Value(1), output_field=IntegerField()),
        )
        .order_by("looked", F("look_on").asc(nulls_last=True), "duty__adoption", "duty__position", "pk")
    )


def desk_of(
    user: User, day: date, only: str | None = None, mine: bool = False, number: int | str = 1
) -> dict[str, Part]:
    """The desk of a person on `day`, part by part.

    `only`: the rows of that part alone, page `number` of them; None: the beginning of each. Counts are always there.
    """
    tasks, waiting = own_tasks(user, day, mine), waiting_tasks(user, day)
    standing = standing_assignments(user, day, mine)
    standings = _standings(tasks)
    counts = {"viec": sum(standings.values()), "nhan": waiting.count(), **_counts(standing)}
    rows = {
        "viec": with_duties(_ranked(tasks)),
        "nhan": with_duties(waiting.order_by("due", "pk")),
        "thuong-xuyen": with_duty(standing.filter(role=Assignment.LEAD)),
        "phoi-hop": with_duty(standing.filter(role=Assignment.SUPPORT)),
    }
    pages = {
        name: page_of(found, counts[name], LONG if only or name == "viec" else SHORT, number if only else 1)
        for name, found in rows.items()
        if counts[name] and only in (None, name)
    }
    return _parts(counts, standings, pages, day)


def _standings(tasks: TaskQuerySet) -> dict[str, int]:
    rows = tasks.order_by().annotate(on=F("standing")).values_list("on").annotate(n=Count("pk"))
    return dict(rows)


def _counts(standing: AssignmentQuerySet) -> dict[str, int]:
    return standing.order_by().aggregate(
        **{
            "thuong-xuyen": Count("pk", filter=Q(role=Assignment.LEAD)),
            "phoi-hop": Count("pk", filter=Q(role=Assignment.SUPPORT)),
        }
    )


def _ranked(tasks: TaskQuerySet) -> TaskQuerySet:
    ranks = [When(standing=standing, then=Value(rank)) for rank, standing in enumerate(URGENCY)]
    rank = Case(*ranks, default=Value(len(URGENCY)), output_field=IntegerField())
    return tasks.annotate(rank=rank).order_by("rank", "due", "pk")


def with_duties(tasks: TaskQuerySet) -> TaskQuerySet:
    """With what the desk shows of each task's duty, in the same query."""
    return tasks.select_related("assignment__duty__adoption__document", "assignment__delegated_to")


def with_duty(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    return assignments.select_related("duty__adoption__document", "delegated_to")


def page_of(rows: Any, count: int, size: int, number: int | str) -> Page[Any]:
    """A page of rows whose number is known already."""
    paginator = Paginator(rows, size)
    paginator.__dict__["count"] = count
    return paginator.get_page(number)


def _parts(
    counts: dict[str, int], standings: dict[str, int], pages: dict[str, Page[Any]], day: date
) -> dict[str, Part]:
    support = pages.get("phoi-hop")
    leads = leads_of({a.duty_id for a in support.object_list}, day) if support else {}
    rows = {name: list(page.object_list) for name, page in pages.items()}
    names = names_of({_assignment(row).organisation_id for found in rows.values() for row in found}, day)
    parts = {}
    for name, title in PARTS.items():
        lines = [line_of(row, names, day, leads) for row in rows.get(name, ())]
        groups = _groups(lines, standings) if name == "viec" else []
        parts[name] = Part(name, title, counts[name], pages.get(name), lines, groups)
    return parts


def _assignment(row: Task | Assignment) -> Assignment:
    return row.assignment if isinstance(row, Task) else row


def line_of(
    row: Task | Assignment, names: Mapping[int, str], day: date, leads: Mapping[int, Lead] = MappingProxyType({})
) -> Line:
    """A row with its body's name, its standing on the day, and who leads."""
    assignment = _assignment(row)
    status = row.status(day) if isinstance(row, Task) else ""
    return Line(row, names.get(assignment.organisation_id, ""), status, leads.get(assignment.duty_id))


def _groups(lines: list[Line], standings: dict[str, int]) -> list[Group]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.status].append(line)
    return [Group(s, TITLES[s], standings[s], found[s]) for s in URGENCY if found[s]]


def leads_of(duties: set[int], day: date) -> dict[int, Lead]:
    """Duty → who leads it and how far they are, in three queries."""
    bodies: dict[int, list[int]] = defaultdict(list)
    bound = Assignment.objects.binding().filter(duty__in=duties, role=Assignment.LEAD).order_by("pk")
    for duty, body in bound.values_list("duty", "organisation"):
        bodies[duty].append(body)
    names = names_of({body for found in bodies.values() for body in found[:FEW]}, day)
    standings = standings_of(duties, day)
    return {
        duty: Lead([names[b] for b in found[:FEW] if b in names], len(found), standings.get(duty, {}))
        for duty, found in bodies.items()
    }


def standings_of(duties: Iterable[int], day: date) -> dict[int, dict[str, int]]:
    """Duty → standing → how many of its tasks are there on `day`."""
    tasks = Task.objects.filter(assignment__duty__in=duties).with_standing(day).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = tasks.annotate(on=F("standing")).values_list("assignment__duty", "on").annotate(n=Count("pk"))
    for duty, standing, count in rows:
        found[duty][standing] = count
    return found
