from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.look import wrong_in
from phongtrao.recognition.models import Candidacy, RulesVersion
from phongtrao.recognition.plan import plan
from phongtrao.recognition.progress import counts_of
from phongtrao.recognition.provinces import province_of
from phongtrao.recognition.selected_table import printed
from phongtrao.recognition.selecting import DEEDS, OTHERS, Aim, Outcome, aims_of, candidates, offered_deeds, take_each
from phongtrao.recognition.selection_forms import DecideForm, SelectionFilter
from phongtrao.recognition.totals import totals_of
from phongtrao.recognition.views.plan import found_programme
from phongtrao.work.models import Programme
from phongtrao.work.views.programmes import RELATION

ROWS = 100
DECIDING = "cơ quan thẩm định; UBND, Công an xã, phường với đơn vị gửi đăng ký qua xã"


@page(relation=RELATION)
def selection(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """Candidates of a year, beside the year's targets and what they had the year before."""
    found, user, day = found_programme(request, programme), person(request), words.today(request)
    version = RulesVersion.objects.on(found, day)
    shown: dict[str, Any] = {"programme": found, "year": year, "version": version}
    if version is not None:
        every = _rows(request, found, year, version)
        if ending := asked_format(request):
            return to_browser(printed(found, year, candidates(every, user, day)), ending)
        rows: Any = Paginator(every, ROWS).get_page(request.GET.get("trang"))
        rows.object_list = candidates(list(rows), user, day)
        deeds = offered_deeds(rows.object_list)
        shown |= {"rows": rows, "aims": _aims(request, found, version, year), "others": OTHERS.values()}
        shown |= {"form": SelectionFilter(version.said, request.GET or None), "years": (year - 1, year, year + 1)}
        shown |= {"decide": DecideForm(deeds) if deeds else None, "before": year - 1}
    return render(request, "recognition/selection.html", shown)


def _rows(request: HttpRequest, found: Programme, year: int, version: RulesVersion) -> Any:
    """The year's candidacies that the person sees, narrowed to what the address asks for."""
    form = SelectionFilter(version.said, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = visible(request, Candidacy.objects.of_year(found, year))
    wanted = {"subject": asked.get("doi_tuong"), "state": asked.get("trang_thai")}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value}).called(asked.get("tim") or "")
    rows = rows.select_related("rules", "organisation", "appraiser", "commune", "through")
    return rows.order_by("subject", "organisation__code")


def _aims(request: HttpRequest, found: Programme, version: RulesVersion, year: int) -> list[Aim]:
    user, day = person(request), words.today(request)
    province = province_of(found, user, day)
    if province is None:
        return []
    bases = {subject: one.number for subject, one in totals_of(found, province).items()}
    return aims_of(plan(version.said, bases), year, counts_of(found, province, user, day))


@page(WRITING, relation=DECIDING, deed=True)
@require_POST
def select_candidacies(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """Decide of each ticked unit; what became of each is told."""
    found = found_programme(request, programme)
    ticked = [int(pk) for pk in request.POST.getlist("ung_vien") if pk.isascii() and pk.isdecimal()][:ROWS]
    rows = list(visible(request, Candidacy.objects.of_year(found, year)).filter(pk__in=ticked))
    form = DecideForm(DEEDS, request.POST)
    if not form.is_valid() or not rows:
        messages.error(request, wrong_in(form) or "Xin đánh dấu ít nhất một đơn vị.")
    else:
        given = form.cleaned_data
        _tell(request, given["deed"], take_each(rows, given["deed"], person(request), words.now(), given["note"]))
    query = request.GET.urlencode()
    return redirect(reverse("selection", args=[found.name, year]) + (f"?{query}" if query else ""))


def _tell(request: HttpRequest, deed: str, outcomes: list[Outcome]) -> None:
    """Those that it was done for in one line, each of the others with its reason."""
    done = [one.body for one in outcomes if one.done]
    if done:
        messages.success(request, f"{DEEDS[deed]}: đã ghi {len(done)} đơn vị ({'; '.join(done)}).")
    for one in outcomes:
        if not one.done:
            messages.error(request, f"{one.body}: chưa ghi. {one.said}")
