"""Deeds on a report, through `procedures.REPORT`: the edition's new state, its row and log entry in one transaction.

What is written into a draft is no deed: it is sealed, as a digest of all its cells, when the edition is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects

from phongtrao.access import WRITING
from phongtrao.organisations.models import Function, LogEntry, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import REPORT
from phongtrao.reports.models import Edition, Mark, Report, ReportDeed
from phongtrao.reports.open_report import draft_of
from phongtrao.reports.unfinished import open_points
from phongtrao.words import HANOI
from phongtrao.work import deeds as task_deeds
from phongtrao.work.deeds import post_at, sealed, stead
from phongtrao.work.models import RECEIVING, desk_ids

ACTOR, LEADER, RECEIVER = "actor", "leader", "receiver"
LEADING = frozenset({Function.LEADER.value})
STALE = "Báo cáo này vừa được người khác xử lý. Xin tải lại trang để xem trạng thái mới nhất."
OWN = "Người lập báo cáo không tự nhận báo cáo của mình; xin chuyển người khác của đơn vị nhận."
MOST_MARKS = 200


def roles(report: Report, user: User, day: date, instead: bool = False) -> set[str]:
    """`actor` of a writing post at the body, `leader` of its leader's, `receiver` of a deciding one where it goes.

    `instead`: quản trị of no body is all of them, in the body's stead (docs/decisions/in-a-bodys-stead.md).
    """
    held = {ACTOR, LEADER} if instead and user.sees_all(day) else set()
    if post_at(user, report.organisation, day, WRITING):
        held.add(ACTOR)
    if post_at(user, report.organisation, day, LEADING):
        held.add(LEADER)
    if user.sees_all(day) or post_at(user, report.receiver, day, RECEIVING):
        held.add(RECEIVER)
    return held


def waiting(user: User, day: date) -> QuerySet[Edition]:
    """Editions on which a decision is the user's: to let out what his body wrote, to accept what came to his desk."""
    leads, receives = desk_ids(user, day, LEADING), desk_ids(user, day, RECEIVING)
    to_accept = Q(state="approved") & ~Q(sent_by=user)
    if not user.sees_all(day):
        to_accept &= Q(report__receiver__in=receives)
    return Edition.objects.filter(Q(state="sent", report__organisation__in=leads) | to_accept)


def open_deeds(edition: Edition, user: User, day: date) -> list[Step]:
    """Steps that the user could take now, what only another person may accept left out."""
    steps = REPORT.open_deeds(edition.state, roles(edition.report, user, day))
    return [s for s in steps if _own(edition, s.deed, user) is None]


def take(
    edition: Edition, deed: str, by: User, at: datetime, note: str = "", marks: Mapping[str, str] | None = None,
    instead: bool = False,
) -> Edition:  # fmt: skip
    """Take one step; the edition as it stands afterwards, for `correct_report` the new draft. Raises Refused.

    `marks`: with a return, cell → what is to be looked at there. `instead`: see `roles`.
    """
    report, day = edition.report, at.astimezone(HANOI).date()
    prefetch_related_objects([report.organisation, report.receiver], "versions")
    note, marks = note.strip(), {name: text.strip() for name, text in (marks or {}).items() if text.strip()}
    given = ["reason", "note"] if note or marks else []
    step = REPORT.allowed(edition.state, deed, roles(report, by, day, instead), given)
    if deed == "correct_report":
        return draft_of(report, by, at, instead)
    own = None if instead and by.sees_all(day) else _own(edition, deed, by)
    if refused := own or _unfinished(edition, deed) or _wrong_marks(edition, marks):
        raise Refused(refused)
    with transaction.atomic():
        counts = Report.objects.select_for_update().values_list("sent", "accepted").get(pk=report.pk)
        report.sent_id, report.accepted_id = counts
        _swap(edition, step, by, day)
        _point(report, edition, deed)
        post = _post(report, step, by, day)
        Mark.objects.bulk_create(Mark(edition=edition, cell=cell, text=text[:500]) for cell, text in marks.items())
        ReportDeed.objects.create(report=report, edition=edition, deed=deed, by=by, post=post, at=at, note=note)
        said = {
            "before": edition.state,
            "after": step.after,
            "edition": edition.nth,
            **sealed(note),
            **stead(post, instead),
        }
        said |= {"digest": digest(edition)} if deed == "send_report" else {}
        LogEntry.record(by, deed, report, at, report.organisation, post, **said)
        _move_task(report, deed, by, at, instead)
    edition.refresh_from_db(fields=["state", "sent_by", "sent_on"])
    return edition


