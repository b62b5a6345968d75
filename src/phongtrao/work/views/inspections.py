from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work import inspections as deeds
from phongtrao.work.inspected import COLUMNS, STATES, glances, inspected, of_inspection
from phongtrao.work.inspection_forms import (
    MendingForm,
    PlanForm,
    ShortcomingForm,
    VisitForm,
    document_name,
    plan_initial,
)
from phongtrao.work.inspections import INSPECTING
from phongtrao.work.models import Duty, Inspection, Shortcoming, Visit
from phongtrao.work.offered import offered_bodies

ROWS = 25
Write = Callable[[dict[str, Any]], None]
RELATION = "đơn vị kiểm tra và cấp trên, người trong đoàn: tất cả; đơn vị được kiểm tra: phần của mình"
RECORDING = "chức năng kiểm tra hoặc lãnh đạo của đơn vị kiểm tra"


@page(relation=RELATION)
def inspections(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    rows = visible(request, Inspection.objects.prefetch_related("organisation__versions"))
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    seen = glances(found.object_list, user, day)
    lines = [(row, row.organisation.name_on(day), seen[row.pk], STATES[seen[row.pk].state]) for row in found]
    may_plan = bool(user.body_ids(day, set(INSPECTING)))
    return render(request, "work/inspections.html", {"rows": found, "lines": lines, "may_plan": may_plan})


@page(INSPECTING, relation=RECORDING, deed=True)
def plan_inspection(request: HttpRequest) -> HttpResponse:
    """A new plan; `?van-ban=` and `?nhiem-vu=` begin it with a document or a duty."""
    documents = visible(request, Document.objects).filter(pk__in=_numbers(request.GET, "van-ban"))
    duties = visible(request, Duty.objects).filter(pk__in=_numbers(request.GET, "nhiem-vu"))
    initial = {"documents": "; ".join(map(document_name, documents)), "duties": list(duties)}
    offered = visible(request, Duty.objects).filter(adoption__document__in=documents) | duties
    return _plan(request, None, {duty.pk for duty in offered}, initial)


@page(INSPECTING, relation=RECORDING, deed=True)
def change_inspection(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Inspection.objects.select_related("organisation"), pk=pk)
    _must_record(request, found)
    documents = found.documents.values("pk")
    offered = visible(request, Duty.objects).filter(adoption__document__in=documents) | found.duties.all()
    ids = set(offered.values_list("pk", flat=True))
    return _plan(request, found, ids, plan_initial(found, person(request), words.today(request)))


def _numbers(given: QueryDict, name: str) -> list[int]:
    return [int(number) for number in given.getlist(name) if number.isdecimal()]


def _plan(request: HttpRequest, found: Inspection | None, offered: set[int], initial: dict[str, Any]) -> HttpResponse:
    user, day = person(request), words.today(request)
    form = PlanForm(user, day, offered, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = deeds.plan(form.plan(), user, words.now(), found)
            messages.success(request, "Đã ghi kế hoạch kiểm tra.")
            return redirect("inspection", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"form": form, "inspection": found, "bodies": offered_bodies(user, day)}
    return render(request, f"work/{'change' if found else 'plan'}_inspection.html", shown)


@page(relation=RELATION)
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    user, day = person(request), words.today(request)
    found = visible_or_404(request, Inspection.objects.select_related("organisation"), pk=pk)
    may_record = deeds.inspecting_post(found, user, day) is not None
    return render(request, "work/inspection.html", {**_shown(found, user, day), "may_record": may_record})


def _shown(found: Inspection, user: User, day: date) -> dict[str, Any]:
    """What the page and the printed sheet say of it."""
    glance = glances([found], user, day)[found.pk]
    duties = Duty.objects.visible_to(user, day).filter(pk__in=found.duties.values("pk"))
    return {
        "inspection": found,
        "name": found.organisation.name_on(day),
        "glance": glance,
        "state": STATES[glance.state],
        "bodies": inspected(found, user, day),
        "states": STATES,
        "documents": Document.objects.visible_to(user, day).filter(pk__in=found.documents.values("pk")),
        "duties": duties.select_related("adoption__document"),
        "team": found.team.order_by("full_name"),
    }


@page(relation=RELATION)
def inspection_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Inspection.objects.select_related("organisation"), pk=pk)
    shown = _shown(found, person(request), words.today(request))
    if ending := asked_format(request):
        return to_browser(of_inspection(found, shown["bodies"], words.today(request)), ending)
    return render(request, "work/inspection_sheet.html", {**shown, "columns": COLUMNS})


@page(INSPECTING, relation=RECORDING, deed=True)
def add_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Inspection.objects.select_related("organisation"), pk=pk)
    form = VisitForm(found, words.today(request), request.POST or None)

    def write(given: dict[str, Any]) -> None:
        given = {"people": (), **given}
        body, day, place, people = (given[name] for name in ("organisation", "day", "place", "people"))
        deeds.add_visit(found, body, day, place, people, person(request), words.now(), given["remark"])

    return _record(request, found, form, write, {"heading": "Ghi buổi kiểm tra"})


@page(INSPECTING, relation=RECORDING, deed=True)
def add_shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visible_or_404(request, Visit.objects.select_related("inspection__organisation", "organisation"), pk=pk)
    form = ShortcomingForm(visit, request.POST or None)

    def write(given: dict[str, Any]) -> None:
        user, at = person(request), words.now()
        row = deeds.add_shortcoming(visit, given["text"], given["duty"], user, at)
        if given["todo"]:
            deeds.add_mending(row, given["todo"], given["due"], user, at)

    return _record(request, visit.inspection, form, write, {"heading": "Ghi tồn tại, hạn chế", "visit": visit})


@page(INSPECTING, relation=RECORDING, deed=True)
def add_mending(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Shortcoming.objects.select_related("visit__inspection__organisation", "visit__organisation")
    found = visible_or_404(request, rows, pk=pk)
    form = MendingForm(request.POST or None)

    def write(given: dict[str, Any]) -> None:
        deeds.add_mending(found, given["todo"], given["due"], person(request), words.now())

    shown = {"heading": "Giao việc khắc phục", "visit": found.visit, "shortcoming": found}
    return _record(request, found.visit.inspection, form, write, shown)


def _must_record(request: HttpRequest, found: Inspection) -> None:
    if deeds.inspecting_post(found, person(request), words.today(request)) is None:
        raise PermissionDenied("Cuộc kiểm tra do người giữ chức năng kiểm tra, lãnh đạo của đơn vị kiểm tra ghi.")


def _record(
    request: HttpRequest, found: Inspection, form: forms.Form, write: Write, shown: dict[str, Any]
) -> HttpResponse:
    """The form; sent, all that it asks for or nothing."""
    _must_record(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                write(form.cleaned_data)
            messages.success(request, "Đã ghi.")
            return redirect("inspection", pk=found.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    name = request.resolver_match.url_name if request.resolver_match else ""
    return render(request, f"work/{name}.html", {**shown, "inspection": found, "form": form})
