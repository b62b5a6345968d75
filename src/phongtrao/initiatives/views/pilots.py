"""Pilots: the list, a new one, the page of one with what moves it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.documents.models import Document
from phongtrao.initiatives.models import Comparison, KindVersion, Phase, Pilot
from phongtrao.initiatives.pilot_bodies import kinds_of
from phongtrao.initiatives.pilot_forms import BeginPilotForm, PilotFilter
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import OPEN, Planned
from phongtrao.initiatives.pilot_plan import begin_pilot as begin
from phongtrao.initiatives.pilot_set_roll_out import STATES
from phongtrao.initiatives.pilot_words import days_of, phases_of, places_named
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.written_kinds import kind_words
from phongtrao.procedure import Refused
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme
from phongtrao.work.views.cases import answer_deed, case_context, found_case, paper_file, paper_page

ROWS = 50
SEEN = ("organisation", "decider", "root", "programme", "document", "kind")
RELATION = "cơ quan chủ trì và cấp trên, cơ quan quyết định"


@page(relation=f"{RELATION}; giai đoạn: nơi thí điểm, đơn vị tự chọn nơi")
def pilots(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    form = PilotFilter(visible(request, Programme.objects.filter(pilots__isnull=False).distinct()), request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    wanted = {"state": asked.get("trang_thai"), "programme__name": asked.get("phong_trao")}
    rows = visible(request, Pilot.objects.select_related("programme").prefetch_related("phases"))
    rows = rows.filter(**{name: value for name, value in wanted.items() if value}).called(asked.get("tim") or "")
    found: Any = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    names = names_of({pk for row in found for pk in (row.organisation_id, row.decider_id)}, day)
    found.object_list = [
        {"row": row, "body": names[row.organisation_id], "badge": MACHINE.badge_of(row), "phases": row.phases.all(),
         "next": MACHINE.next_words.get(row.state, "")}
        for row in found
    ]  # fmt: skip
    return render(request, "initiatives/pilots.html", {"rows": found, "form": form, "own": _own_phases(user, day)})


def _own_phases(user: User, day: Any) -> list[dict[str, Any]]:
    """Phases that concern the person's bodies while he does not see the pilot itself."""
    seen = Pilot.objects.visible_to(user, day)
    rows = Phase.objects.visible_to(user, day).exclude(case__in=seen).select_related("case")
    return [{"phase": row, "days": days_of(row)} for row in rows.order_by("-starts_on", "-pk")[:ROWS]]


@page(WRITING, relation="cơ quan chủ trì", deed=True)
def begin_pilot(request: HttpRequest) -> HttpResponse:
    """A new pilot; `?van_ban=` names the paper that asks for it."""
    user, day = person(request), words.today(request)
    initial = {"document": request.GET.get("van_ban", ""), "organisation": _own_name(user, day)}
    sent = request.POST if request.method == "POST" else None
    form = BeginPilotForm(user, day, _kinds(user, day), _among(request), sent, initial=initial)
    if sent is not None and form.is_valid():
        try:
            pilot = begin(Planned(**form.cleaned_data), user, words.now())
            messages.success(request, "Đã lập hồ sơ thí điểm. Xin ghi các giai đoạn.")
            return redirect("pilot", pk=pilot.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "initiatives/begin_pilot.html", {"form": form}, status=400 if form.errors else 200)


def _among(request: HttpRequest) -> dict[str, Any]:
    """Rows that the person sees: of models the version of each kind in force."""
    kinds = visible(request, KindVersion.objects)
    current = [one.pk for one in kinds.current(words.today(request))]
    named = {
        "document": Document.objects,
        "programme": Programme.objects,
        "kind": KindVersion.objects.filter(pk__in=current),
    }
    return {name: visible(request, rows) for name, rows in named.items()}


def _own_name(user: User, day: Any) -> str:
    own = user.body_ids(day)
    return Organisation.objects.get(pk=min(own)).name_on(day) if len(own) == 1 else ""


def _kinds(user: User, day: Any) -> list[tuple[str, str]]:
    """Kinds of bodies of the person's provinces; of every province for who keeps the site."""
    own = user.body_ids(day)
    roots = Organisation.objects.filter(pk__in=tree.roots_of(own, day)) if own else ()
    found = dict(pair for root in roots for pair in kinds_of(root))
    return list(found.items()) or [("xa.ubnd", kind_words("xa.ubnd"))]


@page(relation=RELATION)
def pilot(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found_case(MACHINE, request, pk, *SEEN))


def _page(request: HttpRequest, found: Pilot, bound: Any = None) -> HttpResponse:
    day = words.today(request)
    context = case_context(MACHINE, request, found, bound)
    roles = context["roles"]
    shown = {
        "pilot": found,
        "bodies": [found.organisation.name_on(day), found.decider.name_on(day)],
        "kind": kind_words(found.comparable),
        "phases": [_line(phase) for phase in phases_of(found)],
        "comparisons": visible(request, Comparison.objects).filter(case=found),
        "plans": "actor" in roles and found.state in OPEN,
        "compares": bool({"actor", "decider"} & set(roles)),
        "rolls_out": found.state in (*STATES, "rolled_out"),
        "sees_document": bool(found.document_id)
        and visible(request, Document.objects).filter(pk=found.document_id).exists(),
    }
    return render(request, "initiatives/pilot.html", {**context, **shown})


def _line(phase: Phase) -> dict[str, Any]:
    places = places_named(phase)
    chosen = {place.chosen_by_id for place in phase.places.all() if place.chosen_by_id}
    return {
        "phase": phase,
        "days": days_of(phase),
        "places": places,
        "reports": len(phase.reports.all()),
        "left": max(0, phase.choosers.count() - len(chosen)) if phase.choosers_kind else 0,
    }


@page(WRITING, relation="theo quy trình thí điểm", deed=True)
@require_POST
def pilot_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    return answer_deed(MACHINE, request, pk, deed, _page)


@page(WRITING, relation="cơ quan lập giấy tờ", deed=True)
def pilot_paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return paper_page(MACHINE, request, pk, name)


@page(relation=RELATION)
def pilot_paper_file(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    return paper_file(MACHINE, request, pk, name, form)
