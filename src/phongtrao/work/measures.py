"""Figures that the tasks of bodies tell by themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q

from phongtrao.documents.models import Document
from phongtrao.measures import Measured, counted, measure
from phongtrao.words import day_in_words
from phongtrao.work.models import Mending, Task
from phongtrao.work.models.tasks import TaskQuerySet

BODY = "assignment__organisation"
"""From a task to whose it is."""
TAKEN_OFF = ("waived", "handed_back", "closed")
"""States in which a task is nobody's any more."""


def tasks_due(first: date, last: date) -> TaskQuerySet:
    """Tasks that fell due in the span and were not taken off the body."""
    return Task.objects.filter(due__range=(first, last)).exclude(state__in=TAKEN_OFF)


KEPT = Count("pk", Q(sent_on__lte=F("due")))
"""Of tasks: those sent in time."""


@measure("duties_overdue", "Nhiệm vụ quá hạn", "nhiệm vụ")
def duties_overdue(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Duties that a body leads with a task overdue at the end of the span, or on the day while it still runs."""
    on = min(last, day)
    sent = Q(sent_on__lte=on) | Q(state="accepted", sent_on=None)
    late = Task.objects.filter(due__lt=on).exclude(sent).exclude(state__in=TAKEN_OFF)
    words = f"nhiệm vụ có việc quá hạn chưa nộp, tính đến {day_in_words(on)}"
    return counted(late, BODY, bodies, words, Count("assignment__duty", distinct=True))


@measure("tasks_on_time", "Việc đúng hạn", "việc")
def tasks_on_time(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Of the tasks of a body that fell due in the span, how many it sent in time."""
    end = min(last, day)
    words = f"việc đến hạn từ {day_in_words(first)} đến {day_in_words(end)} và ngày nộp của từng việc"
    return counted(tasks_due(first, end), BODY, bodies, words, KEPT, Count("pk"))


@measure("findings_mended", "Khắc phục sau kiểm tra", "việc khắc phục")
def findings_mended(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Of what inspections found at a body, to be mended by a day in the span, how much was accepted as mended."""
    end = min(last, day)
    rows = Mending.objects.filter(due__range=(first, end))
    words = f"việc khắc phục sau kiểm tra đến hạn từ {day_in_words(first)} đến {day_in_words(end)}"
    kept = Count("pk", Q(state="accepted"))
    return counted(rows, "shortcoming__visit__organisation", bodies, words, kept, Count("pk"))


@measure("plans_made", "Kế hoạch đã ban hành", "kế hoạch")
def plans_made(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Plans of a body that were received here with a day of issue in the span."""
    end = min(last, day)
    rows = Document.objects.filter(kind="ke_hoach", issued_on__range=(first, end))
    words = f"kế hoạch của đơn vị ban hành từ {day_in_words(first)} đến {day_in_words(end)} đã có ở đây"
    return counted(rows, "issuer", bodies, words)
