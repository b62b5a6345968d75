"""Tasks and assignments as lines for scripts: what `phongtrao tasks` prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from phongtrao.organisations.models import Organisation
from phongtrao.words import STATUS
from phongtrao.work.desk import names_of
from phongtrao.work.models import Assignment, AssignmentQuerySet, DeadlineRule, Task
from phongtrao.work.open_tasks import dues_followed

UNDATED, SUPPORT, UNCONFIRMED, OUTSIDE, UNOPENED = "undated", "support", "unconfirmed", "outside", "unopened"
PASSED_ON = "passed_on"
"""How an assignment without tasks stands: no day; support of a dated duty; a successor waiting for a person's word;
every day of it outside the followed span; days that are not opened yet; a duty passed to another body."""
WORDS = {
    **STATUS,
    SUPPORT: "phối hợp",
    UNCONFIRMED: "chờ xác nhận kế thừa",
    OUTSIDE: "ngoài thời gian theo dõi",
    UNOPENED: "chưa mở",
    PASSED_ON: "đã chuyển đơn vị khác",
}
Line = dict[str, Any]


def task_lines(day: date, organisation: Organisation | None = None) -> Iterator[Line]:
    """A line for each task as it stands on `day`, and for each assignment that has none; of one body or of all.

    Keys: id (`12`, `a12` for an assignment), duty, document, clause, organisation, organisation_code, role, text, due
    (ISO or None), status. Who supports has no task of his own: his line is `support`, without a day.
    """
    assignments = Assignment.objects.filter(declined_at=None)
    if organisation is not None:
        assignments = assignments.filter(organisation=organisation)
    names = names_of(assignments.values_list("organisation", flat=True), day)
    yield from _with_tasks(assignments, names, day)
    yield from _without_tasks(assignments, names, day)


def _with_tasks(assignments: AssignmentQuerySet, names: dict[int, str], day: date) -> Iterator[Line]:
    tasks = Task.objects.filter(assignment__in=assignments).order_by("due", "pk")
    shown = tasks.select_related("assignment__organisation", "assignment__duty__adoption__document")
    for task in shown.iterator(chunk_size=2000):
        line = _line(task.assignment, names)
        yield {**line, "id": str(task.pk), "due": task.due.isoformat(), "status": task.status(day)}


def _without_tasks(assignments: AssignmentQuerySet, names: dict[int, str], day: date) -> Iterator[Line]:
    bare = assignments.filter(~Exists(Task.objects.filter(assignment=OuterRef("pk"))))
    dated = _dated(bare)
    shown = bare.order_by("duty__adoption", "duty__position", "pk")
    for assignment in shown.select_related("organisation", "duty__adoption__document").iterator(chunk_size=2000):
        status = _bare_status(assignment, dated.get(assignment.duty_id))
        yield {**_line(assignment, names), "id": f"a{assignment.pk}", "due": None, "status": status}


def _bare_status(assignment: Assignment, is_later: bool | None) -> str:
    """`is_later`: whether its duty has a day within the followed span; None where it has none at all."""
    if assignment.passed_on_at is not None:
        return PASSED_ON
    if not assignment.confirmed:
        return UNCONFIRMED
    if is_later is None:
        return UNDATED
    if assignment.role == Assignment.SUPPORT:
        return SUPPORT
    return UNOPENED if is_later else OUTSIDE


def _dated(assignments: AssignmentQuerySet) -> dict[int, bool]:
    """Dated duty → whether one of its days lies within the followed span."""
    rules = DeadlineRule.objects.filter(duty__in=assignments.order_by().values("duty"), retired_at=None, dated=True)
    found: dict[int, bool] = {}
    for rule in rules.select_related("duty__adoption"):
        adoption = rule.duty.adoption
        inside = bool(dues_followed(rule, adoption, adoption.follow_until))
        found[rule.duty_id] = found.get(rule.duty_id, False) or inside
    return found


def _line(assignment: Assignment, names: dict[int, str]) -> Line:
    duty = assignment.duty
    document = duty.adoption.document
    return {
        "id": "",
        "duty": duty.pk,
        "document": document.number or document.title,
        "clause": duty.clause,
        "organisation": names.get(assignment.organisation_id, assignment.organisation.code),
        "organisation_code": assignment.organisation.code,
        "role": assignment.role,
        "text": duty.text,
        "due": None,
        "status": "",
    }
