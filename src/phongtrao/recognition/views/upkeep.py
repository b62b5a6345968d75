from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition import uphold
from phongtrao.recognition.appraisal_forms import UpkeepForm
from phongtrao.recognition.candidacy_deeds import posts
from phongtrao.recognition.models import Recognition
from phongtrao.work.desk import names_of

ROWS = 20
"""Units a page."""
DEEDS = ("keep_up", "warn_recognised")


@page(relation="đơn vị được công nhận, cấp trên, nơi tổng hợp, thẩm định, quyết định")
def upkeep(request: HttpRequest) -> HttpResponse:
    """Recognised units as they stand in the running year: by their own reports and tasks, and what is at risk."""
    user, day = person(request), words.today(request)
    rows = (
        visible(request, Recognition.objects)
        .standing(day)
        .select_related("candidacy__rules", "candidacy__organisation")
    )
    rows = rows.prefetch_related("upkeep").order_by("candidacy__programme", "recognised_on", "pk")
    found: Any = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    names = names_of({one.candidacy.organisation_id for one in found}, day)
    units = list(found)
    found.object_list = [
        {
            "row": one,
            "body": names[one.candidacy.organisation_id],
            "watched": stands,
            "form": _form(one, day.year) if "appraiser" in posts(one.candidacy, user, day) else None,
        }
        for one, stands in zip(units, uphold.watched_together(units, day), strict=True)
    ]
    return render(request, "recognition/upkeep.html", {"rows": found, "year": day.year, "soon": uphold.SOON})


def _form(one: Recognition, year: int) -> UpkeepForm | None:
    """The fields with which the appraiser confirms or warns, while a certificate stands."""
    if one.candidacy.state != "certified":
        return None
    return UpkeepForm(initial={"year": max(year, uphold.first_year(one))}, auto_id=f"id_{one.pk}_%s")


@page(WRITING, relation="đầu mối, lãnh đạo cơ quan thẩm định", deed=True)
@require_POST
def upkeep_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Confirm a year, or warn."""
    found = visible_or_404(request, Recognition.objects.select_related("candidacy"), pk=pk)
    if deed not in DEEDS:
        raise Http404
    form, user = UpkeepForm(request.POST), person(request)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        if deed == "keep_up":
            uphold.confirm(found, given["year"], given["words"], user, words.now())
        else:
            uphold.warn(found, given["words"], user, words.now())
        messages.success(request, f"Đã ghi: {CANDIDACY.words[deed]}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("upkeep")
