"""What a reminder says: number, clause, day and link of each task, never the words of the directive."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from phongtrao import words
from phongtrao.work.desk import names_of
from phongtrao.work.models import Digest, Message, Task
from phongtrao.work.nudge import tasks_of, tasks_of_body

MOST = 40
"""Tasks told one by one; of more their number."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One task as a reminder tells it."""

    task: Task
    body: str
    days: int
    """Until the due day; negative: late."""

    @property
    def when(self) -> str:
        """`còn 3 ngày`, `hôm nay`, `quá hạn 5 ngày`."""
        if self.days < 0:
            return f"quá hạn {-self.days} ngày"
        return f"còn {self.days} ngày" if self.days else "hôm nay"

    @property
    def document(self) -> str:
        """What the directive is known by, not what it says: kind and number, or kind and day."""
        found = self.task.assignment.duty.adoption.document
        kind = found.kind_name or "Văn bản"
        return f"{kind} {found.number}" if found.number else f"{kind} ngày {words.day_in_words(found.issued_on)}"

    @property
    def link(self) -> str:
        return settings.ADDRESS.rstrip("/") + reverse("task", args=[self.task.pk])


def reminders(tasks: Iterable[Task], day: date) -> list[Reminder]:
    """The tasks as they are told on a day."""
    tasks = list(tasks)
    names = names_of({task.assignment.organisation_id for task in tasks}, day)
    return [Reminder(t, names.get(t.assignment.organisation_id, ""), (t.due - day).days) for t in tasks]


def reminders_of(digest: Digest) -> list[Reminder]:
    """What a digest tells its reader as things stand now."""
    return reminders(tasks_of(digest.user, digest.day, digest.since)[: MOST * 5], digest.day)


def letter_of(digest: Digest) -> tuple[str, str]:
    """Subject and body of the letter; two empty strings where nothing is left to remind of."""
    told = reminders_of(digest)
    if not told:
        return "", ""
    lines = [f"Kính gửi {digest.user},", "", "Đồng chí có các việc sau:", ""]
    lines += [_line(reminder) for reminder in told[:MOST]]
    if len(told) > MOST:
        lines.append(f"- và {len(told) - MOST} việc nữa.")
    lines += ["", f"Xem tất cả: {settings.ADDRESS.rstrip('/')}{reverse('reminders')}"]
    lines += ["Thư này chỉ ghi số văn bản và điều khoản; nội dung xem tại trang. Xin không trả lời thư này."]
    return _subject(told, digest.day), "\n".join(lines) + "\n"


def _line(reminder: Reminder) -> str:
    task = reminder.task
    known_by = ", ".join(filter(None, [reminder.document, task.assignment.duty.place]))
    due = words.day_in_words(task.due)
    return f"- {reminder.when} (hạn {due}): {known_by}; {reminder.body}\n  {reminder.link}"


def _subject(told: list[Reminder], day: date) -> str:
    late = sum(r.days < 0 for r in told)
    parts = [f"{late} việc quá hạn"] if late else []
    parts += [f"{len(told) - late} việc đến hạn"] if len(told) > late else []
    return f"[Phong Trào] {', '.join(parts)} ({words.day_in_words(day)})"


def call_of(message: Message) -> tuple[str, str]:
    """Subject and JSON body of a call to a body's webhook; empty where nothing is left."""
    hook, run = message.webhook, message.run
    if hook is None or run is None:
        return "", ""
    told = reminders(tasks_of_body(hook, run.day, run.since)[: MOST * 5], run.day)
    if not told:
        return "", ""
    said = {
        "key": message.key,
        "organisation": hook.organisation.code,
        "day": run.day.isoformat(),
        "counts": dict(Counter("late" if r.days < 0 else "due" for r in told)),
        "tasks": [_told(reminder) for reminder in told[:MOST]],
    }
    return _subject(told, run.day), json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _told(reminder: Reminder) -> dict[str, str]:
    task = reminder.task
    clause, due = task.assignment.duty.clause, task.due.isoformat()
    return {"document": reminder.document, "clause": clause, "due": due, "link": reminder.link}
