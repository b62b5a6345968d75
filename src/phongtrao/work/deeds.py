"""Deeds on a task, all through `procedures.TASK`: the new state, its row, and its log entry in one transaction.

A state is written only where it is still the one that the person saw; who comes second is told so.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import TASK
from phongtrao.words import HANOI, day_in_words
from phongtrao.work import hand_back
from phongtrao.work.models import RECEIVING, ROOM, Assignment, Extension, Task, TaskDeed

ACTOR, RECEIVER = "actor", "receiver"
STALE = "Việc này vừa được người khác xử lý. Xin tải lại trang để xem trạng thái mới nhất."
OWN_WORK = "Người nộp hoặc đề nghị không tự quyết định việc của mình; xin chuyển người khác của đơn vị nhận."
Content = dict[str, Any]


def roles(task: Task, user: User, day: date, instead: bool = False) -> set[str]:
    """What the user may be to a task: see `roles_at`."""
    return roles_at(task.assignment, user, day, instead)


def roles_at(assignment: Assignment, user: User, day: date, instead: bool = False) -> set[str]:
    """`actor` of a writing post at the assignment's body, `receiver` of a deciding one where its result goes.

    A committee's desk is its standing body's; who decides for a body decides for its rooms. Quản trị of no body
    receives everywhere; `instead`: he is the actor, too (docs/decisions/in-a-bodys-stead.md).
    """
    held = {ACTOR} if instead and user.sees_all(day) else set()
    if post_at(user, assignment.organisation, day, WRITING):
        held.add(ACTOR)
    if user.sees_all(day) or post_at(user, assignment.duty.receiver, day, RECEIVING):
        held.add(RECEIVER)
    return held


def post_at(user: User, organisation: Organisation, day: date, functions: frozenset[str]) -> Post | None:
    """The user's post of one of these functions at the body's desk (see `desk_ids`); None where there is none."""
    desks = desks_of(organisation, day, functions)
    return next((p for p in user.posts_on(day) if p.function in desks.get(p.organisation_id or 0, ())), None)


def desks_of(organisation: Organisation, day: date, functions: frozenset[str]) -> dict[int, frozenset[str]]:
    """Body → functions that, held there, count for this one: itself, its standing body, the body it is a room of."""
    version = organisation.version(day)
    desks = {organisation.pk: functions}
    if version is not None and version.standing_body_id:
        desks[version.standing_body_id] = functions
    elif version is not None and version.kind == ROOM and version.parent_id:
        desks[version.parent_id] = functions & RECEIVING
    return desks


def open_deeds(task: Task, user: User, day: date, instead: bool = False) -> list[Step]:
    """Steps that the user could take now, what only another person may accept left out."""
    pending = pending_extension(task)
    steps = TASK.open_deeds(task.state, roles(task, user, day, instead))
    hidden = {"ask_extension"} if pending else {"refuse_extension"}
    return [s for s in steps if s.deed not in hidden and _own_work(task, s.deed, user, day, instead) is None]


def pending_extension(task: Task) -> Extension | None:
    """The extension asked for and not answered yet."""
    return task.extensions.filter(decided_at=None).first()


def check(
    task: Task,
    deed: str,
    by: User,
    at: datetime,
    note: str = "",
    with_file: bool = False,
    day: date | None = None,
    body: Organisation | None = None,
    instead: bool = False,
) -> Step:
    """The step that the deed takes; raises Refused with the reason. Writes nothing."""
    today = at.astimezone(HANOI).date()
    given = ["note", "reason"] if note.strip() else (["note"] if with_file else [])
    step = TASK.allowed(task.state, deed, roles(task, by, today, instead), given + given_with(day, body))
    refused = _own_work(task, deed, by, today, instead) or _wrong_day(task, deed, day) or _wrong_extension(task, deed)
    refused = refused or hand_back.wrong(task.assignment, deed, body, today)
    if refused:
        raise Refused(refused)
    return step


def given_with(day: date | None, body: Organisation | None) -> list[str]:
    """What of a step's needs is there besides words."""
    return [name for name, value in (("day", day), ("body", body)) if value]


def do(
    task: Task,
    deed: str,
    by: User,
    at: datetime,
    note: str = "",
    file: StoredFile | None = None,
    day: date | None = None,
    body: Organisation | None = None,
    instead: bool = False,
) -> Task:
    """Take one step; the task as it stands afterwards. Raises Refused with the reason, and then nothing is written.

    `day`: the new due day that is asked for or granted. `body`: to which it is proposed to pass the duty, or is passed.
    `instead`: see `roles_at`.
    """
    step = check(task, deed, by, at, note, file is not None, day, body, instead)
    with transaction.atomic():
        today = at.astimezone(HANOI).date()
        alone = {"alone": True} if _alone(task, deed, by, today) and not instead else {}
        _swap(task, step, at, day)
        post = _post(task, step, by, today)
        content = _extension(task, deed, by, at, day) | alone | stead(post, instead)
        if deed in hand_back.DEEDS:
            content |= hand_back.write(task.assignment, task, deed, by, post, at, note.strip(), body)
        said: Content = {"note": note.strip(), "file": file, "content": content}
        TaskDeed.objects.create(task=task, deed=deed, by=by, post=post, at=at, **said)
        _log(task, step, by, at, post, said)
    task.refresh_from_db()
    return task


