from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.criteria import SAMPLE
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.own_candidacy import ACTOR, is_scoring
from phongtrao.recognition.own_sheet import open_own_score
from phongtrao.recognition.score_entry import entry_of
from phongtrao.recognition.scores import own_score
from phongtrao.recognition.sent_score import Sent, read_sent, refuse, write_sent
from phongtrao.recognition.views.own import own_candidacy

SEAL = "self_score"
NOT_SAVED = "Chưa ghi: bảng điểm đã chốt hoặc hồ sơ không còn ở bước tự chấm."


@page(WRITING, relation=ACTOR, deed=True)
def self_score(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's own score: opened, written criterion by criterion, sealed."""
    candidacy = own_candidacy(request, pk)
    row = own_score(candidacy)
    if request.method == "POST":
        return _opened(request, candidacy) if "open" in request.POST else _saved(request, candidacy)
    if row is not None and row.sent_at is None and is_scoring(candidacy):
        return _page(request, row, Sent())
    if not is_scoring(candidacy) and row is not None:
        return redirect("score", pk=row.pk)
    shown = {"candidacy": candidacy, "last": row, "is_scoring": is_scoring(candidacy)}
    return render(request, "recognition/self_score.html", shown)


def _opened(request: HttpRequest, candidacy: Candidacy) -> HttpResponse:
    try:
        open_own_score(candidacy, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("self_score", pk=candidacy.pk)


def _saved(request: HttpRequest, candidacy: Candidacy) -> HttpResponse:
    """What the person wrote is saved first; what he asked for besides follows where all of it could be."""
    number = request.POST.get("score", "")
    own = candidacy.scores.select_related("criteria", "candidacy").filter(kind=Score.SELF)
    row = own.filter(pk=number if number.isdecimal() else 0).first()
    if row is None:
        raise Http404
    sent = _save(request, candidacy, row)
    if getattr(request, "htmx", False):
        return _page(request, row, sent, "recognition/score_saved.html")
    if sent.is_clean and sent.wants_sealing:
        _seal(request, candidacy, sent)
    if not sent.is_clean:
        return _page(request, row, sent)
    if sent.wants_sealing:
        return redirect("dossier", pk=candidacy.pk)
    if criterion := request.POST.get("evidence", ""):
        return redirect("evidence", pk=candidacy.pk, criterion=criterion)
    messages.success(request, "Đã lưu.")
    return redirect("self_score", pk=candidacy.pk)


def _seal(request: HttpRequest, candidacy: Candidacy, sent: Sent) -> None:
    try:
        take(candidacy, SEAL, person(request), words.now())
        messages.success(request, "Đã chốt điểm tự chấm. Xin lập các giấy tờ của hồ sơ.")
    except Refused as refused:
        sent.refused = str(refused)


def _save(request: HttpRequest, candidacy: Candidacy, row: Score) -> Sent:
    user, at = person(request), words.now()
    sent = read_sent(row, request.POST, at, SEAL)
    if is_scoring(candidacy):
        write_sent(sent, row, user, at)
    else:
        refuse(sent, NOT_SAVED)
    return sent


def _page(request: HttpRequest, row: Score, sent: Sent, template: str = "recognition/self_score.html") -> HttpResponse:
    at = words.now()
    shown: dict[str, Any] = {
        "candidacy": row.candidacy,
        "row": row,
        "entry": entry_of(row, person(request), at.date(), sent.given, sent.saved, with_missing=sent.wants_sealing),
        "sent": sent,
        "sample": SAMPLE if row.criteria.sample else "",
        "saved_at": at if request.method == "POST" and not sent.refused else None,
    }
    return render(request, template, shown)
