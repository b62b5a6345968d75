from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from phongtrao import words
from phongtrao.access import DECIDING, page, person
from phongtrao.hand_out import attachment
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.provincial import own_provinces
from phongtrao.overview.leaders_page import Overview, country_map
from phongtrao.overview.leaders_page import overview as overview_of
from phongtrao.overview.load_map import currents
from phongtrao.overview.models import MapVersion
from phongtrao.overview.sheet import overview_pdf
from phongtrao.overview.spans import OverviewForm
from phongtrao.overview.territory import territory
from phongtrao.work.desk import names_of
from vanban.paper.fonts import FontMissing

RELATION = "đơn vị trong phạm vi của mình"


def _asked(request: HttpRequest) -> tuple[OverviewForm, Overview | None]:
    """What the address asks for; nothing for a person without a province."""
    user, day = person(request), words.today(request)
    provinces = own_provinces(user, day)
    place = territory(user, day, provinces, request.GET.get("tinh", ""))
    versions = currents(place.root) if place is not None and place.is_of_many else {}
    form = OverviewForm(day, _named(provinces, day), MapVersion.BOUNDARIES in versions, request.GET)
    if place is None:
        return form, None
    return form, overview_of(place, form.span, form.measure, user, versions, form.by_outlines)


def _named(found: list[Organisation], day: date) -> list[tuple[str, str]]:
    """Codes and names of those to choose from, where there are several."""
    names = names_of((one.pk for one in found), day) if len(found) > 1 else {}
    return [(one.code, names.get(one.pk, one.code)) for one in found]


@page(DECIDING, relation=RELATION)
def overview(request: HttpRequest) -> HttpResponse:
    """Five blocks and a map, for a leader or focal point of a province; a commune's sees his own."""
    form, found = _asked(request)
    shown: dict[str, Any] = {"form": form, "found": found}
    if found is not None:
        shown["svg"] = mark_safe(found.map.svg) if found.map else ""
    return render(request, "overview/overview.html", shown)


@page(DECIDING, relation=RELATION)
def overview_sheet(request: HttpRequest) -> HttpResponse:
    """The same as one printed sheet."""
    _, found = _asked(request)
    try:
        if found is not None:
            title = f"Tổng quan {found.territory.name} {found.territory.day.isoformat()}"
            return attachment(overview_pdf(found), "application/pdf", title, "pdf")
    except FontMissing as missing:
        messages.error(request, str(missing))
    return redirect("overview")


@page(DECIDING, relation=RELATION)
def country(request: HttpRequest) -> HttpResponse:
    """The provinces of the country, with what the person sees of each."""
    user, day = person(request), words.today(request)
    form = OverviewForm(day, [], MapVersion.BOUNDARIES in currents(None), request.GET)
    drawn = country_map(user, form.span, day, form.measure, form.by_outlines)
    shown = {"form": form, "drawn": drawn, "svg": mark_safe(drawn.svg) if drawn else "", "may_load": user.sees_all(day)}
    return render(request, "overview/country.html", shown)
