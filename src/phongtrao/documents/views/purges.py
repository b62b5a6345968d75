from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import EVERY_FUNCTION, page, person, visible, visible_or_404
from phongtrao.documents import purge as deeds
from phongtrao.documents.forms import PurgeForm
from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.models import Purge
from phongtrao.documents.purge_left import still_elsewhere
from phongtrao.procedure import Refused

ROWS = 50
SEEN = "nội dung mà mình được xem"
DECIDING = "đề nghị của người khác về nội dung của đơn vị mình hoặc cấp dưới"
SHOWN = ("proposed_by", "decided_by", "organisation", "proposed_post__deputy_for", "decided_post__deputy_for")


@page(relation="đề nghị của mình và về nội dung của đơn vị trong phạm vi")
def purges(request: HttpRequest) -> HttpResponse:
    rows = visible(request, Purge.objects.select_related(*SHOWN))
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    return render(request, "documents/purges.html", {"rows": found})


@page(relation="đề nghị của mình và về nội dung của đơn vị trong phạm vi")
def purge(request: HttpRequest, pk: int) -> HttpResponse:
    found: Purge = visible_or_404(request, Purge.objects.select_related(*SHOWN), pk=pk)
    return _page(request, found, PurgeForm())


def _page(request: HttpRequest, found: Purge, form: PurgeForm) -> HttpResponse:
    user, day = person(request), words.today(request)
    why_not = ""
    try:
        deeds.seconds_post(found, user, day)
    except Refused as refused:
        why_not = str(refused)
    row = deeds.held(found)
    context = {
        "purge": found,
        "form": form,
        "why_not": why_not,
        "holding": HOLDINGS[found.kind],
        "address": HOLDINGS[found.kind].address(row) if row is not None else "",
        "elsewhere": still_elsewhere(found, user, day),
    }
    return render(request, "documents/purge.html", context, status=400 if form.errors else 200)


@page(EVERY_FUNCTION, relation=SEEN, deed=True)
def propose_purge(request: HttpRequest, kind: str, row: int) -> HttpResponse:
    user, day = person(request), words.today(request)
    try:
        holding, thing = deeds.found(kind, row, user, day)
    except LookupError:
        raise Http404 from None
    form = PurgeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = deeds.propose(kind, row, form.cleaned_data["reason"], user, words.now())
        except Refused as refused:
            # What was typed may repeat the secret: it is not sent back.
            form = PurgeForm()
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã ghi đề nghị. Chưa có gì bị tiêu hủy: chờ người thứ hai xác nhận.")
            return redirect("purge", made.pk)
    context = {"form": form, "named": holding.named(thing), "address": holding.address(thing)}
    return render(request, "documents/propose_purge.html", context, status=400 if form.errors else 200)


@page(deeds.SECOND, relation=DECIDING, deed=True)
@require_POST
def decide_purge(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found: Purge = visible_or_404(request, Purge.objects.select_related(*SHOWN), pk=pk)
    if deed not in ("confirm_purge", "refuse_purge"):
        raise Http404
    user, at = person(request), words.now()
    try:
        deeds.seconds_post(found, user, words.today(request))
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    try:
        deeds.decide(found, deed, user, at, request.POST.get("reason", "")[:300])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _tell(request, found, deeds.carry_out(found, at))
    return redirect("purge", pk)


def _tell(request: HttpRequest, found: Purge, done: bool) -> None:
    if found.state == "refused":
        messages.success(request, "Đã ghi: không tiêu hủy.")
    elif done:
        messages.success(request, "Đã tiêu hủy.")
    else:
        messages.warning(request, "Đã xác nhận. Máy chủ đang tiêu hủy và sẽ làm tiếp cho đến khi xong.")
