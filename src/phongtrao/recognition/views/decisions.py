"""Decisions: those there are, one of them, and the pages that draft a new one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.models import Outgoing
from phongtrao.documents.preview import preview
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition import decide
from phongtrao.recognition.appraisal_forms import DecisionForm, WithdrawalForm
from phongtrao.recognition.decision_paper import by_subject
from phongtrao.recognition.models import Candidacy, Decision, Recognition
from phongtrao.recognition.propose import waiting_for
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme

ROWS = 50
SEEING = "ai thấy một hồ sơ trong danh sách của quyết định"
WRITER = "văn thư, đầu mối, lãnh đạo của cơ quan quyết định"


@page(relation=SEEING)
def decisions(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    rows = visible(request, Decision.objects.select_related("paper", "programme", "organisation"))
    found = Paginator(rows.order_by("-at", "-pk"), ROWS).get_page(request.GET.get("trang"))
    shown = {
        "rows": found,
        "proposing": waiting_for(user, day),
        "waiting": _waiting(user, day),
        "standing": _standing(user, day),
    }
    return render(request, "recognition/decisions.html", shown)


def _waiting(user: User, day: date) -> list[tuple[Programme, int, int]]:
    """Programmes and years with proposed candidacies for which the user writes the decision, and how many."""
    proposed = Candidacy.objects.filter(state="proposed")
    bodies = decide.deciders_of(user, day, proposed)
    mine = proposed.filter(decider__in=bodies).exclude(pk__in=decide.in_draft(Decision.RECOGNISE).values("pk"))
    counts: dict[tuple[Programme, int], int] = {}
    for one in mine.select_related("programme").order_by("programme", "-year"):
        counts[one.programme, one.year] = counts.get((one.programme, one.year), 0) + 1
    return [(programme, year, count) for (programme, year), count in counts.items()]


def _standing(user: User, day: date) -> list[Programme]:
    """Programmes with recognised units for which the user writes decisions."""
    recognised = Candidacy.objects.filter(pk__in=Recognition.objects.standing(day).values("candidacy"))
    bodies = decide.deciders_of(user, day, recognised)
    return list(Programme.objects.filter(candidacies__in=recognised.filter(decider__in=bodies)).distinct())


@page(relation=SEEING)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision: its paper, its units and what became of them."""
    row = visible_or_404(request, Decision.objects.select_related("paper", "programme", "organisation", "by"), pk=pk)
    day = words.today(request)
    listed = by_subject(visible(request, row.candidacies.select_related("organisation", "rules")), day)
    names = names_of({one.organisation_id for one in listed}, day)
    shown = {
        "row": row,
        "body": row.organisation.name_on(day),
        "units": [(one, names[one.organisation_id], SUBJECTS[one.subject]) for one in listed],
        "lines": preview(row.paper.paper),
        "paper": visible(request, Outgoing.objects).filter(pk=row.paper_id).first(),
        "is_draft": row.paper.state == Outgoing.DRAFT,
    }
    return render(request, "recognition/decision.html", shown)


def named(candidacies: list[Candidacy], day: date) -> list[tuple[int, str]]:
    """Each with its name and subject, for ticks."""
    names = names_of({one.organisation_id for one in candidacies}, day)
    return [(one.pk, f"{names[one.organisation_id]} ({SUBJECTS[one.subject].lower()})") for one in candidacies]


def _offered(
    user: User, day: date, programme: Programme, year: int | None
) -> tuple[Organisation | None, list[Candidacy]]:
    """The body for which the user decides here, and the candidacies that it may decide on."""
    every = Candidacy.objects.filter(programme=programme)
    body = next(iter(decide.deciders_of(user, day, every)), None)
    if body is None:
        return None, []
    rows = decide.to_recognise(programme, year, body) if year else decide.to_withdraw(programme, body, day)
    return body, by_subject(rows.select_related("organisation", "rules", "appraiser"), day)


def _initial(body: Organisation | None, offered: list[Candidacy], day: date) -> dict[str, Any]:
    head = decide.letterhead(body, day) if body else {}
    return head | {"grounds": "\n".join(decide.grounds_for(offered, day)), "units": []}


@page(WRITING, relation=WRITER, deed=True)
def draft_decision(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """The proposed units of a year, ticked; sent, the decision stands as a draft among the body's papers."""
    of = visible_or_404(request, Programme.objects.all(), name=programme)
    user, day = person(request), words.today(request)
    body, offered = _offered(user, day, of, year)
    initial = _initial(body, offered, day) | {"units": [str(one.pk) for one in offered]}
    form = DecisionForm(named(offered, day), request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in offered if one.pk in form.chosen]
        try:
            row, new = decide.draft_recognition(chosen, form.head(), form.rests_on, user, words.now())
            messages.success(request, "Đã lập dự thảo quyết định." if new else "Đã có dự thảo này.")
            return redirect("decision", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"programme": of, "year": year, "form": form, "body": body, "offered": offered}
    return render(request, "recognition/draft_decision.html", shown, status=400 if form.errors else 200)


@page(WRITING, relation=WRITER, deed=True)
def draft_withdrawal(request: HttpRequest, programme: str) -> HttpResponse:
    """Recognised units, ticked with a ground for each; sent, the decision of withdrawal stands as a draft."""
    of = visible_or_404(request, Programme.objects.all(), name=programme)
    user, day = person(request), words.today(request)
    body, offered = _offered(user, day, of, None)
    sent = request.POST if request.method == "POST" else None
    form = WithdrawalForm(named(offered, day), sent, initial=_initial(body, offered, day))
    if sent is not None and form.is_valid():
        reasons = {one: form.ground_of(one.pk) for one in offered if one.pk in form.chosen}
        try:
            row, new = decide.draft_withdrawal(reasons, form.head(), form.rests_on, user, words.now())
            messages.success(request, "Đã lập dự thảo quyết định thu hồi." if new else "Đã có dự thảo này.")
            return redirect("decision", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"programme": of, "form": form, "body": body, "offered": offered}
    return render(request, "recognition/draft_withdrawal.html", shown, status=400 if form.errors else 200)
