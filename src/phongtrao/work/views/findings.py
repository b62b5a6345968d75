from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work.chain_forms import FindingForm
from phongtrao.work.findings.finding import Finding
from phongtrao.work.findings.found import adoptions_of, concerning, find, settle_finding
from phongtrao.work.models import Adoption

RELATION = "đơn vị đã giao việc từ văn bản"


def _found(request: HttpRequest) -> list[Finding]:
    day = words.today(request)
    return find(adoptions_of(person(request), day), day)


def _shown(found: list[Finding]) -> dict[str, Any]:
    """Those that wait for a person, each with its form, and those that were settled."""
    rows = [
        (finding, FindingForm(initial={"key": finding.key}, auto_id=f"id_{n}_%s")) for n, finding in enumerate(found)
    ]
    waiting = [row for row in rows if row[0].settled is None]
    return {"waiting": waiting, "settled": [row for row in rows if row[0].settled is not None]}


@page(DECIDING, relation=RELATION)
def findings(request: HttpRequest) -> HttpResponse:
    return render(request, "work/findings.html", _shown(_found(request)))


@page(DECIDING, relation="văn bản trong phạm vi mà đơn vị mình đã giao việc")
def document_findings(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    found = concerning(document, _found(request))
    return render(request, "work/document_findings.html", {"document": document, **_shown(found)})


@page(DECIDING, relation=RELATION, deed=True)
@require_POST
def decide_finding(request: HttpRequest, pk: int) -> HttpResponse:
    adoption = visible_or_404(request, Adoption.objects, pk=pk)
    form = FindingForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        settle_finding(adoption, given["key"], given["decision"], given["reason"], person(request), words.now())
        messages.success(request, "Đã ghi kết luận.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("document_findings", args=[adoption.document_id]))