def _swap(task: Task, step: Step, at: datetime, day: date | None) -> None:
    """The new state, where the task still stands as it was seen: its state, its day, and how often it was sent."""
    values: Content = {"state": step.after or task.state}
    if step.deed == "submit":
        values["sent_on"] = at.astimezone(HANOI).date()
    if step.deed == "extend":
        values["due"] = day
    seen = Task.objects.filter(pk=task.pk, state=task.state, due=task.due, sent_on=task.sent_on)
    if seen.update(**values) != 1:
        raise Refused(STALE)


def _extension(task: Task, deed: str, by: User, at: datetime, day: date | None) -> Content:
    """The row of an extension asked for, granted or refused; what the deed keeps of its days."""
    # The task's row is locked by now: what was asked or answered at the same moment shows.
    if refused := _wrong_extension(task, deed):
        raise Refused(refused)
    if deed == "ask_extension":
        Extension.objects.create(task=task, old_due=task.due, wanted=day, asked_by=by, asked_at=at)
        return {"old": task.due.isoformat(), "wanted": day.isoformat() if day else None}
    if deed not in ("extend", "refuse_extension"):
        return {}
    asked = pending_extension(task) or Extension(task=task, old_due=task.due)
    asked.granted = day if deed == "extend" else None
    asked.decided_by, asked.decided_at = by, at
    asked.save()
    return {"old": task.due.isoformat(), "new": day.isoformat()} if deed == "extend" and day else {}


def _wrong_day(task: Task, deed: str, day: date | None) -> str | None:
    if deed in ("ask_extension", "extend") and day is not None and day <= task.due:
        return f"Ngày mới phải sau thời hạn hiện nay ({day_in_words(task.due)}); xin chọn lại."
    return None


def _wrong_extension(task: Task, deed: str) -> str | None:
    if deed == "ask_extension" and pending_extension(task):
        return "Đã có đề nghị gia hạn đang chờ trả lời."
    if deed == "refuse_extension" and not pending_extension(task):
        return "Không có đề nghị gia hạn nào đang chờ trả lời."
    return None


def _own_work(task: Task, deed: str, by: User, day: date, instead: bool = False) -> str | None:
    """Why the person may not decide on what he sent or asked for himself; None where he may (docs/decisions)."""
    if instead and by.sees_all(day):
        return None
    return OWN_WORK if _is_own(task, deed, by) and not _alone(task, deed, by, day) else None


def _is_own(task: Task, deed: str, by: User) -> bool:
    if deed in ("accept", "return"):
        sent = task.deeds.filter(deed="submit").last()
        return sent is not None and sent.by_id == by.pk
    if deed == "extend":
        asked = pending_extension(task)
        return asked is not None and asked.asked_by_id == by.pk
    return is_own_hand_back(task.assignment, deed, by)


def is_own_hand_back(assignment: Assignment, deed: str, by: User) -> bool:
    """Whether the person would answer what he asked for himself."""
    waiting = hand_back.waiting_of(assignment) if deed in (hand_back.PASS_ON, hand_back.KEEP) else None
    return waiting is not None and waiting.by_id == by.pk


def _alone(task: Task, deed: str, by: User, day: date) -> bool:
    """Whether a person decides on his own work because nobody else holds a deciding post at the receiver."""
    return _is_own(task, deed, by) and decides_alone(task.assignment, by, day)


def decides_alone(assignment: Assignment, by: User, day: date) -> bool:
    """Whether nobody else holds a deciding post where the assignment's result goes."""
    desks = desks_of(assignment.duty.receiver, day, RECEIVING)
    others = Post.objects.on(day).filter(organisation__in=desks, function__in=RECEIVING, user__is_active=True)
    return not others.exclude(user=by).exists()


def _post(task: Task, step: Step, by: User, day: date) -> Post | None:
    """The post in which the person acts."""
    if ACTOR in step.who:
        return post_at(by, task.assignment.organisation, day, WRITING)
    return post_at(by, task.assignment.duty.receiver, day, RECEIVING)


def stead(post: Post | None, instead: bool) -> dict[str, bool]:
    """What the log says of a deed that was done in a body's stead."""
    return {"instead": True} if instead and post is None else {}


def _log(task: Task, step: Step, by: User, at: datetime, post: Post | None, said: Content) -> None:
    organisation = task.assignment.organisation
    moved = {"before": task.state, "after": step.after or task.state}
    held = sealed(said["note"], said["file"])
    LogEntry.record(by, step.deed, task, at, organisation, post, **moved, **held, **said["content"])


def sealed(note: str, file: StoredFile | None = None) -> Content:
    """What the log keeps of words and of a file: digests, so that what should not be there can still be taken out."""
    said = {"note": hashlib.sha256(note.encode()).hexdigest()} if note else {}
    return {**said, "file": file.sha256} if file else said
