from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.procedure import Refused
from phongtrao.recognition import propose
from phongtrao.recognition.appraisal_forms import ProposalForm
from phongtrao.recognition.decision_paper import by_subject
from phongtrao.recognition.views.decisions import named
from phongtrao.work.models import Programme


@page(WRITING, relation="văn thư, đầu mối, lãnh đạo của cơ quan thẩm định", deed=True)
def draft_proposal(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """The proposed units of a year, ticked; sent, the paper stands as a draft among the appraiser's papers."""
    of = visible_or_404(request, Programme.objects.all(), name=programme)
    user, day = person(request), words.today(request)
    body = propose.proposer(user, day, of)
    offered = by_subject(propose.to_propose(of, year, body), day) if body else []
    initial = (propose.letterhead(body, day) if body else {}) | {"units": [str(one.pk) for one in offered]}
    form = ProposalForm(named(offered, day), request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in offered if one.pk in form.chosen]
        try:
            row = propose.draft_proposal(chosen, form.head(), user, words.now())
            messages.success(request, "Đã lập dự thảo tờ trình.")
            return redirect("outgoing", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"programme": of, "year": year, "form": form, "body": body, "offered": offered}
    return render(request, "recognition/draft_proposal.html", shown, status=400 if form.errors else 200)
