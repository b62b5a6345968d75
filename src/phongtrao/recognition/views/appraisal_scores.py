"""Each member's own score, and the one agreed on: written cell by cell as the unit's own is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import agree, scores
from phongtrao.recognition.criteria import SAMPLE
from phongtrao.recognition.models import Appraisal, Score
from phongtrao.recognition.score_entry import ScoreEntry, entry_of, result_words
from phongtrao.recognition.sent_score import Sent, read_sent, refuse, write_sent

MEMBER = "thành viên thẩm định, chấm phần của mình"
AGREEING = "người chủ trì, thư ký ghi; thành viên xem khi mọi người đã nộp; người khác khi đã kết luận"
LOOK = ("candidacy__organisation", "candidacy__rules", "candidacy__programme")
HAND_IN = "hand_in"
SAVED = "recognition/score_saved.html"


def _found(request: HttpRequest, pk: int) -> Appraisal:
    found: Appraisal = visible_or_404(request, Appraisal.objects.select_related(*LOOK), pk=pk)
    return found


def _why_not(check: Any, found: Appraisal, user: User, at: datetime) -> str:
    """What a check refuses with; the empty string where it does not."""
    try:
        check(found, user, at)
    except Refused as refused:
        return str(refused)
    return ""


def _sent(request: HttpRequest, row: Score, why: str) -> Sent:
    """What the page sent, written unless there is a reason why not."""
    sent = read_sent(row, request.POST, words.now(), HAND_IN)
    if why:
        refuse(sent, why)
    else:
        write_sent(sent, row, person(request), words.now())
    return sent


def _drawn(request: HttpRequest, row: Score, sent: Sent) -> dict[str, Any]:
    """What the fields of a score's page are drawn from."""
    at = words.now()
    entry = entry_of(row, person(request), at.date(), sent.given, sent.saved, with_missing=sent.wants_sealing)
    is_saved = request.method == "POST" and not sent.refused
    sample = SAMPLE if row.criteria.sample else ""
    return {
        "row": row, "candidacy": row.candidacy, "entry": entry, "sent": sent, "saved_at": at if is_saved else None,
        "without_evidence": True, "sample": sample,
    }  # fmt: skip


@page(WRITING, relation=MEMBER, deed=True)
def member_score(request: HttpRequest, pk: int) -> HttpResponse:
    """A member scores by himself, with the unit's own score beside; others' are not here before he has handed in."""
    found, user = _found(request, pk), person(request)
    why = _why_not(scores.check_member, found, user, words.now())
    rows = found.scores.filter(kind=Score.MEMBER, member=user).select_related("criteria", "candidacy__rules")
    row = rows.first()
    if request.method == "POST" and (row is None or "open" in request.POST):
        return _opened(request, found)
    if row is not None and request.method == "POST":
        return _member_saved(request, found, row, why)
    if row is not None and row.sent_at is not None:
        return redirect("score", pk=row.pk)
    if row is not None and not why:
        return _member_page(request, found, row, Sent())
    shown = {"appraisal": found, "candidacy": found.candidacy, "why": why, "own": scores.own_score(found.candidacy)}
    return render(request, "recognition/member_score.html", shown)


def _opened(request: HttpRequest, found: Appraisal) -> HttpResponse:
    try:
        scores.member_score(found, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("member_score", pk=found.pk)


def _member_saved(request: HttpRequest, found: Appraisal, row: Score, why: str) -> HttpResponse:
    """What the member wrote is saved first; handing in follows where all of it could be."""
    sent = _sent(request, row, why)
    if getattr(request, "htmx", False):
        return render(request, SAVED, _drawn(request, row, sent))
    if sent.is_clean and sent.wants_sealing:
        try:
            scores.hand_in_member(row, person(request), words.now())
        except Refused as refused:
            sent.refused = str(refused)
    if not sent.is_clean:
        return _member_page(request, found, row, sent)
    if not sent.wants_sealing:
        messages.success(request, "Đã lưu.")
        return redirect("member_score", pk=found.pk)
    messages.success(request, "Đã nộp bảng điểm; khi mọi người đã nộp thì xem được điểm của nhau.")
    return redirect("appraisal", pk=found.candidacy_id)


def _member_page(request: HttpRequest, found: Appraisal, row: Score, sent: Sent) -> HttpResponse:
    own = scores.own_score(found.candidacy)
    by_unit = {one.criterion.name: one for one in scores.scored(own).rows} if own else {}
    shown = _drawn(request, row, sent)
    entry: ScoreEntry = shown["entry"]
    groups = [(one, [(cell, by_unit.get(cell.name)) for cell in one.cells]) for one in entry.groups]
    shown |= {"appraisal": found, "own": own, "groups": groups}
    return render(request, "recognition/member_score.html", shown)


@page(WRITING, relation=AGREEING, deed=True)
def agreed_score(request: HttpRequest, pk: int) -> HttpResponse:
    """All scores beside each other by criterion; what all agree on is filled in, the rest is written here."""
    found, user = _found(request, pk), person(request)
    row, sent = scores.council_score(found), Sent()
    if request.method == "POST":
        if row is None or "open" in request.POST:
            return _agreed_opened(request, found)
        why = _why_not(agree.check_writer, found, user, words.now())
        sent = _sent(request, row, why)
        if getattr(request, "htmx", False):
            return render(request, SAVED, _drawn(request, row, sent))
        if why:
            messages.error(request, why)
        if sent.is_clean:
            messages.success(request, "Đã ghi bảng điểm thống nhất.")
            return redirect("agreed_score", pk=pk)
    hidden = agree.why_hidden(found, user)
    shown = {"appraisal": found, "candidacy": found.candidacy, "hidden": hidden}
    if not hidden:
        shown |= _compared(request, found, row, sent)
    return render(request, "recognition/agreed_score.html", shown)


def _agreed_opened(request: HttpRequest, found: Appraisal) -> HttpResponse:
    try:
        agree.open_agreed(found, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("agreed_score", pk=found.pk)


def _compared(request: HttpRequest, found: Appraisal, row: Score | None, sent: Sent) -> dict[str, Any]:
    """Every criterion with all that was scored, and the cell to write in for who writes."""
    lines, writes = agree.compared(found), agree.writes(found, person(request))
    shown: dict[str, Any] = {"writes": writes, "row": row, "split": sum(1 for line in lines if line.is_split)}
    shown["checks"] = found.candidacy.checks.exclude(agrees=None)
    if row is None:
        return shown | {"lines": [(line, None, None) for line in lines], "result": ""}
    shown |= _drawn(request, row, sent)
    entry: ScoreEntry = shown["entry"]
    cells = {cell.name: cell for cell in entry.cells}
    told = [(line, cells[line.criterion.name], cells[line.criterion.name].row) for line in lines]
    return shown | {"lines": told, "result": result_words(entry.said, entry.scored)}
