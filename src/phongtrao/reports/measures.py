"""Figures that reports tell by themselves."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q

from phongtrao.measures import Measured, measure
from phongtrao.organisations.models import Organisation
from phongtrao.reports.models import Report
from phongtrao.words import day_in_words
from phongtrao.work.models import Task


@measure("reports_on_time")
def reports_on_time(body: Organisation, first: date, last: date, day: date) -> Measured:
    """Of the reports of the body that fell due in the span, how many it sent in time.

    Those that a task asks for, by a form or not, count by their tasks; others by their own day.
    """
    span = (first, min(last, day))
    tasks = Task.objects.filter(assignment__organisation=body, assignment__duty__kind="report", due__range=span)
    tasks = tasks.exclude(state__in=("waived", "handed_back", "closed"))
    told = tasks.aggregate(asked=Count("pk"), kept=Count("pk", Q(sent_on__lte=F("due"))))
    others = Report.objects.filter(organisation=body, task=None, due__range=span)
    more = others.aggregate(asked=Count("pk"), kept=Count("pk", Q(sent__sent_on__lte=F("due"))))
    words = f"báo cáo đến hạn từ {day_in_words(span[0])} đến {day_in_words(span[1])} và ngày gửi của từng báo cáo"
    return Measured(told["kept"] + more["kept"], told["asked"] + more["asked"], words)
