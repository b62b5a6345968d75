"""Việc của tôi: what stands on a person's desk on a day, in a handful of queries whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from phongtrao.organisations.models import OrganisationVersion, User
from phongtrao.procedures import MENDING
from phongtrao.work.mend import waiting_mendings
from phongtrao.work.models import (
    RECEIVING,
    Assignment,
    AssignmentNote,
    AssignmentQuerySet,
    DeadlineRule,
    Due,
    Extension,
    HandBack,
    Mending,
    MendingQuerySet,
    Obstacle,
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
    "khac-phuc": MENDING.title,
    "nhan": "Chờ tôi nhận",
    "chuyen-tra": "Chờ xử lý chuyển trả",
    "thuong-xuyen": "Nhiệm vụ thường xuyên",
    "phoi-hop": "Phối hợp",
}
"""Parts of the desk, by their names in the address."""
SHORT, LONG = 10, 30
"""Rows of a part beside the others, and of a part opened alone."""
FEW = 3
"""Bodies named one by one; more are counted."""

Row = Task | Assignment | HandBack | Obstacle | Mending
"""What stands on a desk."""


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

    row: Row
    body: str
    status: str = ""
    lead: Lead | None = None
    proposed: str = ""
    """Whose the duty is, in the words of who handed it back."""

    @property
    def kind(self) -> str:
        """`task`, `assignment`, `handback`, `obstacle` or `mending`: which template shows the row."""
        return self.row._meta.model_name or ""


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
    overdue: int = 0
    """How many of them are late, where its rows are not grouped by that."""

    @property
    def overdue_in_words(self) -> str:
        return f"quá hạn {self.overdue}"


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


def own_mendings(user: User, day: date, mine: bool = False) -> MendingQuerySet:
    """What inspections gave the user's bodies to mend; none of it is given to a person."""
    rows = Mending.objects.of_bodies(desk_ids(user, day)).unfinished()
    return rows.none() if mine else rows.order_by("due", "pk")


def asked_for(user: User, day: date) -> QuerySet[Extension]:
    """Extensions on which the user has to decide, of tasks that are neither over nor sent."""
    asked = Extension.objects.filter(decided_at=None).exclude(task__state__in=("submitted", *Task.DONE)).order_by()
    if user.sees_all(day):
        return asked
    return asked.filter(task__assignment__duty__receiver__in=desk_ids(user, day, RECEIVING))


def waiting_tasks(user: User, day: date, with_asked: bool = True) -> TaskQuerySet:
    """Tasks on which the user has to decide: sent to his body, and (`with_asked`) with an extension asked for.

    Without the latter the database walks along one index, however many there are.
    """
    tasks = Task.objects.filter(state="submitted")
    if not user.sees_all(day):
        own = desk_ids(user, day, RECEIVING)
        tasks = tasks.filter(assignment__in=Assignment.objects.filter(duty__receiver__in=own))
    if with_asked:
        asked = Task.objects.filter(pk__in=asked_for(user, day).values("task"))
        tasks = tasks | asked
    return tasks.with_standing(day)


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
    tasks, standing = own_tasks(user, day, mine), standing_assignments(user, day, mine)
    lead, support = standing.filter(role=Assignment.LEAD), standing.filter(role=Assignment.SUPPORT)
    obstacles, back = Obstacle.objects.for_desk(user, day), HandBack.objects.waiting_for(user, day)
    mendings, mended = own_mendings(user, day, mine), waiting_mendings(user, day)
    parts = {"khac-phuc": mendings, "chuyen-tra": back, "thuong-xuyen": lead, "phoi-hop": support}
    counts = _counts(user, day, tasks, {**parts, "obstacle": obstacles, "mending": mended})
    waiting = waiting_tasks(user, day, with_asked=bool(counts["asked"]))
    decisions: dict[str, QuerySet[Any]] = {
        "obstacle": obstacles.with_answer().order_by("at", "pk"),
        "task": with_duties(waiting).order_by("due", "pk"),
        "mending": mended.with_shortcoming().order_by("due", "pk"),
    }
    rows = {
        "viec": with_duties(_ranked(tasks)),
        "khac-phuc": mendings.with_shortcoming(),
        "nhan": Chained([(found, counts[name]) for name, found in decisions.items()]),
        "chuyen-tra": back.select_related("assignment__duty__adoption__document", "task", "by").order_by("at", "pk"),
        "thuong-xuyen": with_duty(lead),
        "phoi-hop": with_duty(support),
    }
    pages = {
        name: page_of(found, counts[name], LONG if only or name == "viec" else SHORT, number if only else 1)
        for name, found in rows.items()
        if counts[name] and only in (None, name)
    }
    return _parts(counts, pages, day)


