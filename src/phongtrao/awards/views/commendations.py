from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.awards.forms import CommendationFilter
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation, CommendationRulesVersion
from phongtrao.awards.shown import COUNTS, listed
from phongtrao.work.cases import waiting
from phongtrao.work.models import Programme

ROWS = 50
WAITING, ALL = "cho-toi", "tat-ca"
PARTS = {WAITING: "Chờ tôi", ALL: "Tất cả"}


@page(relation="đề nghị của đơn vị mình và cấp dưới, hoặc mình thẩm định, xét, quyết định")
def commendations(request: HttpRequest) -> HttpResponse:
    """Proposals with counts; no list shows the name of a person."""
    user, day = person(request), words.today(request)
    part = request.GET.get("muc") if request.GET.get("muc") in PARTS else ALL if request.GET else WAITING
    seen = visible(request, Commendation.objects.all())
    programmes = list(visible(request, Programme.objects.all()))
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    form = CommendationFilter(programmes, years, {**request.GET.dict(), "muc": part})
    rows = seen.filter(pk__in=waiting(MACHINE, user, day).values("pk")) if part == WAITING else seen
    rows = _narrowed(rows, form.cleaned_data if form.is_valid() else {})
    rows = rows.select_related("programme", "rules").annotate(**COUNTS).order_by("-year", "-pk")
    page_of_them: Any = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    page_of_them.object_list = listed(page_of_them, day)
    shown = {"part": part, "parts": PARTS.items(), "form": form, "rows": page_of_them, "all": ALL}
    rules = CommendationRulesVersion.objects.filter(programme__in=programmes)
    shown["rules"] = rules.select_related("programme").defer("content")
    return render(request, "awards/commendations.html", shown)


def _narrowed(rows: Any, asked: dict[str, Any]) -> Any:
    wanted = {
        "programme__name": asked.get("phong_trao"),
        "year": asked.get("nam"),
        "state": asked.get("trang_thai"),
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value}).called(asked.get("tim") or "")
