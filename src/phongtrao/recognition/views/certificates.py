from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.hand_out import attachment
from phongtrao.procedure import Refused
from phongtrao.recognition.certificates import certificate_file as file_of
from phongtrao.recognition.certificates import certify, may_certify, to_certify
from phongtrao.recognition.models import Certificate, Decision
from phongtrao.recognition.statement import read
from phongtrao.work.desk import names_of

ROWS = 50
RELATION = "giấy của đơn vị mình và cấp dưới, hoặc mình thẩm định, quyết định"
SHOWN = (
    "recognition__candidacy__organisation",
    "recognition__decision__paper",
    "recognition__decision__organisation",
    "file",
)
ISSUING = "người phát hành văn bản của cơ quan quyết định hoặc thẩm định"


@page(relation=RELATION)
def certificates(request: HttpRequest) -> HttpResponse:
    """Certificates that were issued, and decisions whose certificates are still to be."""
    user, day = person(request), words.today(request)
    every = Certificate.objects.select_related("recognition__candidacy", "recognition__decision__paper")
    found = visible(request, every)
    rows: Any = Paginator(found.order_by("-issued_on", "serial"), ROWS).get_page(request.GET.get("trang"))
    names = names_of({row.recognition.candidacy.organisation_id for row in rows}, day)
    rows.object_list = [(row, names[row.recognition.candidacy.organisation_id]) for row in rows]
    waiting = visible(request, to_certify())
    open_ones = [one for one in waiting.select_related("paper", "organisation") if may_certify(one, user, day)]
    return render(request, "recognition/certificates.html", {"rows": rows, "waiting": open_ones})


@page(WRITING, relation=ISSUING, deed=True)
@require_POST
def issue_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    decision = visible_or_404(request, Decision.objects.all(), pk=pk)
    try:
        made = certify(decision, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certificates")
    messages.success(request, f"Đã cấp {len(made)} giấy chứng nhận.")
    return redirect("certificates")


@page(relation=RELATION)
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    return _page(request, _found(request, serial))


def _found(request: HttpRequest, serial: str) -> Certificate:
    row: Certificate = visible_or_404(request, Certificate.objects.select_related(*SHOWN), serial=serial)
    return row


def _page(request: HttpRequest, row: Certificate) -> HttpResponse:
    shown = {"row": row, "statement": read(row.statement).statement, "candidacy": row.recognition.candidacy}
    return render(request, "recognition/certificate.html", shown)


@page(relation=RELATION)
def certificate_file(request: HttpRequest, serial: str) -> HttpResponse:
    """The signed PDF file; the page with the reason where the site has nothing to sign it with."""
    row = _found(request, serial)
    try:
        raw = file_of(row, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, row)
    return attachment(raw, "application/pdf", f"giấy chứng nhận {row.serial}", "pdf")