def _counts(user: User, day: date, tasks: QuerySet[Any], parts: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each part has; tasks by standing, what waits for a decision by kind, what is late of the mending.

    The standings are asked for one by one, so that all the counts are one query.
    """
    by_standing = {standing: tasks.filter(standing=standing) for standing in URGENCY}
    late = parts["khac-phuc"].filter(due__lt=day).exclude(state="submitted")
    sent, asked = waiting_tasks(user, day, with_asked=False), asked_for(user, day)
    counts = how_many({**parts, **by_standing, "late": late, "sent": sent, "asked": asked})
    counts["task"] = counts["sent"] + counts["asked"]
    nhan = counts["obstacle"] + counts["task"] + counts["mending"]
    return counts | {"viec": sum(counts[standing] for standing in URGENCY), "nhan": nhan}


def how_many(parts: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Part → how many rows it has, all in one query."""
    asked: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for name, rows in parts.items():
        # Of what can have no rows the database is not asked.
        with suppress(EmptyResultSet):
            asked[name] = rows.order_by().values("pk").query.sql_with_params()
    counts = dict.fromkeys(parts, 0)
    if asked:
        listed = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) part)" for sql, _ in asked.values())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {listed}", [value for _, params in asked.values() for value in params])
            counts |= dict(zip(asked, cursor.fetchone() or (), strict=True))
    return counts


class Chained:
    """Rows of several kinds one after the other, as a list to be paged; the number of each is known."""

    def __init__(self, parts: Sequence[tuple[QuerySet[Any], int]]) -> None:
        self.parts = parts

    def __getitem__(self, wanted: slice) -> list[Any]:
        found: list[Any] = []
        start, stop = wanted.start, wanted.stop
        for rows, count in self.parts:
            if start < count and stop > 0:
                found += rows[max(start, 0) : min(stop, count)]
            start, stop = start - count, stop - count
        return found


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


def _parts(counts: dict[str, int], pages: dict[str, Page[Any]], day: date) -> dict[str, Part]:
    rows = {name: list(page.object_list) for name, page in pages.items()}
    bodies = leading({a.duty_id for a in rows.get("phoi-hop", ())})
    named = {body_of(row) for found in rows.values() for row in found}
    named |= {back.proposed_id for back in rows.get("chuyen-tra", ()) if back.proposed_id}
    named |= {body for found in bodies.values() for body in found[:FEW]}
    names = names_of(named, day)
    leads = _leads(bodies, names, day)
    parts = {}
    for name, title in PARTS.items():
        lines = [line_of(row, names, day, leads) for row in rows.get(name, ())]
        groups = _groups(lines, counts) if name == "viec" else []
        overdue = counts["late"] if name == "khac-phuc" else 0
        parts[name] = Part(name, title, counts[name], pages.get(name), lines, groups, overdue)
    return parts


def body_of(row: Row) -> int:
    """Whose row it is."""
    return row.organisation_id if isinstance(row, Assignment | Mending) else row.assignment.organisation_id


def line_of(row: Row, names: Mapping[int, str], day: date, leads: Mapping[int, Lead] = MappingProxyType({})) -> Line:
    """A row with its body's name, its standing on the day, and who leads."""
    status = row.status(day) if isinstance(row, Due) else ""
    lead = leads.get(row.duty_id) if isinstance(row, Assignment) else None
    proposed = names.get(row.proposed_id or 0, "") if isinstance(row, HandBack) else ""
    return Line(row, names.get(body_of(row), ""), status, lead, proposed)


def _groups(lines: list[Line], counts: dict[str, int]) -> list[Group]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.status].append(line)
    return [Group(s, TITLES[s], counts[s], found[s]) for s in URGENCY if found[s]]


def leads_of(duties: set[int], day: date) -> dict[int, Lead]:
    """Duty → who leads it and how far they are, in three queries."""
    bodies = leading(duties)
    return _leads(bodies, names_of({body for found in bodies.values() for body in found[:FEW]}, day), day)


def leading(duties: Iterable[int]) -> dict[int, list[int]]:
    """Duty → bodies that lead it; no query for no duties."""
    bodies: dict[int, list[int]] = defaultdict(list)
    bound = Assignment.objects.binding().filter(duty__in=duties, role=Assignment.LEAD).order_by("pk")
    for duty, body in bound.values_list("duty", "organisation"):
        bodies[duty].append(body)
    return bodies


def _leads(bodies: Mapping[int, list[int]], names: Mapping[int, str], day: date) -> dict[int, Lead]:
    standings = standings_of(bodies, day)
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
