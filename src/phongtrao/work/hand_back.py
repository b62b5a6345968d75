"""What handing back writes: the words of the body, the receiver's answer, and the duty where it goes on.

Asked and guarded by `deeds` (on a task) and `share` (on an assignment without one); nothing here asks who may.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.models import Assignment, HandBack, Task, TaskDeed
from phongtrao.work.settle import bind

HAND_BACK, PASS_ON, KEEP = "hand_back", "pass_on", "keep"
DEEDS = (HAND_BACK, PASS_ON, KEEP)
GOING_ON = ("open", "started", "returned", "handed_back")
"""States of tasks that close with the duty: what was sent is still accepted or returned where it was sent from."""


def waiting_of(assignment: Assignment) -> HandBack | None:
    """What the body asked for and nobody has answered."""
    return assignment.hand_backs.waiting().first()


def wrong(assignment: Assignment, deed: str, body: Organisation | None, day: date) -> str | None:
    """Why the deed cannot be done with that body; None where it can."""
    if deed not in DEEDS:
        return None
    is_asked = waiting_of(assignment) is not None
    if deed == HAND_BACK and is_asked:
        return "Đã có đề nghị chuyển trả đang chờ trả lời."
    if deed != HAND_BACK and not is_asked:
        return "Không có đề nghị chuyển trả nào đang chờ trả lời."
    if body is not None and body.pk == assignment.organisation_id:
        return "Nhiệm vụ đang giao cho chính đơn vị này; xin chọn đơn vị khác."
    if deed == PASS_ON and body is not None and not _may_be_told(assignment, body, day):
        return "Đơn vị này không thuộc phạm vi giao việc từ văn bản; xin chọn đơn vị khác."
    return None


def _may_be_told(assignment: Assignment, body: Organisation, day: date) -> bool:
    return body.pk in tree.below_either([assignment.duty.adoption.organisation_id], day)


def write(
    assignment: Assignment,
    task: Task | None,
    deed: str,
    by: User,
    post: Post | None,
    at: datetime,
    note: str,
    body: Organisation | None,
) -> dict[str, Any]:
    """The row of what was asked or answered, in the deed's transaction; what deed and log keep of it.

    Raises Refused where somebody else asked or answered at the same moment.
    """
    # Locked, so that it shows.
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    if refused := wrong(assignment, deed, body, at.astimezone(HANOI).date()):
        raise Refused(refused)
    if deed == HAND_BACK:
        asked = {"reason": note, "proposed": body, "by": by, "post": post, "at": at}
        HandBack.objects.create(assignment=assignment, task=task, **asked)
        return {"proposed": body.code} if body else {}
    waiting = assignment.hand_backs.waiting().get()
    waiting.answer, waiting.decided_by, waiting.decided_at = note, by, at
    waiting.passed_to = body if deed == PASS_ON else None
    waiting.save()
    if deed != PASS_ON or body is None:
        return {}
    return {"passed_to": body.code, "tasks": _pass_on(assignment, task, body, by, post, at)}


def _pass_on(old: Assignment, task: Task | None, body: Organisation, by: User, post: Post | None, at: datetime) -> int:
    """Close what the body had still to do, open the same for the other one; how many tasks go on."""
    day = at.astimezone(HANOI).date()
    going = old.tasks.select_for_update().filter(state__in=GOING_ON)
    rows = [*going, *([task] if task else [])]
    reason = f"Chuyển {body.name_on(day)}"[:300]
    Task.objects.filter(pk__in=[row.pk for row in rows]).update(state="closed", closed_reason=reason)
    others = [TaskDeed(task=row, deed=PASS_ON, by=by, post=post, at=at) for row in rows if row != task]
    TaskDeed.objects.bulk_create(others)
    Assignment.objects.filter(pk=old.pk).update(passed_on_at=at)
    new = _bound(old, body, min((row.scheduled_for for row in rows), default=day))
    same = ("rule_id", "period", "scheduled_for", "due")
    opened = [Task(assignment=new, opened_at=at, **{name: getattr(row, name) for name in same}) for row in rows]
    Task.objects.bulk_create(opened, ignore_conflicts=True)
    return len(opened)


def _bound(old: Assignment, body: Organisation, since: date) -> Assignment:
    """The other body's assignment; days before `since` stay with the old one, unless it was bound already."""
    there = old.duty.assignments.binding().filter(organisation=body, role=old.role).exists()
    bind(old.duty, [body], old.role, "")
    new: Assignment = old.duty.assignments.get(organisation=body)
    if not there:
        new.since = since
        new.save(update_fields=["since"])
    return new
