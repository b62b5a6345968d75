from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations.models import Organisation
from phongtrao.work import sheet as sheets
from phongtrao.work.inspections import INSPECTING

ROWS = 200
"""Rows of a body's sheet on one page; a directive's sheet is whole."""


@page(relation="văn bản trong phạm vi; chỉ thấy đơn vị trong phạm vi")
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, day = person(request), words.today(request)
    rows = sheets.document_sheet(document, user, day)
    if ending := asked_format(request):
        return to_browser(sheets.of_document(document, rows, day), ending)
    may_plan = bool(user.body_ids(day, set(INSPECTING)))
    return render(request, "work/sheet.html", {"document": document, "rows": rows, "may_plan": may_plan})


@page(relation="đơn vị trong tỉnh; chỉ thấy việc trong phạm vi")
def body_sheet(request: HttpRequest, organisation_id: int) -> HttpResponse:
    day = words.today(request)
    body = visible_or_404(request, Organisation.objects, pk=organisation_id)
    rows = sheets.body_sheet(body, person(request), day)
    if ending := asked_format(request):
        return to_browser(sheets.of_body(body, rows, day), ending)
    pages = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    shown = {"body": body, "name": body.name_on(day), "rows": pages.object_list, "pages": pages}
    return render(request, "work/body_sheet.html", shown)
