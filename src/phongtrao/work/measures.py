"""Figures that the tasks of a body tell by themselves."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from phongtrao.measures import Measured, measure
from phongtrao.organisations.models import Organisation
from phongtrao.words import day_in_words
from phongtrao.work.models import Task


@measure("duties_overdue")
def duties_overdue(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Duties that the body leads with a task overdue at the end of the span, or on the day while it still runs."""
    on = min(last, day)
    sent = Q(sent_on__lte=on) | Q(state="accepted", sent_on=None)
    late = Task.objects.filter(assignment__organisation=body, due__lt=on).exclude(sent)
    late = late.exclude(state__in=("waived", "handed_back", "closed"))
    count = late.order_by().values("assignment__duty").distinct().count()
    return Measured(count, None, f"nhiệm vụ có việc quá hạn chưa nộp, tính đến {day_in_words(on)}")
