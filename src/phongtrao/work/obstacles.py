"""Khó khăn, vướng mắc: raising one, and the deeds on it, all through `procedures.OBSTACLE`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import OBSTACLE
from phongtrao.words import HANOI, fold
from phongtrao.work.deeds import post_at, sealed
from phongtrao.work.models import RECEIVING, Assignment, Obstacle, ObstacleDeed, Task

ACTOR, COORDINATOR = "actor", "coordinator"
STALE = "Vướng mắc này vừa được người khác xử lý. Xin tải lại trang để xem trạng thái mới nhất."


def refusal(assignment: Assignment, task: Task | None, user: User, day: date) -> str | None:
    """Why the user may raise no obstacle on this duty of a body; None where he may."""
    if post_at(user, assignment.organisation, day, WRITING) is None:
        return "Vướng mắc do người xử lý việc của đơn vị được giao nêu."
    if not assignment.confirmed:
        return "Nhiệm vụ này còn chờ xác nhận kế thừa; xin đề nghị người giao việc xác nhận trước."
    if task is not None and task.state in Task.DONE:
        return "Việc này đã xong, không còn nêu vướng mắc."
    return None


@transaction.atomic
def raise_obstacle(assignment: Assignment, text: str, by: User, at: datetime, task: Task | None = None) -> Obstacle:
    """What keeps the body from doing its duty, to be answered by where its result goes. Raises Refused.

    The same words twice, while the first still stand open, are one.
    """
    day, text = at.astimezone(HANOI).date(), text.strip()
    if refused := refusal(assignment, task, by, day):
        raise Refused(refused)
    if not text:
        raise Refused("Xin ghi khó khăn, vướng mắc.")
    # Locked, so that two who send at one moment write one.
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    same = assignment.obstacles.exclude(state="closed").filter(text=text).first()
    if same is not None:
        return same
    given: dict[str, Any] = {"handler": assignment.duty.receiver, "folded": fold(text), "by": by, "at": at}
    row = Obstacle.objects.create(assignment=assignment, task=task, text=text, **given)
    post = post_at(by, assignment.organisation, day, WRITING)
    ObstacleDeed.objects.create(obstacle=row, deed="raise_obstacle", by=by, post=post, at=at)
    said = {"receiver": row.handler.code, **sealed(text)}
    LogEntry.record(by, "raise_obstacle", row, at, assignment.organisation, post, **said)
    return row


def roles(obstacle: Obstacle, user: User, day: date) -> set[str]:
    """`actor` of a writing post at the body that raised it, `coordinator` of a deciding one where it is answered."""
    held = set()
    if post_at(user, obstacle.assignment.organisation, day, WRITING):
        held.add(ACTOR)
    if user.sees_all(day) or post_at(user, obstacle.handler, day, RECEIVING):
        held.add(COORDINATOR)
    return held


def open_deeds(obstacle: Obstacle, user: User, day: date) -> list[Step]:
    """Steps that the user could take now and that would change something."""
    steps = OBSTACLE.open_deeds(obstacle.state, roles(obstacle, user, day))
    return [step for step in steps if _needless(obstacle, step.deed) is None]


def take(obstacle: Obstacle, deed: str, by: User, at: datetime, note: str = "", shared: bool = True) -> Obstacle:
    """Take one step; the obstacle as it stands afterwards. Raises Refused with the reason, and then nothing is written.

    `shared`: with an answer, whether question and answer are open to every body that the document binds.
    """
    day, note = at.astimezone(HANOI).date(), note.strip()
    step = OBSTACLE.allowed(obstacle.state, deed, roles(obstacle, by, day), ["words", "reason"] if note else [])
    if refused := _needless(obstacle, deed):
        raise Refused(refused)
    values = _values(obstacle, step, at, note, shared)
    post = _post(obstacle, step, by, day)
    with transaction.atomic():
        seen = {"state": obstacle.state, "handler": obstacle.handler_id, "answered_at": obstacle.answered_at}
        if Obstacle.objects.filter(pk=obstacle.pk, shared=obstacle.shared, **seen).update(**values) != 1:
            raise Refused(STALE)
        ObstacleDeed.objects.create(obstacle=obstacle, deed=deed, by=by, post=post, at=at, note=note)
        said = _said(obstacle, step, values)
        LogEntry.record(by, deed, obstacle, at, obstacle.assignment.organisation, post, **said, **sealed(note))
    obstacle.refresh_from_db()
    return obstacle


def _values(obstacle: Obstacle, step: Step, at: datetime, note: str, shared: bool) -> dict[str, Any]:
    """Columns that the step writes."""
    values: dict[str, Any] = {"state": step.after or obstacle.state}
    if step.deed == "answer":
        values |= {"answered_at": at, "shared": shared, "folded": fold(f"{obstacle.text} {note}")}
    elif step.deed == "pass_on":
        values["handler"] = obstacle.assignment.duty.adoption.organisation
    elif step.deed in ("publish", "withhold"):
        values["shared"] = step.deed == "publish"
    return values


def _said(obstacle: Obstacle, step: Step, values: dict[str, Any]) -> dict[str, Any]:
    """What the log says of it."""
    said = {"before": obstacle.state, "after": values["state"]}
    if "handler" in values:
        said["receiver"] = values["handler"].code
    return {**said, "shared": values["shared"]} if step.deed == "answer" else said


def _needless(obstacle: Obstacle, deed: str) -> str | None:
    """Why the deed would change nothing."""
    if deed == "pass_on" and obstacle.handler_id == obstacle.assignment.duty.adoption.organisation_id:
        return "Vướng mắc đã ở đơn vị giao việc từ văn bản; xin trả lời."
    if deed in ("publish", "withhold") and obstacle.answered_at is None:
        return "Vướng mắc chưa có trả lời."
    if deed == "publish" and obstacle.shared:
        return "Vướng mắc và trả lời đã được công bố."
    if deed == "withhold" and not obstacle.shared:
        return "Vướng mắc và trả lời vốn không công bố."
    return None


def _post(obstacle: Obstacle, step: Step, by: User, day: date) -> Post | None:
    """The post in which the person acts."""
    if ACTOR in step.who:
        return post_at(by, obstacle.assignment.organisation, day, WRITING)
    return post_at(by, obstacle.handler, day, RECEIVING)


def beside(assignment: Assignment, user: User, day: date, task: Task | None = None) -> dict[str, Any]:
    """What the page of a task, or of an assignment without a day, shows of obstacles."""
    rows = assignment.obstacles.with_answer().select_related("by")
    return {
        "obstacles": [(row, OBSTACLE.words[row.state]) for row in rows],
        "may_raise": refusal(assignment, task, user, day) is None,
    }
