from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work import page_blocks, settle
from phongtrao.work.desk import names_of, standings_of
from phongtrao.work.forms import AssignForm, DeadlineForm, DutyForm, RestPolicyForm
from phongtrao.work.models import Assignment, Duty
from phongtrao.work.offered import offered_bodies
from phongtrao.work.open_tasks import dues_outside
from phongtrao.work.products import PRODUCTS
from phongtrao.work.set_deadline import set_deadline, set_rest_policy

SHOWN = ("adoption__document", "adoption__organisation", "adoption__by", "receiver")
ROWS = 50
FAR = 12
"""Days outside the followed span that the page names; more are counted."""


@page(relation="nhiệm vụ giao cho đơn vị trong phạm vi, do mình giao, hoặc nộp đến mình")
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    user, day = person(request), words.today(request)
    found = visible_or_404(request, Duty.objects.select_related(*SHOWN), pk=pk)
    assignments = visible(request, found.assignments.order_by("role", "-confirmed", "organisation"))
    rows = Paginator(assignments.prefetch_related("tasks"), ROWS).get_page(request.GET.get("trang"))
    names = names_of({a.organisation_id for a in rows}, day)
    live = found.rules.filter(retired_at=None)
    shown = {
        "duty": found,
        "document": found.adoption.document,
        "receiver": found.receiver.name_on(day),
        "rows": rows,
        "lines": [_line(a, names, day) for a in rows],
        "standings": standings_of([found.pk], day).get(found.pk, {}),
        "rules": [(rule, dues_outside(rule, found.adoption)[:FAR]) for rule in live],
        "retired": found.rules.exclude(retired_at=None),
        "blocks": page_blocks.on_duty(found, user, day),
        **_forms(found, user, day),
    }
    return render(request, "work/duty.html", shown)


def _line(row: Assignment, names: dict[int, str], day: date) -> dict[str, Any]:
    tasks = [(task, task.status(day)) for task in row.tasks.all()]
    return {"row": row, "body": names[row.organisation_id], "tasks": tasks}


def _forms(found: Duty, user: User, day: date) -> dict[str, Any]:
    if not settle.is_adopter(user, found.adoption, day):
        return {"adopter": False}
    arrival = found.adoption.document.arrivals.order_by("day").first()
    dated = found.rules.filter(retired_at=None, dated=True)
    initial = {"receiver": found.receiver.name_on(day), "product": found.product}
    return {
        "adopter": True,
        "deadline_form": DeadlineForm(found),
        "rest_forms": [RestPolicyForm(found, initial={"rule": rule, "policy": rule.on_rest}) for rule in dated],
        "assign_form": AssignForm(user, day),
        "duty_form": DutyForm(user, day, initial=initial),
        "arrived_on": arrival.day if arrival else None,
        "bodies": offered_bodies(user, day),
        "products": [rule.product for rule in PRODUCTS],
    }


def _take(request: HttpRequest, found: Duty, form: forms.Form, deed: Any, done: str) -> HttpResponse:
    """A deed on a duty by what was typed; back to its page with what came of it."""
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        deed(form.cleaned_data)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("duty", pk=found.pk)


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def set_duty_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Duty.objects.select_related(*SHOWN), pk=pk)
    form = DeadlineForm(found, request.POST)
    user, at = person(request), words.now()

    def deed(given: dict[str, Any]) -> None:
        set_deadline(found, form.rule(), user, at, given["reason"], given["replaces"])

    return _take(request, found, form, deed, "Đã ghi thời hạn.")


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def set_duty_rest_policy(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Duty.objects.select_related(*SHOWN), pk=pk)
    user, at = person(request), words.now()

    def deed(given: dict[str, Any]) -> None:
        set_rest_policy(given["rule"], given["policy"], user, at)

    return _take(request, found, RestPolicyForm(found, request.POST), deed, "Đã ghi cách tính khi rơi vào ngày nghỉ.")


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def assign_body(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Duty.objects.select_related(*SHOWN), pk=pk)
    user, at = person(request), words.now()

    def deed(given: dict[str, Any]) -> None:
        settle.assign(found, given["body"], given["role"], user, at)

    return _take(request, found, AssignForm(user, words.today(request), request.POST), deed, "Đã giao thêm.")


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def change_duty(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Duty.objects.select_related(*SHOWN), pk=pk)
    user, at = person(request), words.now()

    def deed(given: dict[str, Any]) -> None:
        settle.change_duty(found, given["receiver"], given["product"], user, at)

    return _take(request, found, DutyForm(user, words.today(request), request.POST), deed, "Đã ghi.")
