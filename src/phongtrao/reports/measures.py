"""Figures that reports tell by themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q

from phongtrao.measures import Measured, counted, measure
from phongtrao.reports.models import Report
from phongtrao.words import day_in_words
from phongtrao.work.measures import BODY, KEPT, tasks_due


@measure("reports_on_time", "Báo cáo đúng hạn", "báo cáo", "reports")
def reports_on_time(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Of the reports of a body that fell due in the span, how many it sent in time.

    Those that a task asks for, by a form or not, count by their tasks; others by their own day.
    """
    end = min(last, day)
    words = f"báo cáo đến hạn từ {day_in_words(first)} đến {day_in_words(end)} và ngày gửi của từng báo cáo"
    asked = tasks_due(first, end).filter(assignment__duty__kind="report")
    others = Report.objects.filter(task=None, due__range=(first, end))
    tasks = counted(asked, BODY, bodies, words, KEPT, Count("pk"))
    sent = Count("pk", Q(sent__sent_on__lte=F("due")))
    more = counted(others, "organisation", bodies, words, sent, Count("pk"))
    return {body: _together(tasks[body], more[body]) if more[body].base else tasks[body] for body in bodies}


def _together(one: Measured, other: Measured) -> Measured:
    """What two parts of one share come to."""
    return Measured(one.value + other.value, (one.base or 0) + (other.base or 0), one.lineage)
