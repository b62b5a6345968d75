"""What a reminder says: number, clause, day and link of each task, never the words of the directive."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from phongtrao import words
from phongtrao.procedures import MENDING
from phongtrao.work.desk import names_of
from phongtrao.work.models import Digest, Duty, Mending, MendingQuerySet, Message, Task, TaskQuerySet
from phongtrao.work.nudge import owed_at, owed_by

MOST = 40
"""Tasks told one by one; of more their number."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One task, or one mending task, as a reminder tells it."""

    row: Task | Mending
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
    def duty(self) -> Duty | None:
        """The duty that it is of; none where what has to be mended concerns no single duty."""
        return self.row.assignment.duty if isinstance(self.row, Task) else self.row.shortcoming.duty

    @property
    def document(self) -> str:
        """What the directive is known by, not what it says: kind and number, or kind and day."""
        found = self.duty.adoption.document if self.duty else None
        if found is None:
            return ""
        kind = found.kind_name or "Văn bản"
        return f"{kind} {found.number}" if found.number else f"{kind} ngày {words.day_in_words(found.issued_on)}"

    @property
    def clause(self) -> str:
        return self.duty.clause if self.duty else ""

    @property
    def known_by(self) -> str:
        """Document and clause; before them, for what an inspection found, that it is that."""
        mending = MENDING.title if isinstance(self.row, Mending) else ""
        return ", ".join(filter(None, [mending, self.document, self.duty.place if self.duty else ""]))

    @property
    def address(self) -> str:
        return reverse("task" if isinstance(self.row, Task) else "mending", args=[self.row.pk])

    @property
    def link(self) -> str:
        return settings.ADDRESS.rstrip("/") + self.address


def reminders(owed: tuple[TaskQuerySet, MendingQuerySet], day: date) -> list[Reminder]:
    """The most urgent of tasks and mending tasks, as they are told on a day."""
    tasks, mendings = owed
    rows: list[Task | Mending] = [*tasks[: MOST * 5], *mendings[: MOST * 5]]
    bodies = {id(row): row.assignment.organisation_id if isinstance(row, Task) else row.organisation_id for row in rows}
    names = names_of(bodies.values(), day)
    rows.sort(key=lambda row: row.due)
    return [Reminder(row, names.get(bodies[id(row)], ""), (row.due - day).days) for row in rows]


def reminders_of(digest: Digest) -> list[Reminder]:
    """What a digest tells its reader as things stand now."""
    return reminders(owed_by(digest.user, digest.day, digest.since), digest.day)


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
    due = words.day_in_words(reminder.row.due)
    return f"- {reminder.when} (hạn {due}): {reminder.known_by}; {reminder.body}\n  {reminder.link}"


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
    told = reminders(owed_at(hook, run.day, run.since), run.day)
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
    due, of = reminder.row.due.isoformat(), {"document": reminder.document, "clause": reminder.clause}
    return {"kind": str(reminder.row._meta.model_name), **of, "due": due, "link": reminder.link}
