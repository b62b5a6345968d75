"""Figures that the tasks of a body tell by themselves."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q

from phongtrao.documents.models import Document
from phongtrao.measures import Measured, measure
from phongtrao.organisations.models import Organisation
from phongtrao.words import day_in_words
from phongtrao.work.models import Mending, Task


@measure("duties_overdue")
def duties_overdue(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Duties that the body leads with a task overdue at the end of the span, or on the day while it still runs."""
    on = min(last, day)
    sent = Q(sent_on__lte=on) | Q(state="accepted", sent_on=None)
    late = Task.objects.filter(assignment__organisation=body, due__lt=on).exclude(sent)
    late = late.exclude(state__in=("waived", "handed_back", "closed"))
    count = late.order_by().values("assignment__duty").distinct().count()
    return Measured(count, None, f"nhiệm vụ có việc quá hạn chưa nộp, tính đến {day_in_words(on)}")


@measure("tasks_on_time")
def tasks_on_time(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Of the tasks of the body that fell due in the span, how many it sent in time."""
    span = (first, min(last, day))
    tasks = Task.objects.filter(assignment__organisation=body, due__range=span)
    tasks = tasks.exclude(state__in=("waived", "handed_back", "closed"))
    told = tasks.aggregate(asked=Count("pk"), kept=Count("pk", Q(sent_on__lte=F("due"))))
    words = f"việc đến hạn từ {day_in_words(span[0])} đến {day_in_words(span[1])} và ngày nộp của từng việc"
    return Measured(told["kept"], told["asked"], words)


@measure("findings_mended")
def findings_mended(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Of what inspections found at the body, to be mended by a day in the span, how much was accepted as mended."""
    span = (first, min(last, day))
    rows = Mending.objects.of_bodies({body.pk}).filter(due__range=span)
    told = rows.aggregate(asked=Count("pk"), kept=Count("pk", Q(state="accepted")))
    words = f"việc khắc phục sau kiểm tra đến hạn từ {day_in_words(span[0])} đến {day_in_words(span[1])}"
    return Measured(told["kept"], told["asked"], words)


@measure("plans_made")
def plans_made(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Plans of the body that were received here with a day of issue in the span."""
    span = (first, min(last, day))
    rows = Document.objects.filter(issuer=body, kind="ke_hoach", issued_on__range=span)
    words = f"kế hoạch của đơn vị ban hành từ {day_in_words(span[0])} đến {day_in_words(span[1])} đã có ở đây"
    return Measured(rows.count(), None, words)
