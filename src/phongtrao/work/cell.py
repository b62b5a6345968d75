"""What lies behind a cell of the board: its tasks, or its assignments without a day, page by page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef

from phongtrao.work.board import Board
from phongtrao.work.counted import PLACES, UNDATED
from phongtrao.work.desk import Line, line_of, page_of, with_duties, with_duty
from phongtrao.work.models import AssignmentQuerySet, TaskQuerySet

ROWS = 30


def cell_page(found: Board, count: str, number: int | str, narrow: bool) -> tuple[Page[Any], list[Line]]:
    """A page of what the board counts under `count` (the empty string: all with a day), with its lines.

    `narrow`: whether the board is of some bodies only.
    """
    bodies = {body for group in found.groups for body in group.bodies} if narrow else None
    many = found.total.of(count) if count else found.total.total
    rows = _undated(found, bodies) if count == UNDATED else _tasks(found, count, bodies)
    page = page_of(rows, many, ROWS, number)
    return page, [line_of(row, found.names, found.scope.day) for row in page.object_list]


def _tasks(found: Board, count: str, bodies: set[int] | None) -> TaskQuerySet:
    tasks = found.scope.tasks().annotate(place=found.scope.place())
    tasks = tasks.filter(place=PLACES[count]) if count else tasks.filter(place__gt=0)
    bound = _of(found.scope.assignments(), bodies)
    if not found.scope.is_wide:
        tasks = tasks.filter(assignment__in=bound)
    elif found.scope.reaches_few:
        # Named, so that the database looks these up and does not walk along all tasks to find them.
        tasks = tasks.filter(assignment__among=set(bound.values_list("pk", flat=True)))
    else:
        # Of very many the first by their days: walked along these, each asked whether it is one of them.
        tasks = tasks.filter(Exists(bound.filter(pk=OuterRef("assignment"))))
    return with_duties(tasks.order_by("due", "pk"))


def _undated(found: Board, bodies: set[int] | None) -> AssignmentQuerySet:
    return with_duty(_of(found.scope.undated(), bodies).order_by("duty__adoption", "duty__position", "pk"))


def _of(assignments: AssignmentQuerySet, bodies: set[int] | None) -> AssignmentQuerySet:
    return assignments if bodies is None else assignments.filter(organisation__among=bodies)