def digest(edition: Edition) -> str:
    """SHA-256 over what the edition says: figures by name, answers by question."""
    figures = edition.figures.order_by("indicator__name").values_list("indicator__name", "value", "base", "nothing")
    answers = edition.answers.order_by("question").values_list("question", "text")
    said: dict[str, Any] = {"figures": [list(f) for f in figures], "answers": [list(a) for a in answers]}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _own(edition: Edition, deed: str, by: User) -> str | None:
    """Why the person may not accept what he put forward himself (docs/decisions/who-accepts.md)."""
    return OWN if deed == "accept_report" and edition.sent_by_id == by.pk else None


def _unfinished(edition: Edition, deed: str) -> str | None:
    hard = [one for one in open_points(edition) if one.hard] if deed == "send_report" else []
    if not hard:
        return None
    more = f" Còn {len(hard) - 1} mục khác." if len(hard) > 1 else ""
    return f"Chưa trình được: {hard[0].text}{more}"


def _wrong_marks(edition: Edition, marks: Mapping[str, str]) -> str | None:
    form = edition.version.said
    if set(marks) - {*form.names, *(q.name for q in form.questions)} or len(marks) > MOST_MARKS:
        return "Có nhận xét ở mục không thuộc mẫu báo cáo; xin tải lại trang."
    return None


def _swap(edition: Edition, step: Step, by: User, day: date) -> None:
    """The new state, where the edition still stands as it was seen."""
    values: dict[str, Any] = {"state": step.after}
    if step.deed == "send_report":
        values["sent_by"] = by
    if step.deed == "approve_report":
        values["sent_on"] = day
    if Edition.objects.filter(pk=edition.pk, state=edition.state).update(**values) != 1:
        raise Refused(STALE)


def _point(report: Report, edition: Edition, deed: str) -> None:
    """Which editions count from now on: what was sent last, what was accepted last; of what was withdrawn none."""
    if deed == "approve_report":
        report.sent = edition
    elif deed == "accept_report":
        report.accepted = edition
    elif deed in ("withdraw_report", "return_report"):
        before = report.editions.filter(nth__lt=edition.nth, state="accepted").order_by("nth").last()
        kept = before if deed == "return_report" else None
        report.sent = kept if report.sent_id == edition.pk else report.sent
        report.accepted = None if report.accepted_id == edition.pk else report.accepted
    report.save(update_fields=["sent", "accepted"])


def _post(report: Report, step: Step, by: User, day: date) -> Post | None:
    """The post in which the person acts."""
    if ACTOR in step.who:
        return post_at(by, report.organisation, day, WRITING)
    if LEADER in step.who:
        return post_at(by, report.organisation, day, LEADING)
    return post_at(by, report.receiver, day, RECEIVING)


TASK_DEEDS = {"approve_report": "submit", "return_report": "return", "accept_report": "accept"}
"""What a deed on a report does to the task that asks for it, where the task stands so that it can."""


def _move_task(report: Report, deed: str, by: User, at: datetime, instead: bool) -> None:
    task, wanted = report.task, TASK_DEEDS.get(deed)
    if task is None or wanted is None:
        return
    day = at.astimezone(HANOI).date()
    if any(step.deed == wanted for step in task_deeds.open_deeds(task, by, day, instead)):
        task_deeds.do(task, wanted, by, at, note=f"{report.form.title}, {report.of.words}", instead=instead)
