from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible, visible_or_404
from phongtrao.organisations.forms import BodyFilter
from phongtrao.organisations.history import body_history
from phongtrao.organisations.listing import bodies_on, names_of
from phongtrao.organisations.models import Organisation, OrganisationVersion, Post

ROWS = 25


@page(relation="mọi tổ chức trong tỉnh mình và ở trung ương")
def organisations(request: HttpRequest) -> HttpResponse:
    form = BodyFilter(request.GET)
    day = words.today(request)
    rows = OrganisationVersion.objects.none()
    if form.is_valid():
        given = form.cleaned_data
        day = given["ngay"] or day
        rows = bodies_on(day, visible(request, Organisation.objects), given["tim"], given["loai"], given["cap"])
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    parents = names_of([row.parent for row in found if row.parent], day)
    shown = [(row, parents.get(row.parent_id or 0, "")) for row in found]
    template = "organisations/rows.html" if getattr(request, "htmx", False) else "organisations/organisations.html"
    return render(request, template, {"form": form, "rows": found, "shown": shown, "day": day})


@page(relation="tổ chức trong tỉnh mình hoặc ở trung ương")
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    day = words.today(request)
    body = visible_or_404(request, Organisation.objects.prefetch_related("versions"), code=code)
    asked = request.GET.get("tim", "")[:200]
    below = bodies_on(day, visible(request, Organisation.objects), asked).filter(parent=body)
    return render(
        request,
        "organisations/organisation.html",
        {
            "body": body,
            "name": body.name_on(day),
            "version": body.version(day),
            "exists": body.exists_on(day),
            "history": body_history(body, day),
            "people": visible(request, Post.objects)
            .on(day)
            .filter(organisation=body)
            .select_related("user", "deputy_for__user"),
            "asked": asked,
            "below": Paginator(below, ROWS).get_page(request.GET.get("trang")),
        },
    )
