from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.issue import may_write
from phongtrao.documents.letterhead import last_letterhead
from phongtrao.documents.models import Document
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.work.calendar import calendar
from phongtrao.work.desk import names_of
from phongtrao.work.forms import ReminderForm
from phongtrao.work.models import Adoption, Duty, Task
from phongtrao.work.remind import MOST, draft_reminder, late_tasks

ANSWER = 10
"""Days that a letter gives for the answer, unless one says otherwise."""


@page(WRITING, relation="đơn vị đã giao việc từ văn bản", deed=True)
def reminder_letter(request: HttpRequest, document_id: int) -> HttpResponse:
    user, day = person(request), words.today(request)
    document = visible_or_404(request, Document.objects, pk=document_id)
    body = _body(document, user, request)
    late = visible(request, late_tasks(document, body, day)) if body else Task.objects.none()
    tasks = list(late[:MOST])
    given = request.POST if request.method == "POST" else None
    form = ReminderForm(given, tasks=tasks, initial=_initial(body, request) if body else {})
    if body and given is not None and form.is_valid():
        try:
            chosen = [task for task in tasks if str(task.pk) in form.cleaned_data["tasks"]]
            answer_by = form.cleaned_data["answer_by"]
            row = draft_reminder(document, body, chosen, form.head(), answer_by, user, words.now())
            messages.success(request, "Đã soạn dự thảo công văn đôn đốc.")
            return redirect("outgoing", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"document": document, "body": body, "form": form, "duties": _by_duty(tasks, day), "chosen": form.chosen()}
    shown |= {"left": late.count() - len(tasks)}
    return render(request, "work/reminder_letter.html", shown, status=400 if form.errors else 200)


def _by_duty(tasks: list[Task], day: date) -> dict[Duty, list[tuple[Task, str, int]]]:
    """Duty → its late tasks, each with its body and days late."""
    names = names_of({task.assignment.organisation_id for task in tasks}, day)
    found: dict[Duty, list[tuple[Task, str, int]]] = defaultdict(list)
    for task in tasks:
        name = names.get(task.assignment.organisation_id, "")
        found[task.assignment.duty].append((task, name, task.days_late(day)))
    return dict(found)


def _body(document: Document, user: User, request: HttpRequest) -> Organisation | None:
    """The body for which the person writes, among those for which the document's duties were given."""
    at = words.today(request)
    adoptions = Adoption.objects.filter(document=document).select_related("organisation").order_by("pk")
    return next((a.organisation for a in adoptions if may_write(a.organisation, user, at)), None)


def _initial(body: Organisation, request: HttpRequest) -> dict[str, Any]:
    """The letterhead as the body has it, and a working day for the answer."""
    day = words.today(request)
    return last_letterhead(body, day, "cong_van") | {"answer_by": calendar().next_working(day + timedelta(days=ANSWER))}
