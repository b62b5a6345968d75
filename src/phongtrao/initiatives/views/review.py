from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.initiatives.acting import held
from phongtrao.initiatives.forms import VerdictForm
from phongtrao.initiatives.models import Initiative, Review
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.review_forms import ReviewForm
from phongtrao.initiatives.review_paper import MET, answer_words, asked_words
from phongtrao.initiatives.reviewing import (
    answer,
    close_review,
    judge,
    lines_of,
    missing_in,
    open_review,
    proposed,
    years_to_review,
)
from phongtrao.initiatives.views.initiative import RELATION, SHOWN
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work.views.cases import found_case

LOOKS = {True: "accepted", False: "overdue", None: "upcoming"}
"""Met, not met, not answered → the look of the badge."""


@page(relation=f"{RELATION}; trả lời: đơn vị có mô hình", deed=True)
def initiative_review(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The yearly review: answers of the body, what follows from them, the decider's word beside it."""
    case, user, day = found_case(MACHINE, request, pk, *SHOWN), person(request), words.today(request)
    roles = held(case, user, day)
    review = _found(case, year) or _fresh(case, year, "actor" in roles)
    writes = "actor" in roles and review.closed_at is None
    lines = lines_of(review, day, with_measures=writes)
    form = ReviewForm(lines, request.POST or None)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied("Đánh giá năm do đơn vị có mô hình trả lời, trước khi chốt.")
        if form.is_valid() and _answered(request, case, year, form):
            return redirect("initiative_review", pk=pk, year=year)
    shown = _shown(review, lines) | {"case": case, "form": form if writes else None, "year": year}
    shown["closes"] = writes and "leader" in roles and review.pk and not missing_in(review)
    shown["judge"] = VerdictForm(initial=_word(review)) if "decider" in roles and review.closed_at else None
    return render(request, "initiatives/initiative_review.html", shown, status=400 if form.errors else 200)


def _found(case: Initiative, year: int) -> Review | None:
    found: Review | None = case.reviews.select_related("kind", "closed_by", "verdict_by").filter(year=year).first()
    return found


def _fresh(case: Initiative, year: int, writes: bool) -> Review:
    """A review that nobody began yet, for who may; 404 for others."""
    if not writes or year not in years_to_review(case, words.today()):
        raise Http404
    return Review(case=case, year=year, kind=case.kind)


def _word(review: Review) -> dict[str, str]:
    return {"verdict": review.verdict or review.proposal, "words": review.verdict_words}


def _shown(review: Review, lines: Any) -> dict[str, Any]:
    table = [(line, asked_words(line), answer_words(line), MET[line.met], LOOKS[line.met]) for line in lines]
    return {
        "review": review,
        "kind": review.said,
        "table": table,
        "proposed": proposed(review) if review.pk and review.closed_at is None else None,
        "missing": missing_in(review) if review.pk and review.closed_at is None else [],
    }


def _answered(request: HttpRequest, case: Initiative, year: int, form: ReviewForm) -> bool:
    user, at = person(request), words.now()
    try:
        changed = answer(open_review(case, year, user, at), form.answers(), user, at)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Đã ghi {changed} tiêu chí." if changed else "Không có gì thay đổi.")
    return True


@page(WRITING, relation="lãnh đạo đơn vị có mô hình", deed=True)
@require_POST
def close_initiative_review(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Close a review with what follows from it."""
    case = found_case(MACHINE, request, pk, *SHOWN)
    review = _found(case, year)
    if review is None:
        raise Http404
    try:
        close_review(review, person(request), words.now())
        messages.success(request, f"Đã chốt đánh giá năm {year}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("initiative_review", pk=pk, year=year)


@page(WRITING, relation="cơ quan quyết định về mô hình", deed=True)
@require_POST
def judge_initiative_review(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The decider's own word on a closed review."""
    case = found_case(MACHINE, request, pk, *SHOWN)
    review = _found(case, year)
    if review is None:
        raise Http404
    form = VerdictForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        judge(review, form.cleaned_data["verdict"], form.cleaned_data["words"], person(request), words.now())
        messages.success(request, f"Đã ghi ý kiến về đánh giá năm {year}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("initiative_review", pk=pk, year=year)
