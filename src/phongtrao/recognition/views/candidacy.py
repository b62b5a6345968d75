from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.candidacy_deeds import BY_PAPER, STALE, open_deeds, posts, take
from phongtrao.recognition.dossier import parts
from phongtrao.recognition.forms import CandidacyDeedForm
from phongtrao.recognition.models import Candidacy, CandidacyDeed, Score
from phongtrao.recognition.own_candidacy import is_with_unit, sent_on
from phongtrao.recognition.scores import missing_of_own, open_in_appraisal
from phongtrao.recognition.shown import badge_of, next_step
from phongtrao.work.desk import names_of

SHOWN = ("programme", "rules", "organisation", "registered_by")
SEEN = ("by", "post__organisation", "post__deputy_for__user", "file")
FIRST = {"self_score": missing_of_own, "appraise": open_in_appraisal}
"""Steps that are offered once nothing is missing any more on the pages where they are prepared."""
Forms = list[tuple[Step, str, CandidacyDeedForm]]


@page(relation="đơn vị, cấp trên, nơi tổng hợp, thẩm định, quyết định; Mặt trận: sau khi chọn")
def candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _found(request: HttpRequest, pk: int) -> Candidacy:
    found: Candidacy = visible_or_404(request, Candidacy.objects.select_related(*SHOWN), pk=pk)
    return found


def _page(request: HttpRequest, found: Candidacy, bound: CandidacyDeedForm | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    around = (found.organisation_id, found.commune_id, found.through_id, found.appraiser_id, found.decider_id)
    names = names_of({pk for pk in around if pk}, day)
    roles = posts(found, user, day)
    written = CandidacyDeed.objects.visible_to(user, day)
    shown = {
        "candidacy": found,
        "rules": found.rules.said,
        "body": names[found.organisation_id],
        "names": names,
        "badge": badge_of(found),
        "next": next_step(found),
        "deeds": _forms(found, user, day, bound),
        "roles": roles,
        "barred": why_barred(found, user, day) if "appraiser" in roles else None,
        "papers": parts(found),
        "scores": Score.objects.visible_to(user, day).filter(candidacy=found).exclude(sent_at=None),
        "history": [
            (deed, CANDIDACY.words.get(deed.deed, "Đăng ký"))
            for deed in written.filter(candidacy=found).select_related(*SEEN)
        ],
        "sent": sent_on(found),
        "returned": _why_returned(found, user, day),
        "due": found.rules.said.dossier_due and found.rules.said.dossier_due.of(found.year),
        "window": found.rules.said.window(found.year),
    }  # fmt: skip
    return render(request, "recognition/candidacy.html", shown)


def _why_returned(found: Candidacy, user: User, day: date) -> CandidacyDeed | None:
    """The last return while the unit mends what it says."""
    if not is_with_unit(found):
        return None
    returns = CandidacyDeed.objects.visible_to(user, day).filter(candidacy=found, deed="return_dossier")
    return returns.order_by("-pk").first()


def _forms(found: Candidacy, user: User, day: date, bound: CandidacyDeedForm | None) -> Forms:
    """Steps that the person could take here, each with its word and its form; what has a page of its own is first
    prepared there."""
    steps = [s for s in open_deeds(found, user, day) if s.name not in FIRST or not FIRST[s.name](found)]
    forms = ((s, bound if bound and bound.prefix == s.deed else CandidacyDeedForm(s, found)) for s in steps)
    return [(step, CANDIDACY.words[step.deed], form) for step, form in forms]


@page(WRITING, relation="theo quy trình công nhận", deed=True)
@require_POST
def candidacy_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found, user = _found(request, pk), person(request)
    step = next((s for s in CANDIDACY.steps if s.deed == deed and found.state in s.before), None)
    step = step or next((s for s in CANDIDACY.steps if s.deed == deed), None)
    if step is None or deed in BY_PAPER:
        raise Http404
    form = CandidacyDeedForm(step, found, request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        if form.cleaned_data["seen"] != found.state:
            raise Refused(STALE)
        take(found, deed, user, words.now(), form.cleaned_data.get("note", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, found, form)
    messages.success(request, f"Đã ghi: {CANDIDACY.words[deed]}.")
    return redirect("candidacy", pk=pk)
