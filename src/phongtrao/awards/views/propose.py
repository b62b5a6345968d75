from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.awards.forms import ProposeForm
from phongtrao.awards.propose import Wanted, begin_commendation, rules_in_force
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme


@page(WRITING, relation="đơn vị mình", deed=True)
def propose_commendation(request: HttpRequest) -> HttpResponse:
    """The form of one programme; sent, the proposal is begun and its list can be drawn up."""
    user, day = person(request), words.today(request)
    programmes = list(visible(request, Programme.objects.all()))
    programme = next((p for p in programmes if p.name == request.GET.get("phong_trao")), next(iter(programmes), None))
    bodies = _own_bodies(request)
    shown: dict[str, Any] = {"programme": programme, "programmes": programmes}
    try:
        if programme is None or not bodies:
            raise Refused("Đề nghị khen thưởng do người có chức vụ ở một đơn vị lập, cho một phong trào đã nạp.")
        rules = rules_in_force(programme, bodies[0], day)
    except Refused as refused:
        return render(request, "awards/propose_commendation.html", shown | {"refused": refused})
    named = {body.code: name for body, name in zip(bodies, _names(bodies, day), strict=True)}
    form = ProposeForm(user, day, named, rules.said.forms, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _begun(request, programme, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown |= {"form": form, "rules": rules}
    return render(request, "awards/propose_commendation.html", shown, status=400 if form.errors else 200)


def _own_bodies(request: HttpRequest) -> list[Organisation]:
    own = person(request).body_ids(words.today(request), {str(one) for one in WRITING})
    return list(Organisation.objects.filter(pk__in=own).order_by("code"))


def _names(bodies: list[Organisation], day: Any) -> list[str]:
    names = names_of({body.pk for body in bodies}, day)
    return [names[body.pk] for body in bodies]


def _begun(request: HttpRequest, programme: Programme, given: dict[str, Any]) -> HttpResponse:
    days = given["achieved_from"], given["achieved_until"]
    wanted = Wanted(programme, given["body"], given["form"], given["title"], *days)
    case = begin_commendation(wanted, person(request), words.now())
    messages.success(request, "Đã lập hồ sơ. Xin ghi danh sách đề nghị.")
    return redirect("nominees", pk=case.pk)
