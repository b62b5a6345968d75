from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.money import open_estimate as opening
from phongtrao.money.forms import ChooseForm, OpenForm, own_bodies
from phongtrao.money.models import Estimate
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme, desk_ids


@page(WRITING, relation="đơn vị mình", deed=True)
def open_estimate(request: HttpRequest) -> HttpResponse:
    """First programme, body and year, then the clause that pays, who appraises and who decides."""
    user, day = person(request), words.today(request)
    programmes = list(visible(request, Programme.objects.filter(funding__isnull=False).distinct()))
    bodies = own_bodies(user, day, desk_ids(user, day, frozenset(WRITING)))
    if not programmes or not bodies:
        return render(request, "money/open_estimate.html", {"programmes": programmes, "bodies": bodies})
    first = {"phong_trao": programmes[0].name, "don_vi": next(iter(bodies)), "nam": str(day.year)}
    choose = ChooseForm(programmes, bodies, day.year, {**first, **request.GET.dict()})
    shown: dict[str, Any] = {"programmes": programmes, "bodies": bodies, "choose": choose}
    status = 200
    if choose.is_valid():
        answer = _second(request, choose.cleaned_data, programmes, shown)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    return render(request, "money/open_estimate.html", shown, status=status)


def _second(
    request: HttpRequest, chosen: dict[str, Any], programmes: list[Programme], shown: dict[str, Any]
) -> HttpResponse | int:
    """The rest of the form into `shown`, and the page's status; sent in order, the way to the new estimate."""
    user, day = person(request), words.today(request)
    programme = next(one for one in programmes if one.name == chosen["phong_trao"])
    body = Organisation.objects.get(code=chosen["don_vi"])
    funding = opening.funding_of(programme, day)
    clauses = opening.clauses_for(funding, body, chosen["nam"], day)
    party, root = opening.party_for(funding, body, day), opening.root_of(body, day)
    finance = opening.body_called(party.appraises if party else "Sở Tài chính", root, day)
    initial = {
        "clause": clauses[0].name if clauses else "", "appraiser": finance.name_on(day) if finance and party else "",
        "decider": root.name_on(day),
    }  # fmt: skip
    form = OpenForm(user, day, clauses, request.POST if request.method == "POST" else None, initial=initial)
    shown |= {"form": form, "clauses": clauses, "party": party, "programme": programme, "gaps": funding.said.gaps}
    shown |= {"body": body.name_on(day), "funding": funding}
    if not form.is_valid():
        return 400 if form.errors else 200
    try:
        row = _opened(request, programme, body, chosen["nam"], form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return 400
    messages.success(request, "Đã lập dự toán. Xin ghi từng khoản.")
    return redirect("estimate_lines", pk=row.pk)


def _opened(
    request: HttpRequest, programme: Programme, body: Organisation, year: int, given: dict[str, Any]
) -> Estimate:
    asked = opening.Asked(programme, body, year, given["title"], given["clause"], given["appraiser"], given["decider"])
    return opening.open_estimate(asked, person(request), words.now())
