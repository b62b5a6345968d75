from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.initiatives.acting import held
from phongtrao.initiatives.equipping import count_equipment, finish_repair, owe_repair
from phongtrao.initiatives.forms import DoneForm, EquipmentForm, RepairForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.placing import ENDED
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.views.initiative import RELATION, SHOWN
from phongtrao.initiatives.views.places import ACTING
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work.views.cases import found_case


@page(relation=f"{RELATION}; ghi kiểm kê: {ACTING}", deed=True)
def initiative_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """Equipment by condition, line by line, and what is to be repaired; its body writes both. No pictures."""
    case, user, day = found_case(MACHINE, request, pk, *SHOWN), person(request), words.today(request)
    titles = [one.title for one in case.said.equipment]
    repairs = request.method == "POST" and "repair" in request.POST
    count = EquipmentForm(titles, None if repairs else request.POST or None, initial={"counted_on": day})
    repair = RepairForm(titles, request.POST if repairs else None)
    sent: Any = repair if repairs else count
    if request.method == "POST" and sent.is_valid():
        try:
            _written(request, case, sent.cleaned_data, repairs)
            return redirect("initiative_equipment", pk=pk)
        except Refused as refused:
            sent.add_error(None, str(refused))
    writes = "actor" in held(case, user, day) and case.state not in ENDED
    shown = _shown(case, day) | {"count": count if writes else None, "repair": repair if writes else None}
    return render(request, "initiatives/initiative_equipment.html", shown, status=400 if sent.errors else 200)


def _shown(case: Initiative, day: date) -> dict[str, Any]:
    repairs = case.repairs.select_related("done_by")
    done = [(row, DoneForm(prefix=f"xong-{row.pk}", initial={"done_on": day})) for row in repairs]
    return {
        "case": case,
        "last": case.equipment.last_ones(day),
        "lines": case.equipment.select_related("by"),
        "repairs": done,
        "day": day,
    }


def _written(request: HttpRequest, case: Initiative, given: dict[str, Any], repairs: bool) -> None:
    user, at = person(request), words.now()
    if repairs:
        _, is_new = owe_repair(case, given["title"], given["items"], given["due"], given["words"], user, at)
    else:
        counts = (given["good"], given["degraded"], given["broken"])
        _, is_new = count_equipment(case, given["title"], given["counted_on"], counts, user, at)
    messages.success(request, f"Đã ghi «{given['title']}»." if is_new else "Đã ghi như vậy từ trước; không đổi gì.")


@page(WRITING, relation=ACTING, deed=True)
@require_POST
def initiative_repair(request: HttpRequest, pk: int, repair: int) -> HttpResponse:
    """Something that was owed is repaired."""
    case = found_case(MACHINE, request, pk)
    row = case.repairs.select_related("case__organisation", "case__commune", "case__decider").filter(pk=repair).first()
    if row is None:
        raise Http404
    form = DoneForm(request.POST, prefix=f"xong-{row.pk}")
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        finish_repair(row, form.cleaned_data["done_on"], person(request), words.now())
        messages.success(request, f"Đã ghi: {row.title} đã sửa xong.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("initiative_equipment", pk=pk)
