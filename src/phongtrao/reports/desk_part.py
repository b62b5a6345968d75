"""Báo cáo chờ: the part of a person's desk with the reports that he has to begin, send, let out or accept now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from phongtrao.access import WRITING
from phongtrao.organisations.models import User
from phongtrao.organisations.models.people import last_name
from phongtrao.procedures import REPORT
from phongtrao.reports.fit_form import FAR
from phongtrao.reports.models import Edition, FormUse, Report
from phongtrao.reports.report_deeds import waiting
from phongtrao.reports.standing import Standing, standing
from phongtrao.work.models import Task, desk_ids
from phongtrao.work.page_blocks import Block

MOST = 10
"""Reports that the desk shows; the others are on the page of reports."""
OWN = {"draft": "Nhập tiếp", "returned": "Xem nhận xét và sửa", "withdrawn": "Sửa và gửi lại"}
"""What the body's own people do next with an edition in this state."""
DECISIONS = {"sent": "approve_report", "approved": "accept_report"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report on the desk: `pk` of it, or of the `task` that asks for one that nobody began."""

    title: str
    body: str
    due: date | None
    standing: Standing
    word: str
    """What is done next."""
    pk: int = 0
    task: int = 0
    is_entry: bool = False
    """Whether the next thing is to fill it in."""


def of_desk(user: User, day: date) -> Block | None:
    """What waits for the person, the earliest due first; two queries."""
    writes = desk_ids(user, day, WRITING)
    found = [_begun(edition, day) for edition in _editions(user, day, writes)]
    found += [_asked(task, day) for task in _tasks(day, writes)]
    if not found:
        return None
    found.sort(key=lambda one: (one.due or date.max, one.title, one.body))
    return Block("reports/of_desk.html", {"lines": found[:MOST], "more": len(found) > MOST})


def _editions(user: User, day: date, writes: set[int]) -> QuerySet[Edition]:
    """Editions that his bodies have to go on with, and those on which he decides."""
    later = Edition.objects.filter(report=OuterRef("report"), nth__gt=OuterRef("nth"))
    own = Edition.objects.filter(state__in=OWN, report__organisation__in=writes).filter(~Exists(later))
    rows = (own | waiting(user, day)).select_related("report__form").annotate(body=last_name("report__organisation"))
    return rows.order_by(F("report__due").asc(nulls_last=True), "pk")[: MOST + 1]


def _begun(edition: Edition, day: date) -> Waiting:
    report = edition.report
    # A correction of what was sent in time is never late.
    due = None if edition.state in DECISIONS or report.sent_id or report.accepted_id else report.due
    stands = standing(edition.state, edition.sent_on, due, day)
    word = OWN.get(edition.state) or REPORT.words[DECISIONS[edition.state]]
    body: str = edition.body  # type: ignore[attr-defined]
    return Waiting(report.title, body, report.due, stands, word, pk=report.pk, is_entry=edition.state == "draft")


def _tasks(day: date, writes: set[int]) -> QuerySet[Task]:
    """Tasks of his bodies that are answered with a form, near their day, for which no report was begun."""
    uses = FormUse.objects.filter(duty=OuterRef("assignment__duty"))
    near = Task.objects.filter(assignment__organisation__in=writes, due__lte=day + timedelta(days=FAR)).unfinished()
    asked = near.filter(~Exists(Report.objects.filter(task=OuterRef("pk"))), Exists(uses)).exclude(state="submitted")
    named = {"form_title": Subquery(uses.values("form__title")[:1]), "body": last_name("assignment__organisation")}
    return asked.annotate(**named).order_by("due", "pk")[: MOST + 1]


def _asked(task: Any, day: date) -> Waiting:
    return Waiting(task.form_title, task.body, task.due, standing(None, None, task.due, day), BEGIN, task=task.pk)


BEGIN = "Lập báo cáo"
