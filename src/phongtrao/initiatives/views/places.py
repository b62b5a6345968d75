from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.initiatives.acting import held
from phongtrao.initiatives.forms import EndPlaceForm, GroupsForm, PlaceForm
from phongtrao.initiatives.models import Place
from phongtrao.initiatives.placing import ENDED, add_place, count_groups, end_place
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.views.initiative import RELATION, SHOWN
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work.desk import names_of
from phongtrao.work.views.cases import found_case

ACTING = "đơn vị xây dựng mô hình"


@page(relation=f"{RELATION}; thêm điểm: {ACTING}", deed=True)
def initiative_places(request: HttpRequest, pk: int) -> HttpResponse:
    """Places of a model with their groups, ended ones too; its body adds one."""
    case, user, day = found_case(MACHINE, request, pk, *SHOWN), person(request), words.today(request)
    writes = "actor" in held(case, user, day) and case.state not in ENDED
    form = PlaceForm(user, day, request.POST or None, initial={"started_on": case.launched_on or day})
    if request.method == "POST" and form.is_valid():
        try:
            _added(request, case, form.cleaned_data)
            return redirect("initiative_places", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    rows = list(case.places.prefetch_related("counts"))
    names = names_of({row.organisation_id for row in rows if row.organisation_id}, day)
    at_work = [row for row in rows if row.is_on(day) and case.is_standing]
    lines = [_line(row, row in at_work, names, day) for row in rows]
    shown = {"case": case, "kind": case.said, "lines": lines, "form": form if writes else None}
    shown |= {"places": len(at_work), "groups": sum(row.groups_on(day) for row in at_work)}
    return render(request, "initiatives/initiative_places.html", shown, status=400 if form.errors else 200)


def _line(row: Place, is_on: bool, names: dict[int, str], day: Any) -> dict[str, Any]:
    return {
        "row": row,
        "body": names.get(row.organisation_id or 0, ""),
        "groups": row.groups_on(day),
        "is_on": is_on,
        "count": GroupsForm(prefix=f"dem-{row.pk}", initial={"counted_on": day, "groups": row.groups_on(day)}),
        "end": EndPlaceForm(prefix=f"thoi-{row.pk}", initial={"ended_on": day}),
    }


def _added(request: HttpRequest, case: Any, given: dict[str, Any]) -> None:
    row, is_new = add_place(
        case, given["name"], given["started_on"], person(request), words.now(), given["groups"], given["organisation"]
    )
    messages.success(request, f"Đã thêm «{row.name}»." if is_new else f"«{row.name}» đã có từ trước.")


@page(WRITING, relation=ACTING, deed=True)
@require_POST
def initiative_place(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Count the groups of a place, or say until when it works."""
    case, user = found_case(MACHINE, request, pk), person(request)
    row = case.places.select_related("case__organisation", "case__commune", "case__decider").filter(pk=place).first()
    if row is None:
        raise Http404
    ends = "end" in request.POST
    form: Any = (EndPlaceForm if ends else GroupsForm)(request.POST, prefix=f"{'thoi' if ends else 'dem'}-{row.pk}")
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        if ends:
            end_place(row, given["ended_on"], user, words.now())
        else:
            count_groups(row, given["groups"], given["counted_on"], user, words.now())
        messages.success(request, f"Đã ghi cho «{row.name}».")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("initiative_places", pk=pk)
