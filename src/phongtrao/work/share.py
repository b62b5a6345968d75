"""Deeds on an assignment inside its body: delegate it, note how an undated one stands, set a day to look at it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import Function, LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import ASSIGNMENT
from phongtrao.words import HANOI
from phongtrao.work import deeds, hand_back
from phongtrao.work.deeds import desks_of, post_at, sealed
from phongtrao.work.models import RECEIVING, Assignment, AssignmentNote

LEADING = RECEIVING | {Function.ADMINISTRATOR}
"""Functions that share out a body's work."""


def noting_post(assignment: Assignment, user: User, day: date) -> Post | None:
    """The post in which the user says how the body's work stands; None for one who may not."""
    return post_at(user, assignment.organisation, day, WRITING)


def sharing_post(assignment: Assignment, user: User, day: date) -> Post | None:
    """The post in which the user shares out the body's work: its leader, focal point or administrator."""
    return post_at(user, assignment.organisation, day, LEADING)


def colleagues(assignment: Assignment, day: date) -> list[User]:
    """People to whom the body may delegate: those with a writing post at its desk."""
    desks = desks_of(assignment.organisation, day, WRITING)
    posts = Post.objects.on(day).filter(organisation__in=desks, function__in=WRITING, user__is_active=True)
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("full_name", "username"))


@transaction.atomic
def delegate(assignment: Assignment, to: User | None, by: User, at: datetime) -> bool:
    """Give the body's work to one of its people, or (None) back to all; False where it stands so. Raises Refused."""
    day = at.astimezone(HANOI).date()
    post = sharing_post(assignment, by, day)
    if post is None:
        raise Refused("Việc phân công thuộc về lãnh đạo hoặc đầu mối của đơn vị.")
    if to is not None and to not in colleagues(assignment, day):
        raise Refused(f"{to} không giữ chức năng xử lý việc ở đơn vị này; xin chọn người khác.")
    seen = Assignment.objects.filter(pk=assignment.pk).exclude(delegated_to=to)
    if not seen.update(delegated_to=to):
        return False
    assignment.delegated_to = to
    said = {"to": to.username if to else None}
    LogEntry.record(by, "delegate", assignment, at, assignment.organisation, post, **said)
    return True


@transaction.atomic
def note(assignment: Assignment, text: str, by: User, at: datetime, file: StoredFile | None = None) -> AssignmentNote:
    """Say how an assignment stands; the last note is what the desk shows. Raises Refused."""
    post = noting_post(assignment, by, at.astimezone(HANOI).date())
    if post is None:
        raise Refused("Ghi chú thuộc về người xử lý việc của đơn vị được giao.")
    if not text.strip() and file is None:
        raise Refused("Xin ghi nội dung hoặc đính kèm tệp.")
    row = AssignmentNote.objects.create(assignment=assignment, text=text.strip(), file=file, by=by, post=post, at=at)
    LogEntry.record(by, "note", assignment, at, assignment.organisation, post, **sealed(row.text, file))
    return row


@transaction.atomic
def look_on(assignment: Assignment, day: date | None, by: User, at: datetime) -> bool:
    """Set the day on which the body wants to look at it again; False where it stands so. Raises Refused."""
    today = at.astimezone(HANOI).date()
    post = sharing_post(assignment, by, today)
    if post is None:
        raise Refused("Ngày xem lại do lãnh đạo hoặc đầu mối của đơn vị đặt.")
    if day is not None and day < today:
        raise Refused("Ngày xem lại phải từ hôm nay trở đi; xin chọn lại.")
    if assignment.look_on == day:
        return False
    Assignment.objects.filter(pk=assignment.pk).update(look_on=day)
    assignment.look_on = day
    said = {"day": day.isoformat() if day else None}
    LogEntry.record(by, "look_on", assignment, at, assignment.organisation, post, **said)
    return True


def state_of(assignment: Assignment) -> str:
    """Where it stands in procedures.ASSIGNMENT, by stored facts."""
    if assignment.passed_on_at is not None:
        return "passed_on"
    return "handed_back" if hand_back.waiting_of(assignment) else "binding"


def open_steps(assignment: Assignment, user: User, day: date) -> list[Step]:
    """Steps of handing back that the user could take now; none while a task is there, which is handed back itself."""
    if not assignment.confirmed or assignment.tasks.unfinished().exists() or _task_of(assignment):
        return []
    steps = ASSIGNMENT.open_deeds(state_of(assignment), deeds.roles_at(assignment, user, day))
    return [step for step in steps if _own(assignment, step.deed, user, day) is None]


def _task_of(assignment: Assignment) -> bool:
    waiting = hand_back.waiting_of(assignment)
    return waiting is not None and waiting.task_id is not None


def _own(assignment: Assignment, deed: str, by: User, day: date) -> str | None:
    own = deeds.is_own_hand_back(assignment, deed, by)
    return deeds.OWN_WORK if own and not deeds.decides_alone(assignment, by, day) else None


@transaction.atomic
def take(
    assignment: Assignment, deed: str, by: User, at: datetime, reason: str = "", body: Organisation | None = None
) -> None:
    """One step of procedures.ASSIGNMENT: hand back what has no task, pass it on to another body, or keep it as it is.
    Raises Refused."""
    day = at.astimezone(HANOI).date()
    row = Assignment.objects.get(pk=assignment.pk)
    given = [*(["reason"] if reason.strip() else []), *deeds.given_with(None, body)]
    ASSIGNMENT.allowed(state_of(row), deed, deeds.roles_at(row, by, day), given)
    if row.tasks.unfinished().exists() or _task_of(row):
        raise Refused("Nhiệm vụ này có việc đến hạn: xin chuyển trả, trả lời ở trang của việc ấy.")
    if refused := _own(row, deed, by, day) or hand_back.wrong(row, deed, body, day):
        raise Refused(refused)
    at_home = deed == hand_back.HAND_BACK
    post = post_at(by, row.organisation, day, WRITING) if at_home else post_at(by, row.duty.receiver, day, RECEIVING)
    said = hand_back.write(row, None, deed, by, post, at, reason.strip(), body)
    LogEntry.record(by, deed, row, at, row.organisation, post, **sealed(reason.strip()), **said)
    assignment.refresh_from_db()
