from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.money.forms import EstimateFilter
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.shown import is_appraised, is_decided, whole_sums
from phongtrao.work.cases import waiting
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme

ROWS = 50
WAITING, ALL = "cho-toi", "tat-ca"
PARTS = {WAITING: "Chờ tôi", ALL: "Tất cả"}
RELATION = "dự toán của đơn vị mình và cấp dưới, hoặc mình thẩm định, phê duyệt (từ khi gửi)"


@page(relation=RELATION)
def estimates(request: HttpRequest) -> HttpResponse:
    """Estimates that the person may see, narrowed, with the sums of all that fit."""
    user, day = person(request), words.today(request)
    part = request.GET.get("muc") if request.GET.get("muc") in PARTS else ALL if request.GET else WAITING
    seen = visible(request, Estimate.objects.all())
    programmes = list(visible(request, Programme.objects.filter(funding__isnull=False).distinct()))
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    form = EstimateFilter(programmes, years, {**request.GET.dict(), "muc": part})
    rows = seen.filter(pk__in=waiting(MACHINE, user, day)) if part == WAITING else seen
    rows = _narrowed(rows, form.cleaned_data if form.is_valid() else {})
    page_of_them: Any = Paginator(_listed(rows), ROWS).get_page(request.GET.get("trang"))
    names = names_of({row.organisation_id for row in page_of_them}, day)
    page_of_them.object_list = [
        {"row": row, "body": names[row.organisation_id], "badge": MACHINE.badge_of(row),
         "next": MACHINE.next_words.get(row.state, ""), "appraised": is_appraised(row), "decided": is_decided(row)}
        for row in page_of_them
    ]  # fmt: skip
    shown = {"part": part, "parts": PARTS.items(), "form": form, "rows": page_of_them, "all": ALL}
    return render(
        request, "money/estimates.html", {**shown, "sums": whole_sums(rows), "programmes": programmes, "year": day.year}
    )


def _listed(rows: Any) -> Any:
    return rows.with_sums().select_related("programme").order_by("-year", "-pk")


def _narrowed(rows: Any, asked: dict[str, Any]) -> Any:
    wanted = {"programme__name": "phong_trao", "year": "nam", "state": "trang_thai"}
    found = {name: asked[field] for name, field in wanted.items() if asked.get(field)}
    return rows.filter(**found).of_bodies_called(asked.get("tim") or "")
