from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.initiatives.forms import InitiativeFilter
from phongtrao.initiatives.listed import lines, page_lines, page_rows, printed
from phongtrao.initiatives.models import STANDING, Initiative, KindVersion, Review
from phongtrao.initiatives.procedure_of import LOOKS
from phongtrao.initiatives.reviewing import is_overdue
from phongtrao.initiatives.standing import figures_now
from phongtrao.initiatives.working import of_kind_named

ROWS = 50
RELATION = "mô hình của đơn vị mình và cấp dưới, hoặc đơn vị mình quyết định, hoặc trong xã, phường mình"


@page(relation=RELATION)
def initiatives(request: HttpRequest) -> HttpResponse:
    """Models that the person sees, with how many places and groups they have, each counted apart."""
    day = words.today(request)
    kinds = visible(request, KindVersion.objects.all()).current(day)
    form = InitiativeFilter(kinds, request.GET)
    rows = _narrowed(visible(request, Initiative.objects.all()), form.cleaned_data if form.is_valid() else {}, day)
    if ending := asked_format(request):
        return to_browser(printed(lines(rows, day), day), ending)
    page_of_them: Any = Paginator(page_rows(rows, day), ROWS).get_page(request.GET.get("trang"))
    page_of_them.object_list = [
        (line, LOOKS.get(line.state, "closed")) for line in page_lines(list(page_of_them.object_list), day)
    ]
    shown = {"form": form, "rows": page_of_them, "figures": figures_now(rows, day)}
    return render(request, "initiatives/initiatives.html", shown)


def _narrowed(rows: Any, asked: dict[str, Any], day: date) -> Any:
    if asked.get("loai"):
        rows = rows.filter(of_kind_named(asked["loai"]))
    if asked.get("trang_thai"):
        rows = rows.filter(state=asked["trang_thai"])
    if asked.get("danh_gia"):
        rows = rows.filter(_reviewed(rows, asked["danh_gia"], day))
    return rows.called(asked.get("tim") or "")


def _reviewed(rows: Any, word: str, day: date) -> Q:
    """Models whose last review came to the word, or that have none, or none where one is owed."""
    last = Review.objects.last_ones().order_by()
    if word == "chua":
        return Q(state__in=STANDING) & ~Q(pk__in=last.values("case"))
    if word == "qua-han":
        standing = rows.filter(state__in=STANDING).select_related("kind").prefetch_related("reviews")
        return Q(pk__in=[one.pk for one in standing if is_overdue(one, day)])
    said = last.filter(Q(verdict=word) | Q(verdict="", proposal=word))
    return Q(state__in=STANDING) & Q(pk__in=said.values("case"))
