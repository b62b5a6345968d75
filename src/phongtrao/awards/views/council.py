from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.awards.council import EXAMINED, ballots, count_votes, name_member, remove_member, who_may_be_named
from phongtrao.awards.examine import may_examine
from phongtrao.awards.forms import MemberForm, VoteForm
from phongtrao.awards.lists import nominee_words
from phongtrao.awards.models import Commendation, CouncilMember
from phongtrao.awards.views.commendation import NAMED, with_names
from phongtrao.look import wrong_in
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused

OFFERED = 300
VOTES = "phieu"
WRITES = "đầu mối, lãnh đạo cơ quan thẩm định"


@page(relation=NAMED)
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """The members, and the votes on each who is proposed."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, sent: QueryDict | None = None) -> HttpResponse:
    """With the votes as they were sent, where they could not be taken."""
    case, day = with_names(request, pk, "trang hội đồng"), words.today(request)
    writes = may_examine(case, person(request), day, EXAMINED)
    votes = [
        (one, nominee_words(one.nominee), VoteForm(one.nominee, len(one.voters), sent)) for one in ballots(case, day)
    ]
    shown = {
        "case": case,
        "members": case.council.select_related("user"),
        "parts": CouncilMember.PARTS,
        "votes": votes,
        "rule": case.rules.said.council,
        "form": MemberForm() if writes else None,
        "offered": who_may_be_named(case, day)[:OFFERED] if writes else [],
    }
    return render(request, "awards/council.html", shown, status=200 if sent is None else 400)


@page(WRITING, relation=WRITES, deed=True)
@require_POST
def council_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Name a member, take one off, write down votes."""
    if deed not in DEEDS:
        raise Http404
    case = with_names(request, pk, "trang hội đồng")
    try:
        messages.success(request, DEEDS[deed](request, case))
    except (Refused, Unknown) as refused:
        messages.error(request, str(refused))
        if deed == VOTES:
            return _page(request, pk, request.POST)
    return redirect("council", pk=pk)


def _name(request: HttpRequest, case: Commendation) -> str:
    form = MemberForm(request.POST)
    if not form.is_valid():
        raise Refused(wrong_in(form))
    user = find_user(form.cleaned_data["account"])
    name_member(case, user, form.cleaned_data["part"], person(request), words.now())
    return f"Đã cử {user}."


def _remove(request: HttpRequest, case: Commendation) -> str:
    user: User = find_user(request.POST.get("account", ""))
    gone = remove_member(case, user, person(request), words.now())
    return f"Đã thôi cử {user}." if gone else f"{user} không có trong hội đồng."


def _vote(request: HttpRequest, case: Commendation) -> str:
    votes = {}
    for one in ballots(case, words.today(request)):
        form = VoteForm(one.nominee, len(one.voters), request.POST)
        if not form.is_valid():
            raise Refused(wrong_in(form))
        if form.said is not None:
            votes[one.nominee.pk] = form.said
    return f"Đã ghi phiếu của {count_votes(case, votes, person(request), words.now())} trường hợp."


DEEDS = {"cu": _name, "thoi": _remove, VOTES: _vote}
"""Word in the address → what it does, and says afterwards."""
