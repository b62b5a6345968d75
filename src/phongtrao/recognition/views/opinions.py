from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.files import Refusal
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.recognition import opine
from phongtrao.recognition.appraisal_forms import AnswerOpinionForm, OpinionForm
from phongtrao.recognition.dossier import parts
from phongtrao.recognition.models import Candidacy, Opinion
from phongtrao.work.views.taking import stored

LOOK = ("programme", "rules", "organisation")


@page(relation="Mặt trận tỉnh, xã (sau khi chọn); đơn vị, cấp trên, nơi tổng hợp, thẩm định, quyết định")
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Opinions of the Front and what was answered; of the dossier the Front sees the papers' titles alone."""
    found = visible_or_404(request, Candidacy.objects.select_related(*LOOK), pk=pk)
    user, day = person(request), words.today(request)
    rows = visible(request, Opinion.objects).filter(candidacy=found).select_related("by", "answered_by", "file")
    answers = not opine.why_not_answering(found, user, day)
    shown = {
        "candidacy": found,
        "body": found.organisation.name_on(day),
        "opinions": [
            (row, row.organisation.name_on(day), _to_answer(row) if answers and row.answered_at is None else None)
            for row in rows.prefetch_related("organisation__versions")
        ],
        "form": OpinionForm() if opine.front_of(found, user, day) and found.state not in opine.OVER else None,
        "papers": parts(found),
        "is_inside": Candidacy.objects.inside(user, day).filter(pk=pk).exists(),
    }
    return render(request, "recognition/opinions.html", shown)


def _to_answer(row: Opinion) -> AnswerOpinionForm:
    return AnswerOpinionForm(initial={"opinion": row.pk}, auto_id=f"id_{row.pk}_%s")


@page(WRITING, relation="Mặt trận tỉnh, xã ghi ý kiến; đầu mối, lãnh đạo cơ quan thẩm định trả lời", deed=True)
@require_POST
def opinion_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Give an opinion, or answer one."""
    found = visible_or_404(request, Candidacy.objects.select_related(*LOOK), pk=pk)
    if deed not in ("ghi", "tra-loi"):
        raise Http404
    try:
        _give(request, found) if deed == "ghi" else _answer(request, found)
        messages.success(request, "Đã ghi ý kiến." if deed == "ghi" else "Đã trả lời.")
    except (Refused, Refusal) as refused:
        messages.error(request, str(refused))
    return redirect("opinions", pk=pk)


def _give(request: HttpRequest, found: Candidacy) -> None:
    form, user = OpinionForm(request.POST, request.FILES), person(request)
    if not form.is_valid():
        raise Refused(wrong_in(form))
    given = form.cleaned_data
    opine.check_giving(found, given["kind"], given["words"], user, words.now())
    with transaction.atomic():
        opine.give(found, given["kind"], given["words"], user, words.now(), stored(given, user))


def _answer(request: HttpRequest, found: Candidacy) -> None:
    form = AnswerOpinionForm(request.POST)
    if not form.is_valid():
        raise Refused(wrong_in(form))
    row = visible(request, Opinion.objects).filter(candidacy=found, pk=form.cleaned_data["opinion"]).first()
    if row is None:
        raise Refused("Không có ý kiến này; xin tải lại trang.")
    opine.answer(row, form.cleaned_data["words"], person(request), words.now())
