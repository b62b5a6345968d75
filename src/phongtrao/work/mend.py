"""Deeds on a mending task, all through `procedures.MENDING`: its new state, its row and its log entry at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import MENDING
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.deeds import STALE, post_at, sealed
from phongtrao.work.inspections import INSPECTING, inspecting_post
from phongtrao.work.models import Mending, MendingDeed, MendingQuerySet, desk_ids

ACTOR, INSPECTOR = "actor", "inspector"


def waiting_mendings(user: User, day: date) -> MendingQuerySet:
    """What bodies say they have put right, for the user to look at."""
    sent = Mending.objects.filter(state="submitted")
    return sent if user.sees_all(day) else sent.decided_by(desk_ids(user, day, INSPECTING))


def roles(mending: Mending, user: User, day: date) -> set[str]:
    """`actor` of a writing post at the body that mends, `inspector` of one that records at the inspecting body."""
    held = set()
    if post_at(user, mending.visit.organisation, day, WRITING):
        held.add(ACTOR)
    if user.sees_all(day) or inspecting_post(mending.visit.inspection, user, day):
        held.add(INSPECTOR)
    return held


def open_deeds(mending: Mending, user: User, day: date) -> list[Step]:
    """Steps that the user could take now."""
    steps = MENDING.open_deeds(mending.state, roles(mending, user, day))
    return [step for step in steps if _own_work(mending, step.deed, user) is None]


def check(
    mending: Mending,
    deed: str,
    by: User,
    at: datetime,
    note: str = "",
    with_file: bool = False,
    day: date | None = None,
) -> Step:
    """The step that the deed takes; raises Refused with the reason. Writes nothing."""
    given = ["note", "reason"] if note.strip() else (["note"] if with_file else [])
    held = roles(mending, by, at.astimezone(HANOI).date())
    step = MENDING.allowed(mending.state, deed, held, given + (["day"] if day else []))
    refused = _own_work(mending, deed, by)
    if deed == "extend" and day is not None and day <= mending.due:
        refused = f"Ngày mới phải sau thời hạn hiện nay ({day_in_words(mending.due)}); xin chọn lại."
    if refused:
        raise Refused(refused)
    return step


def do(
    mending: Mending,
    deed: str,
    by: User,
    at: datetime,
    note: str = "",
    file: StoredFile | None = None,
    day: date | None = None,
) -> Mending:
    """Take one step; the mending task as it stands afterwards. Raises Refused, and then nothing is written.

    `day`: the new due day that is granted.
    """
    step, note = check(mending, deed, by, at, note, file is not None, day), note.strip()
    today = at.astimezone(HANOI).date()
    moved = {"old": mending.due.isoformat(), "new": day.isoformat()} if deed == "extend" and day else {}
    post = _post(mending, step, by, today)
    with transaction.atomic():
        values: dict[str, Any] = {"state": step.after or mending.state}
        values |= {"sent_on": today} if deed == "submit" else {}
        values |= {"due": day} if moved else {}
        seen = Mending.objects.filter(pk=mending.pk, state=mending.state, due=mending.due, sent_on=mending.sent_on)
        if seen.update(**values) != 1:
            raise Refused(STALE)
        said = {"note": note, "file": file, "content": moved}
        MendingDeed.objects.create(mending=mending, deed=deed, by=by, post=post, at=at, **said)
        kept = {"before": mending.state, "after": values["state"], **moved, **sealed(note, file)}
        LogEntry.record(by, deed, mending, at, mending.visit.organisation, post, **kept)
    mending.refresh_from_db()
    return mending


def _own_work(mending: Mending, deed: str, by: User) -> str | None:
    """Why the person may not decide on what he sent himself (docs/decisions/who-accepts.md)."""
    if deed not in ("accept", "return"):
        return None
    sent = mending.deeds.filter(deed="submit").last()
    if sent is None or sent.by_id != by.pk:
        return None
    return "Người nộp không tự quyết định việc của mình; xin chuyển người khác của đơn vị kiểm tra."


def _post(mending: Mending, step: Step, by: User, day: date) -> Post | None:
    """The post in which the person acts."""
    if ACTOR in step.who:
        return post_at(by, mending.visit.organisation, day, WRITING)
    return inspecting_post(mending.visit.inspection, by, day)
