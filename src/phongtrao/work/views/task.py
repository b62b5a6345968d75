from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.files import Refusal
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import TASK
from phongtrao.work import deeds, obstacles, page_blocks, share
from phongtrao.work.forms import DeedForm, DelegateForm, SnoozeForm
from phongtrao.work.hand_back import PASS_ON, waiting_of
from phongtrao.work.models import Assignment, Task
from phongtrao.work.views.taking import take_deed

SHOWN = ("assignment__duty__adoption__document", "assignment__organisation", "assignment__duty__receiver", "rule")
HANDED = ("by", "post__deputy_for__user", "proposed", "passed_to", "decided_by")
SEEN = ("by", "post__organisation", "post__deputy_for__user", "file")


@page(relation="việc của đơn vị trong phạm vi, hoặc nộp đến mình")
def task(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Task.objects.select_related(*SHOWN), pk=pk)
    return _page(request, found)


def _page(request: HttpRequest, found: Task, bound: DeedForm | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    assignment = found.assignment
    may_share = share.sharing_post(assignment, user, day) is not None
    shown = {
        "task": found,
        "assignment": assignment,
        "duty": assignment.duty,
        "document": assignment.duty.adoption.document,
        "body": assignment.organisation.name_on(day),
        "receiver": assignment.duty.receiver.name_on(day),
        "status": found.status(day),
        "late": found.days_late(day),
        "state": TASK.words[found.state],
        "deeds": [(s, TASK.words[s.deed], _form(found, s, user, bound)) for s in deeds.open_deeds(found, user, day)],
        "history": [(d, TASK.words[d.deed]) for d in found.deeds.select_related(*SEEN)],
        "hand_backs": found.assignment.hand_backs.select_related(*HANDED),
        "extension": deeds.pending_extension(found),
        "extensions": found.extensions.exclude(decided_at=None).select_related("asked_by", "decided_by"),
        "snooze": SnoozeForm() if found.state not in (*Task.DONE, "submitted") else None,
        "delegate": _delegate_form(found, day) if may_share else None,
        "blocks": page_blocks.on_task(found, user, day),
        **obstacles.beside(assignment, user, day, found),
    }
    return render(request, "work/task.html", shown)


def _form(found: Task, step: Step, user: User, bound: DeedForm | None) -> DeedForm:
    if bound is not None and bound.prefix == step.deed:
        return bound
    asked = deeds.pending_extension(found) if step.deed == "extend" else None
    initial = {"seen": found.deeds.count(), "day": asked.wanted if asked else None}
    return DeedForm(step, user, words.today(), initial=initial | proposed_body(found.assignment, step))


def proposed_body(assignment: Assignment, step: Step) -> dict[str, str]:
    """The body proposed by who handed back, where it is asked to which one the duty is passed."""
    waiting = waiting_of(assignment) if step.deed == PASS_ON else None
    return {"body": waiting.proposed.name_on(words.today())} if waiting and waiting.proposed else {}


def _delegate_form(found: Task, day: date) -> DelegateForm:
    colleagues = share.colleagues(found.assignment, day)
    return DelegateForm(colleagues, initial={"to": found.assignment.delegated_to_id})


@page(WRITING, relation="đơn vị thực hiện hoặc đơn vị nhận, theo quy trình", deed=True)
@require_POST
def task_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found = visible_or_404(request, Task.objects.select_related(*SHOWN), pk=pk)
    step = next((s for s in TASK.steps if s.deed == deed), None)
    if step is None:
        raise Http404
    form = DeedForm(step, person(request), words.today(request), request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        given = form.cleaned_data
        named = given.get("day"), given.get("body")
        take_deed(deeds.check, deeds.do, found, deed, given, person(request), *named)
    except (Refused, Refusal) as refused:
        messages.error(request, str(refused))
        return _page(request, found, form)
    messages.success(request, f"Đã ghi: {TASK.words[deed]}.")
    return redirect("task", pk=pk)


@page(WRITING, relation="lãnh đạo, đầu mối của đơn vị thực hiện", deed=True)
@require_POST
def delegate_task(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Task.objects.select_related(*SHOWN), pk=pk)
    form = DelegateForm(share.colleagues(found.assignment, words.today(request)), request.POST)
    try:
        if not form.is_valid():
            raise Refused("Xin chọn người trong danh sách.")
        to = form.cleaned_data["to"]
        share.delegate(found.assignment, to, person(request), words.now())
        messages.success(request, f"Đã phân công cho {to or 'cả đơn vị'}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("task", pk=pk)
