from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.recognition.forms import CandidacyFilter
from phongtrao.recognition.models import Candidacy, RulesVersion
from phongtrao.recognition.shown import badge_of, next_step
from phongtrao.recognition.waiting import waiting
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme

ROWS = 50
WAITING, ALL = "cho-toi", "tat-ca"
TO_SELECT = ("at_commune", "registered")
"""States of candidacies that wait to be selected: the page of the selection opens at their first year."""
PARTS = {WAITING: "Chờ tôi", ALL: "Tất cả"}


@page(relation="hồ sơ của đơn vị mình và cấp dưới, hoặc mình tổng hợp, thẩm định, quyết định; Mặt trận: sau khi chọn")
def candidacies(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    part = request.GET.get("muc") if request.GET.get("muc") in PARTS else ALL if request.GET else WAITING
    seen = visible(request, Candidacy.objects.all())
    programmes = list(visible(request, Programme.objects.filter(recognition_rules__isnull=False).distinct()))
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    form = CandidacyFilter(programmes, years, {**request.GET.dict(), "muc": part})
    rows = seen.filter(pk__in=waiting(user, day)) if part == WAITING else seen
    rows = _narrowed(rows, form.cleaned_data if form.is_valid() else {})
    page_of_them: Any = Paginator(rows.select_related("programme", "rules"), ROWS).get_page(request.GET.get("trang"))
    names = names_of({row.organisation_id for row in page_of_them}, day)
    page_of_them.object_list = [
        {"row": row, "body": names[row.organisation_id], "badge": badge_of(row), "next": next_step(row)}
        for row in page_of_them
    ]
    rules = visible(request, RulesVersion.objects.filter(programme__in=programmes).select_related("programme"))
    selecting = dict(seen.filter(state__in=TO_SELECT).order_by("-year").values_list("programme", "year"))
    shown = {"part": part, "parts": PARTS.items(), "form": form, "rows": page_of_them, "all": ALL}
    shown["rules"] = [(one, selecting.get(one.programme_id, day.year)) for one in rules]
    return render(request, "recognition/candidacies.html", shown)


def _narrowed(rows: Any, asked: dict[str, Any]) -> Any:
    wanted = {
        "programme__name": asked.get("phong_trao"),
        "year": asked.get("nam"),
        "subject": asked.get("doi_tuong"),
        "state": asked.get("trang_thai"),
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value}).called(asked.get("tim") or "")
