"""How far work is, as offices count it: done on time or late, going on in time or past its day.

Every task counts once, in exactly one of the four; what was waived or closed does not count. What was handed back and
nobody has settled is still somebody's work. A result that was sent and not accepted yet is late where it was sent late.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Sum, Value, When
from django.db.models.functions import Coalesce

from phongtrao.organisations.models import User
from phongtrao.work.counted import BITS, MASK, PLACES
from phongtrao.work.models import Assignment, AssignmentQuerySet, DeadlineRule, Duty, Task, TaskQuerySet

FEW = 20
"""Bodies within a person's reach: a commune's, not a province's."""


class Tally(NamedTuple):
    """Counts of tasks, and beside them of assignments without a day (of support, where support is asked for).

    A tuple, because a province's board makes and adds up thousands of them.
    """

    accepted: int = 0
    accepted_late: int = 0
    within: int = 0
    overdue: int = 0
    undated: int = 0

    def __add__(self, other: Tally) -> Tally:  # type: ignore[override]
        return Tally(self[0] + other[0], self[1] + other[1], self[2] + other[2], self[3] + other[3], self[4] + other[4])

    def __bool__(self) -> bool:
        return bool(self.total or self.undated)

    @property
    def total(self) -> int:
        """Tasks: the sum of the four."""
        return self.accepted + self.accepted_late + self.within + self.overdue

    def of(self, count: str) -> int:
        """The count of this name."""
        return int(getattr(self, count))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which work is counted: what the user may see on `day`, of one document or duty, lead or support, of a period.

    `period`: tasks due in it; assignments without a day of adoptions followed on some day of it. `documents`: of these
    alone, a programme's; None for all.
    """

    user: User
    day: date
    document: int | None = None
    duty: int | None = None
    role: str = Assignment.LEAD
    period: tuple[date, date] | None = None
    documents: frozenset[int] | None = None

    @property
    def is_of_all(self) -> bool:
        """Whether it is neither of one document nor of one duty."""
        return self.document is None and self.duty is None

    @property
    def is_wide(self) -> bool:
        """Whether nothing narrows it but who may see it, role and period."""
        return self.is_of_all and self.documents is None

    @property
    def reaches_few(self) -> bool:
        """Whether the person sees so little that it is found sooner than all tasks are counted."""
        return not self.user.sees_all(self.day) and len(self.user.reach(self.day)) <= FEW

    def assignments(self) -> AssignmentQuerySet:
        """Every assignment of the scope, with a day or without."""
        found = Assignment.objects.visible_to(self.user, self.day).filter(role=self.role).order_by()
        if self.document is not None:
            found = found.filter(duty__adoption__document=self.document)
        if self.documents is not None:
            found = found.filter(duty__adoption__document__among=self.documents)
        return found if self.duty is None else found.filter(duty=self.duty)

    def undated(self) -> AssignmentQuerySet:
        """Those that bind without opening tasks: of duties without a day, all where the role is support."""
        found = self.assignments().binding()
        if self.role == Assignment.LEAD:
            dated = DeadlineRule.objects.filter(duty=OuterRef("pk"), retired_at=None, dated=True)
            found = found.filter(duty__in=Duty.objects.filter(~Exists(dated)).order_by().values("pk"))
        if self.period:
            found = found.filter(duty__adoption__follow_until__gte=self.period[0])
            found = found.filter(duty__adoption__follow_from__lte=self.period[1])
        return found

    def tasks(self) -> TaskQuerySet:
        """Tasks of the documents, duty and period, whoever may see them."""
        found = Task.objects.order_by()
        if self.document is not None:
            found = found.filter(assignment__duty__adoption__document=self.document)
        if self.documents is not None:
            found = found.filter(assignment__duty__adoption__document__among=self.documents)
        if self.period:
            found = found.filter(due__range=self.period)
        return found if self.duty is None else found.filter(assignment__duty=self.duty)

    def place(self) -> Coalesce:
        """The one of PLACES in which a task counts on the day; 0 where it does not."""
        late, within = Value(PLACES["overdue"]), Value(PLACES["within"])
        return Coalesce("settled", Case(When(due__lt=self.day, then=late), default=within))


def tallies(scope: Scope, line: str) -> dict[tuple[int, int], Tally]:
    """(line, body) → its tally; `line` is a path from an assignment: `duty`, `duty__adoption__document`."""
    found: dict[tuple[int, int], Tally] = defaultdict(Tally)
    for key, body, packed in _packed(scope, line):
        found[key, body] = Tally(
            packed & MASK, packed >> BITS & MASK, packed >> 2 * BITS & MASK, packed >> 3 * BITS & MASK
        )
    undated = scope.undated().values_list(line, "organisation").annotate(n=Count("pk"))
    for key, body, count in undated:
        found[key, body] += Tally(undated=count)
    return {place: tally for place, tally in found.items() if tally}


def _packed(scope: Scope, line: str) -> list[tuple[int, int, int]]:
    """Line, body, and its four counts in one number, 15 bits each.

    Tasks are summed by assignment first, along their index, and only these sums are joined: over 200,000 tasks a third
    of the time of joining each. What does not hang on the day lies in the row (`Task.settled`). A body with more than
    32,767 tasks of one document would overflow it.
    """
    tasks = scope.tasks()
    if scope.reaches_few:
        tasks = tasks.filter(assignment__in=scope.assignments())
    sums = tasks.values("assignment").annotate(packed=Sum(scope.place()))
    bound = scope.assignments().annotate(bound=F("pk"), line=F(line), body=F("organisation"))
    (left, given), (right, more) = _sql(sums), _sql(bound.values("bound", "line", "body"))
    joined = (
        f"SELECT bound.line, bound.body, CAST(SUM(sums.packed) AS bigint) FROM ({left}) sums"
        f" JOIN ({right}) bound ON bound.bound = sums.assignment GROUP BY bound.line, bound.body"
    )
    with connection.cursor() as cursor:
        cursor.execute(joined, [*given, *more])
        return list(cursor.fetchall())


def _sql(rows: Any) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.sql_with_params()
    return str(sql), tuple(params)
