from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.awards import commended as listed
from phongtrao.awards.forms import CommendedFilter
from phongtrao.awards.models import Commendation
from phongtrao.awards.reading import read_names
from phongtrao.hand_out import asked_format, to_browser

ROWS = 100


@page(relation="quyết định mình được xem; họ tên: đơn vị đề nghị, cơ quan thẩm định, hội đồng, cơ quan quyết định")
def commended(request: HttpRequest) -> HttpResponse:
    """Who was commended, by year and form. People are named on request alone, and that is written into the log."""
    user, day = person(request), words.today(request)
    cases = visible(request, Commendation.objects.filter(state="decided"))
    form = _filter(request, cases)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = {"year": asked.get("nam"), "form": asked.get("hinh_thuc")}
    cases = cases.filter(**{name: value for name, value in wanted.items() if value})
    with_names = bool(asked.get("ten"))
    if with_names:
        own = Commendation.objects.named_to(user, day).filter(pk__in=cases.order_by().values("pk"))
        read_names(own.select_related("organisation"), user, words.now(), "danh sách được khen thưởng")
    rows = listed.commended(cases, user, day, with_names, asked.get("tim") or "")
    if ending := asked_format(request):
        return to_browser(listed.printed(listed.shown(rows, day), asked.get("nam") or "", with_names), ending)
    page_of_them: Any = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    page_of_them.object_list = listed.shown(page_of_them, day)
    counts = listed.counts(cases)
    return render(request, "awards/commended.html", {"form": form, "rows": page_of_them, "counts": counts})


def _filter(request: HttpRequest, cases: Any) -> CommendedFilter:
    """The years and forms that there are, the form's titles as their rules have them."""
    years = sorted(set(cases.order_by().values_list("year", flat=True)), reverse=True)
    kinds = {row.form: row.asked_form.title for row in cases.select_related("rules").order_by("form", "pk")[:500]}
    return CommendedFilter([*kinds.items()], years, request.GET)
