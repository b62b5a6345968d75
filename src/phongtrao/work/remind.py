"""Công văn đôn đốc: drafts the reminder letter to the bodies that are late with the duties of a directive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.documents.issue import AFTERWARDS, draft
from phongtrao.documents.models import Document, Outgoing
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.desk import names_of
from phongtrao.work.models import Task, TaskDeed, TaskQuerySet
from vanban.paper.reminder import Late, Letterhead, reminder

REMINDER = "reminder"
MOST = 500
"""Rows of one letter."""
FEW_WORDS = 160
"""Characters of a duty that the letter repeats."""


def late_tasks(document: Document, organisation: Organisation, day: date) -> TaskQuerySet:
    """Tasks of the document, as adopted for the body, that are overdue on the day: the longest late first."""
    rows = Task.objects.filter(
        assignment__duty__adoption__document=document, assignment__duty__adoption__organisation=organisation
    )
    late = rows.filter(due__lt=day).unfinished().exclude(state="submitted")
    return late.select_related("assignment__duty", "assignment__organisation").order_by("due", "pk")


def draft_reminder(
    document: Document,
    organisation: Organisation,
    tasks: Sequence[Task],
    head: Letterhead,
    answer_by: date,
    by: User,
    at: datetime,
) -> Outgoing:
    """A draft letter that names clause, body and days late of these tasks. Raises Refused."""
    day = at.astimezone(HANOI).date()
    if not tasks:
        raise Refused("Xin chọn ít nhất một việc quá hạn.")
    if len(tasks) > MOST:
        raise Refused(f"Một công văn nêu được nhiều nhất {MOST} việc; xin chọn ít hơn.")
    if answer_by < day:
        raise Refused("Ngày yêu cầu trả lời đã qua; xin chọn ngày khác.")
    names = names_of({task.assignment.organisation_id for task in tasks}, day)
    late = [_late(task, names, document, day) for task in tasks]
    paper = reminder(head, late, day, answer_by)
    about = {"what": REMINDER, "document": document.pk, "tasks": [task.pk for task in tasks]}
    return draft(paper, organisation, by, at, about)


def few_words(text: str) -> str:
    """A duty as the letter quotes it: its beginning, where it is long."""
    return text if len(text) <= FEW_WORDS else text[:FEW_WORDS].rsplit(" ", 1)[0] + " ..."


def _late(task: Task, names: dict[int, str], document: Document, day: date) -> Late:
    duty = task.assignment.duty
    said = few_words(duty.text)
    source = ", ".join(part for part in (duty.place, document.title) if part)
    name = names.get(task.assignment.organisation_id, "")
    return Late(name, said, source, task.due, task.days_late(day), str(task.pk))


@transaction.atomic
def record_reminded(row: Outgoing, by: User, at: datetime) -> None:
    """The letter stands in the history of every task that it names, once it is issued."""
    tasks = Task.objects.filter(pk__in=row.about.get("tasks", []))
    told: dict[str, Any] = {"deed": "remind", "by": by, "at": at, "note": row.title}
    TaskDeed.objects.bulk_create(TaskDeed(task=task, content={"paper": row.pk}, **told) for task in tasks)


AFTERWARDS[REMINDER] = record_reminded
