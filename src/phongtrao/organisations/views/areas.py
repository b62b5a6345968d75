from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible, visible_or_404
from phongtrao.organisations.forms import AreaFilter
from phongtrao.organisations.history import area_history
from phongtrao.organisations.listing import areas_on, bodies_on
from phongtrao.organisations.models import Area, AreaVersion, Organisation

ROWS = 25
FEW = 12
"""Names shown at once on an area's page; more are folded under their count."""
PROVINCES = ("tinh", "thanh_pho_truc_thuoc")


@page(relation="bản đồ hành chính là công khai")
def areas(request: HttpRequest) -> HttpResponse:
    day = words.today(request)
    provinces = AreaVersion.objects.filter(kind__in=PROVINCES).order_by("name").values_list("area__code", "name")
    form = AreaFilter(request.GET, provinces=list(dict(provinces).items()))
    rows = AreaVersion.objects.none()
    if form.is_valid():
        given = form.cleaned_data
        day = given["ngay"] or day
        rows = areas_on(day, given["tinh"], given["tim"], given["loai"])
    found = Paginator(rows.filter(area__in=visible(request, Area.objects)), ROWS).get_page(request.GET.get("trang"))
    template = "organisations/area_rows.html" if getattr(request, "htmx", False) else "organisations/areas.html"
    return render(request, template, {"form": form, "rows": found, "day": day})


@page(relation="bản đồ hành chính là công khai")
def area(request: HttpRequest, code: str) -> HttpResponse:
    day = words.today(request)
    place = visible_or_404(request, Area.objects.prefetch_related("versions"), code=code)
    version = place.version(day)
    then = version.valid_until if version and version.valid_until and version.valid_until < day else day
    return render(
        request,
        "organisations/area.html",
        {
            "area": place,
            "version": version,
            "name": place.name_on(day),
            "history": area_history(place, day),
            "then": then,
            "few": FEW,
            "is_province": version is not None and version.kind in PROVINCES,
            "within": AreaVersion.objects.on(then).filter(parent=place).select_related("area").order_by("code"),
            "bodies": bodies_on(then, visible(request, Organisation.objects)).filter(Q(organisation__area=place)),
        },
    )
