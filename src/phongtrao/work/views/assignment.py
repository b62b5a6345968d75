from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.files import Refusal
from phongtrao.look import wrong_in
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import ASSIGNMENT
from phongtrao.work import obstacles, share
from phongtrao.work.desk import leads_of
from phongtrao.work.forms import DeedForm, DelegateForm, LookOnForm, NoteForm
from phongtrao.work.models import Assignment
from phongtrao.work.views.taking import stored
from phongtrao.work.views.task import HANDED, proposed_body

SHOWN = ("duty__adoption__document", "duty__receiver", "organisation", "delegated_to")
DONE = {
    "note": "Đã ghi.",
    "look_on": "Đã đặt ngày xem lại.",
    "delegate": "Đã phân công.",
    "hand_back": "Đã gửi đề nghị chuyển trả.",
    "pass_on": "Đã chuyển đơn vị khác.",
    "keep": "Đã trả lời: không nhận chuyển trả.",
}
HANDING = {step.deed: step for step in ASSIGNMENT.steps}


@page(relation="việc của đơn vị trong phạm vi, hoặc nộp đến mình")
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    user, day = person(request), words.today(request)
    found = visible_or_404(request, Assignment.objects.select_related(*SHOWN), pk=pk)
    shown = {
        "assignment": found,
        "duty": found.duty,
        "document": found.duty.adoption.document,
        "body": found.organisation.name_on(day),
        "lead": leads_of({found.duty_id}, day).get(found.duty_id) if found.role == Assignment.SUPPORT else None,
        "tasks": [(t, t.status(day)) for t in found.tasks.all()],
        "notes": found.notes.select_related("by", "file", "post__deputy_for__user"),
        "rules": found.duty.rules.filter(retired_at=None),
        "hand_backs": found.hand_backs.select_related(*HANDED),
        **_forms(found, user),
        **obstacles.beside(found, user, day),
    }
    return render(request, "work/assignment.html", shown)


def _forms(found: Assignment, user: User) -> dict[str, Any]:
    day = words.today()
    may_share = share.sharing_post(found, user, day) is not None
    look_on = LookOnForm(initial={"day": found.look_on})
    delegate = DelegateForm(share.colleagues(found, day), initial={"to": found.delegated_to_id}) if may_share else None
    return {
        "note_form": NoteForm() if share.noting_post(found, user, day) else None,
        "look_on_form": look_on if may_share and found.role == Assignment.LEAD else None,
        "delegate_form": delegate,
        "steps": [(s, ASSIGNMENT.words[s.deed], _handing(found, s, user)) for s in share.open_steps(found, user, day)],
    }


def _handing(found: Assignment, step: Step, user: User) -> DeedForm:
    return DeedForm(step, user, words.today(), initial=proposed_body(found, step))


@page(WRITING, relation="đơn vị được giao, hoặc đơn vị nhận khi trả lời chuyển trả", deed=True)
@require_POST
def assignment_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found = visible_or_404(request, Assignment.objects.select_related(*SHOWN), pk=pk)
    if deed not in DONE:
        raise Http404
    form = _sent(request, found, deed)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        _take(found, deed, form.cleaned_data, person(request))
        messages.success(request, DONE[deed])
    except (Refused, Refusal) as refused:
        messages.error(request, str(refused))
    return redirect("assignment", pk=pk)


def _sent(request: HttpRequest, found: Assignment, deed: str) -> forms.Form:
    if deed == "note":
        return NoteForm(request.POST, request.FILES)
    if deed == "look_on":
        return LookOnForm(request.POST)
    if deed in HANDING:
        return DeedForm(HANDING[deed], person(request), words.today(request), request.POST)
    return DelegateForm(share.colleagues(found, words.today(request)), request.POST)


def _take(found: Assignment, deed: str, given: dict[str, Any], user: User) -> None:
    at = words.now()
    if deed == "look_on":
        share.look_on(found, given["day"], user, at)
    elif deed == "delegate":
        share.delegate(found, given["to"], user, at)
    elif deed in HANDING:
        share.take(found, deed, user, at, given["note"], given.get("body"))
    else:
        with transaction.atomic():
            share.note(found, given["text"], user, at, stored(given, user))
