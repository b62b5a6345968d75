from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.procedure import Refused
from phongtrao.recognition.dossier_forms import ScoreSheetForm
from phongtrao.recognition.enter_answers import Written
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.own_candidacy import ACTOR
from phongtrao.recognition.own_sheet import open_score, own_sheet, take_sheet
from phongtrao.recognition.read_scores import WrongSheet
from phongtrao.recognition.scores import said
from phongtrao.recognition.views.own import own_candidacy


@page(WRITING, relation=ACTOR)
def score_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The open score as an Excel sheet to be filled in."""
    candidacy = own_candidacy(request, pk)
    try:
        raw = own_sheet(candidacy)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("self_score", pk=pk)
    return attachment(raw, FORMATS["xlsx"].content_type, f"tu cham {candidacy}", "xlsx")


@page(WRITING, relation=ACTOR, deed=True)
def load_scores(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet comes back: written where every cell is in order, else each wrong cell is told."""
    candidacy = own_candidacy(request, pk)
    form = ScoreSheetForm(request.POST or None, request.FILES or None)
    saved = _taken(request, candidacy, form) if request.method == "POST" and form.is_valid() else None
    if saved is not None and not saved.conflicts and not saved.wrong:
        messages.success(request, f"Đã ghi {len(saved.written)} tiêu chí từ bảng.")
        return redirect("self_score", pk=pk)
    shown = {"candidacy": candidacy, "form": form, "saved": saved, "titles": _titles(candidacy, saved)}
    return render(request, "recognition/load_scores.html", shown, status=400 if form.errors else 200)


def _taken(request: HttpRequest, candidacy: Candidacy, form: forms.Form) -> Written | None:
    given = form.cleaned_data
    try:
        file = given["file"]
        return take_sheet(candidacy, file.name, file, person(request), words.now(), given["secret_free"])
    except WrongSheet as wrong:
        form.add_error("file", list(wrong.lines))
    except (Refusal, Refused) as refused:
        form.add_error("file", str(refused))
    return None


def _titles(candidacy: Candidacy, saved: Written | None) -> list[tuple[str, object]]:
    """Title of each criterion that was not written, with what is amiss."""
    if saved is None:
        return []
    titles = {one.name: one.title for one in said(open_score(candidacy).criteria).criteria}
    return [(titles[name], what) for name, what in (*saved.wrong.items(), *saved.conflicts.items())]
