"""A phase of a pilot: added to the plan; its places, who has still to choose one, what was reported of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.files import Refusal
from phongtrao.initiatives import pilot_plan
from phongtrao.initiatives.models import Phase, PhaseReport, Pilot, PilotPlace
from phongtrao.initiatives.pilot_bodies import kinds_of
from phongtrao.initiatives.pilot_forms import ChoiceForm, PhaseForm, PhaseReportForm, PlacesForm
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import OPEN, PlannedPhase, still_to_choose
from phongtrao.initiatives.pilot_words import days_of
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.work.case_posts import posts
from phongtrao.work.deeds import post_at
from phongtrao.work.views.cases import found_case
from phongtrao.work.views.taking import stored

SEEN = ("case__organisation", "case__root", "case__decider")
RELATION = "ai thấy thí điểm; khi kế hoạch đã duyệt: nơi thí điểm, đơn vị tự chọn nơi"


@page(WRITING, relation="cơ quan chủ trì", deed=True)
def add_pilot_phase(request: HttpRequest, pk: int) -> HttpResponse:
    pilot, user = found_case(MACHINE, request, pk, "root"), person(request)
    sent = request.POST if request.method == "POST" else None
    form = PhaseForm(kinds_of(pilot.root), pilot.state != "drafting", sent)
    if sent is not None and form.is_valid():
        try:
            phase = pilot_plan.add_phase(pilot, PlannedPhase(**form.cleaned_data), user, words.now())
            messages.success(request, "Đã thêm giai đoạn. Xin ghi nơi thí điểm.")
            return redirect("pilot_phase", pk=phase.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(
        request, "initiatives/add_pilot_phase.html", {"pilot": pilot, "form": form}, status=400 if form.errors else 200
    )


@page(relation=RELATION)
def pilot_phase(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_or_404(request, Phase.objects.select_related(*SEEN), pk=pk))


def _page(request: HttpRequest, phase: Phase, bound: forms.Form | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    pilot, then = phase.case, phase.starts_on
    roles = posts(MACHINE, pilot, user, day)
    places = phase.places.select_related("organisation", "chosen_by", "by")
    left = still_to_choose(phase)
    offered = {type(one): one for one in _forms(phase, user, day, roles, left)} | (
        {type(bound): bound} if bound else {}
    )
    shown = {
        "phase": phase,
        "pilot": pilot,
        "sees_pilot": visible(request, Pilot.objects).filter(pk=pilot.pk).exists(),
        "days": days_of(phase),
        "typed": phase.title or phase.basis,
        "body": pilot.organisation.name_on(day),
        "places": [_place(one, phase, user, roles) for one in places.prefetch_related("organisation__versions",
                   "chosen_by__versions")],
        "left": [body.name_on(then) for body in left],
        "reports": visible(request, PhaseReport.objects).filter(phase=phase).select_related("by", "file"),
        "forms": {form.__class__.__name__: form for form in offered.values()},
        "may_drop": "actor" in roles and pilot.state == "drafting",
    }  # fmt: skip
    return render(request, "initiatives/pilot_phase.html", shown, status=400 if bound else 200)


def _place(one: PilotPlace, phase: Phase, user: User, roles: dict[str, Any]) -> dict[str, Any]:
    by_plan = one.chosen_by is None
    open_ = phase.case.state == "drafting" or (not by_plan and phase.begun_on is None and phase.case.state in OPEN)
    return {
        "row": one,
        "name": one.organisation.name_on(phase.starts_on),
        "chosen_by": one.chosen_by.name_on(phase.starts_on) if one.chosen_by else "",
        "may_drop": open_ and ("actor" in roles or one.by_id == user.pk),
    }


def _forms(phase: Phase, user: User, day: Any, roles: dict[str, Any], left: list[Organisation]) -> list[forms.Form]:
    """What this person may add here now."""
    pilot, found = phase.case, list[forms.Form]()
    acts = "actor" in roles
    if acts and pilot.state in OPEN and (pilot.state == "drafting" or phase.begun_on is None):
        found.append(PlacesForm(user, phase))
    if phase.choosers_kind and pilot.state in OPEN[1:]:
        choosers = _choosers(phase, user, day, acts)
        if choosers:
            found.append(ChoiceForm(user, phase, choosers))
    if acts and pilot.state == "running" and phase.begun_on is not None:
        found.append(PhaseReportForm())
    return found


def _choosers(phase: Phase, user: User, day: Any, acts: bool) -> list[Organisation]:
    """Bodies for which the person may name a place: his own, or all of them where he is in charge."""
    rows = Organisation.objects.filter(pk__in=phase.choosers.values("organisation")).prefetch_related("versions")
    rows = rows.order_by("code")
    if acts:
        return list(rows)
    return [body for body in rows.filter(pk__in=user.body_ids(day)) if post_at(user, body, day, WRITING)]


@page(WRITING, relation="cơ quan chủ trì; đơn vị tự chọn nơi thí điểm", deed=True)
@require_POST
def pilot_phase_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    phase = visible_or_404(request, Phase.objects.select_related(*SEEN), pk=pk)
    if deed not in DEEDS:
        raise Http404
    form, said = DEEDS[deed][0](request, phase), DEEDS[deed][2]
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        with transaction.atomic():
            DEEDS[deed][1](request, phase, form.cleaned_data)
    except (Refused, Refusal) as refused:
        messages.error(request, str(refused))
        return _page(request, phase, form if form.fields else None)
    messages.success(request, said)
    return redirect("pilot", pk=phase.case_id) if deed == "bo" else redirect("pilot_phase", pk=pk)


def _add(request: HttpRequest, phase: Phase, given: dict[str, Any]) -> None:
    pilot_plan.add_places(phase, given["places"], person(request), words.now())


def _choose(request: HttpRequest, phase: Phase, given: dict[str, Any]) -> None:
    chooser = Organisation.objects.get(pk=given["chooser"])
    pilot_plan.choose_place(phase, chooser, given["place"], person(request), words.now())


def _drop_place(request: HttpRequest, phase: Phase, given: dict[str, Any]) -> None:
    place = phase.places.filter(pk=given["place"]).first()
    if place is None:
        raise Refused("Nơi này không còn trong giai đoạn; xin tải lại trang.")
    pilot_plan.drop_place(place, person(request), words.now())


def _drop(request: HttpRequest, phase: Phase, given: dict[str, Any]) -> None:
    pilot_plan.drop_phase(phase, person(request), words.now())


def _report(request: HttpRequest, phase: Phase, given: dict[str, Any]) -> None:
    user = person(request)
    pilot_plan.report_phase(phase, given["words"], user, words.now(), stored(given, user))


class DropPlaceForm(forms.Form):
    place = forms.IntegerField(label="Nơi", min_value=1, max_value=2**31)


def _choosing(request: HttpRequest, phase: Phase) -> forms.Form:
    user, day = person(request), words.today(request)
    acts = "actor" in posts(MACHINE, phase.case, user, day)
    return ChoiceForm(user, phase, _choosers(phase, user, day, acts), request.POST)


Make = Callable[[HttpRequest, Phase], forms.Form]
Do = Callable[[HttpRequest, Phase, dict[str, Any]], None]
DEEDS: dict[str, tuple[Make, Do, str]] = {
    "noi": (lambda r, p: PlacesForm(person(r), p, r.POST), _add, "Đã ghi nơi thí điểm."),
    "chon": (_choosing, _choose, "Đã ghi nơi thí điểm tự chọn."),
    "bo-noi": (lambda r, p: DropPlaceForm(r.POST), _drop_place, "Đã bỏ nơi thí điểm."),
    "bo": (lambda r, p: forms.Form(r.POST), _drop, "Đã bỏ giai đoạn."),
    "bao-cao": (lambda r, p: PhaseReportForm(r.POST, r.FILES), _report, "Đã ghi báo cáo giai đoạn."),
}
"""Deed → its form, what it does, what is said afterwards."""
