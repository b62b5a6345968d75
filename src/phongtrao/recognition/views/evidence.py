from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.files import Refusal
from phongtrao.procedure import Refused
from phongtrao.recognition.criteria import Criterion
from phongtrao.recognition.dossier_forms import EvidenceForm, EvidenceSearch
from phongtrao.recognition.evidence import point_to, remove, search, shown
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.own_candidacy import ACTOR, is_scoring
from phongtrao.recognition.scores import add_evidence, own_score, said
from phongtrao.recognition.views.own import own_candidacy
from phongtrao.work.views.taking import stored


@page(WRITING, relation=ACTOR, deed=True)
def evidence(request: HttpRequest, pk: int, criterion: str) -> HttpResponse:
    """What stands beside one answer of the open score: files are added, things that are here found and pointed to."""
    candidacy = own_candidacy(request, pk)
    row = own_score(candidacy)
    if row is None or row.sent_at is not None or not is_scoring(candidacy):
        return redirect("self_score", pk=pk)
    one = next((c for c in said(row.criteria).criteria if c.name == criterion), None)
    if one is None:
        raise Http404
    form = EvidenceForm()
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES) if "attach" in request.POST else form
        if _done(request, row, one, form):
            return redirect("evidence", pk=pk, criterion=criterion)
    return _page(request, candidacy, row, one, form)


def _done(request: HttpRequest, row: Score, one: Criterion, form: EvidenceForm) -> bool:
    """Whether what was asked for is done; what is wrong stands in the form or in a message."""
    try:
        if form.is_bound:
            return _attached(request, row, one, form)
        if pointer := request.POST.get("point"):
            at = words.now()
            point_to(row, one.name, pointer, request.POST.get("words", ""), person(request), at, at.date())
            messages.success(request, "Đã thêm minh chứng.")
        elif (number := request.POST.get("remove", "")).isdecimal():
            remove(row, int(number))
            messages.success(request, "Đã bỏ minh chứng.")
    except Refused as refused:
        messages.error(request, str(refused))
    return True


def _attached(request: HttpRequest, row: Score, one: Criterion, form: EvidenceForm) -> bool:
    if not form.is_valid():
        return False
    given, user = form.cleaned_data, person(request)
    try:
        with transaction.atomic():
            add_evidence(row, one.name, user, words.now(), given["words"], stored(given, user))
    except Refusal as refused:
        form.add_error("file", str(refused))
        return False
    messages.success(request, "Đã đính kèm tệp.")
    return True


def _page(request: HttpRequest, candidacy: Candidacy, row: Score, one: Criterion, form: EvidenceForm) -> HttpResponse:
    user, day = person(request), words.today(request)
    asked = EvidenceSearch(request.GET)
    found = None
    if "tim" in request.GET and asked.is_valid():
        found = search(asked.cleaned_data["tim"], asked.cleaned_data["loai"], user, day)
    there = row.answers.filter(criterion=one.name).first()
    rows = there.evidence.select_related("answer", "file") if there else []
    said_here: dict[str, Any] = {
        "candidacy": candidacy,
        "criterion": one,
        "there": shown(rows, user, day).get(one.name, []),
        "form": form,
        "search": asked if request.GET else EvidenceSearch(),
        "found": found,
    }
    return render(request, "recognition/evidence.html", said_here, status=400 if form.errors else 200)
