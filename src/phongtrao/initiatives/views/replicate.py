from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.initiatives.acting import held
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.replicating import MOST, choose, chosen
from phongtrao.initiatives.reviewing import last_closed
from phongtrao.initiatives.views.initiative import SHOWN
from phongtrao.initiatives.working import alike, lacking
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.work.desk import names_of
from phongtrao.work.views.cases import found_case


@page(WRITING, relation="cơ quan quyết định về mô hình", deed=True)
def replicate_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Bodies without such a model, to be ticked for a decision to replicate it there."""
    case, user, day = found_case(MACHINE, request, pk, *SHOWN), person(request), words.today(request)
    if "decider" not in held(case, user, day):
        raise PermissionDenied("Nơi nhân rộng do cơ quan quyết định chọn.")
    if request.method == "POST":
        ticked = [int(one) for one in request.POST.getlist("don_vi") if one.isascii() and one.isdecimal()]
        bodies = list(visible(request, Organisation.objects.filter(pk__in=ticked[: MOST + 1])))
        try:
            choose(case, bodies, user, words.now())
            messages.success(request, _said(len(bodies)))
            return redirect("initiative", pk=pk)
        except Refused as refused:
            messages.error(request, str(refused))
    return render(request, "initiatives/replicate_initiative.html", _shown(request, case, user, day))


def _said(many: int) -> str:
    if many:
        return f"Đã chọn {many} đơn vị. Xin lập quyết định nhân rộng ở dưới."
    return "Không còn đơn vị nào được chọn; muốn nhân rộng, xin chọn ở trang «Nhân rộng»."


def _shown(request: HttpRequest, case: Initiative, user: User, day: date) -> dict[str, Any]:
    """Those chosen first, then every body that lacks one; all on one page, so that no tick is lost."""
    rows = [row.organisation_id for row in chosen(case)]
    found = list(lacking(case.said, case.root, user, day) if case.kind else alike(case, user, day))
    offered = [one.organisation_id for one in found if one.organisation_id != case.organisation_id]
    several = Paginator([*rows, *(pk for pk in offered if pk not in rows)], 2 * MOST).get_page(1)
    names = names_of(several.object_list, day)
    return {
        "case": case,
        "lines": [(body, names[body], body in rows) for body in several.object_list],
        "review": last_closed(case),
        "most": MOST,
        "more": several.paginator.count - len(several.object_list),
    }
