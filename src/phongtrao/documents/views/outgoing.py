from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents import issue as deeds
from phongtrao.documents.forms import IssueForm, OutgoingForm
from phongtrao.documents.models import Outgoing
from phongtrao.documents.opened import check_opening
from phongtrao.documents.outgoing_book import printed
from phongtrao.documents.paper_files import PAPER_FORMATS, paper_to_browser
from phongtrao.documents.paper_ways import ways_on
from phongtrao.documents.preview import has_gaps, preview
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused

ROWS = 200


@page(relation="sổ của đơn vị trong phạm vi")
def outgoing_register(request: HttpRequest) -> HttpResponse:
    """Sổ đăng ký văn bản đi, with the columns of Decree 30/2020, Appendix IV; drafts of the body above it."""
    day = words.today(request)
    papers = visible(request, Outgoing.objects)
    bodies = Organisation.objects.filter(pk__in=papers.values("organisation")).prefetch_related("versions")
    named = sorted(((body, body.name_on(day)) for body in bodies), key=lambda pair: pair[1])
    own = person(request).body_ids(day)
    first = next((b for b, _ in named if b.pk in own), named[0][0] if named else None)
    body = next((b for b, _ in named if str(b.pk) == request.GET.get("so")), first)
    asked = request.GET.get("nam", "")
    year = int(asked) if len(asked) == 4 and asked.isdecimal() else day.year
    rows = papers.book(body, year) if body else papers.none()
    if body and (ending := asked_format(request)):
        return to_browser(printed(body, year, rows, day), ending)
    shown = {
        "bodies": named,
        "body": body,
        "year": year,
        "years": sorted({day.year, year, *papers.issued().order_by().values_list("year", flat=True)}, reverse=True),
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "drafts": papers.filter(organisation=body, state=Outgoing.DRAFT) if body else [],
    }
    return render(request, "documents/outgoing_register.html", shown)


@page(relation="văn bản đi của đơn vị trong phạm vi")
def outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, Outgoing.objects.select_related("organisation", "made_by", "ended_by"), pk=pk)
    day = words.today(request)
    check_opening(row, person(request), words.now())
    writes = deeds.may_write(row.organisation, person(request), day)
    held = {name: getattr(row, name) for name in ("kept_by", "copies", "passed_on", "remark")}
    lines = preview(row.paper)
    shown = {
        "row": row,
        "lines": lines,
        "issue_form": IssueForm(initial={"day": day}) if writes and row.state == Outgoing.DRAFT else None,
        "ways": ways_on(row, person(request), day),
        "has_gaps": row.state == Outgoing.DRAFT and has_gaps(lines),
        "entry_form": OutgoingForm(initial=held) if writes and row.state == Outgoing.ISSUED else None,
    }
    return render(request, "documents/outgoing.html", shown)


@page(relation="văn bản đi của đơn vị trong phạm vi")
def outgoing_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The paper as Word or PDF, made anew from what is kept: the same paper gives the same bytes."""
    row = visible_or_404(request, Outgoing.objects, pk=pk)
    if form not in PAPER_FORMATS:
        raise Http404
    check_opening(row, person(request), words.now())
    return paper_to_browser(request, row.paper, form, row.title.replace("/", " "), "outgoing", row.pk)


def _take(request: HttpRequest, row: Outgoing, form: Any, deed: Callable[[dict[str, Any]], str]) -> HttpResponse:
    try:
        if form is not None and not form.is_valid():
            raise Refused(wrong_in(form))
        messages.success(request, deed(form.cleaned_data if form is not None else {}))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("outgoing", args=[row.pk]))


@page(WRITING, relation="văn thư, đầu mối, lãnh đạo của đơn vị", deed=True)
@require_POST
def issue_outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, Outgoing.objects, pk=pk)

    def deed(given: dict[str, Any]) -> str:
        issued = deeds.issue(row, given["day"], person(request), words.now(), given["number"])
        return f"Đã phát hành {issued.title} ngày {words.day_in_words(issued.issued_on)}."

    return _take(request, row, IssueForm(request.POST), deed)


@page(WRITING, relation="văn thư, đầu mối, lãnh đạo của đơn vị", deed=True)
@require_POST
def drop_outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, Outgoing.objects, pk=pk)

    def deed(_: dict[str, Any]) -> str:
        deeds.drop(row, person(request), words.now())
        return "Đã bỏ dự thảo."

    return _take(request, row, None, deed)


@page(WRITING, relation="văn thư, đầu mối, lãnh đạo của đơn vị", deed=True)
@require_POST
def enter_outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, Outgoing.objects, pk=pk)

    def deed(given: dict[str, Any]) -> str:
        deeds.enter_register(row, given, person(request), words.now())
        return "Đã ghi vào sổ văn bản đi."

    return _take(request, row, OutgoingForm(request.POST), deed)
