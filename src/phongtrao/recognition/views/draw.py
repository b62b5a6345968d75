from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import draws
from phongtrao.recognition.appraisal_forms import DrawForm
from phongtrao.recognition.models import Candidacy, Draw, SpotCheck
from phongtrao.work.desk import names_of
from phongtrao.work.models import RECEIVING, Programme, desk_ids


@page(WRITING, relation="đầu mối, lãnh đạo cơ quan thẩm định rút; ai thấy hồ sơ thì xem lượt rút", deed=True)
def draw(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """Samples drawn by lot for a look on the spot, with the seed and the list from which anyone can draw them again."""
    of = visible_or_404(request, Programme.objects.all(), name=programme)
    user, day = person(request), words.today(request)
    form = DrawForm(request.POST if request.method == "POST" else None, initial={"seed": draws.fresh_seed()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, new = draws.draw(
                of, year, user, words.now(), given["count"], given["percent"], given["subject"], given["seed"]
            )
            drawn = made.checks.count()
            messages.success(
                request, f"Đã rút {drawn} hồ sơ." if new else f"Mã này đã rút {drawn} hồ sơ; không rút lại."
            )
            return redirect("draw", programme=programme, year=year)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"programme": of, "year": year, "form": form, "draws": _told(request, of, year)}
    shown |= {"may": bool(desk_ids(user, day, RECEIVING)), "among": _among(of, year, user, day)}
    return render(request, "recognition/draw.html", shown, status=400 if form.errors else 200)


def _among(of: Programme, year: int, user: User, day: date) -> int:
    return draws.to_draw_from(of, year, user, day).count()


def _told(request: HttpRequest, of: Programme, year: int) -> list[tuple[Draw, list[tuple[SpotCheck, str]], int]]:
    """The draws of the year that hold a dossier the person sees, each with the dossiers drawn that he sees."""
    seen = visible(request, SpotCheck.objects).filter(candidacy__in=Candidacy.objects.of_year(of, year))
    checks = list(seen.select_related("candidacy", "by", "draw__by").order_by("draw", "pk"))
    names = names_of({one.candidacy.organisation_id for one in checks}, words.today(request))
    every = SpotCheck.objects.filter(draw__in={one.draw_id for one in checks}).order_by()
    sizes = dict(every.values_list("draw").annotate(Count("pk")))
    found: dict[int, Any] = {}
    for one in checks:
        found.setdefault(one.draw_id, (one.draw, [], sizes[one.draw_id]))
        found[one.draw_id][1].append((one, names[one.candidacy.organisation_id]))
    return sorted(found.values(), key=lambda told: told[0].at, reverse=True)
