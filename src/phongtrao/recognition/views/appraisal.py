"""The appraisal of a dossier: who appraises, how far it is, what was drawn for a look on the spot."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import council, draws
from phongtrao.recognition.appraisal_forms import MemberForm, SameCouncilForm, SpotCheckForm
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.candidacy_deeds import open_deeds
from phongtrao.recognition.dossier import Part, parts
from phongtrao.recognition.dossier_letter import Wanted, may_put_in
from phongtrao.recognition.forms import CandidacyDeedForm
from phongtrao.recognition.models import Appraisal, Candidacy, Score, SpotCheck
from phongtrao.recognition.scores import appraisal_of, open_in_appraisal
from phongtrao.work.desk import names_of
from phongtrao.work.models import RECEIVING, desk_ids

INSIDE = "đơn vị, cấp trên, nơi tổng hợp, thẩm định, quyết định, thành viên thẩm định"
NAMING = "đầu mối, lãnh đạo cơ quan thẩm định; người ghi kết quả kiểm tra: thành viên hoặc người cơ quan thẩm định"
OFFERED = 200
"""Accounts offered in the list; others are typed."""
DONE = {
    "name": "Đã cử thành viên.",
    "remove": "Đã thôi cử.",
    "same": "Đã cử cho các hồ sơ.",
    "check": "Đã ghi kết quả.",
}


def inside_or_404(request: HttpRequest, pk: int) -> Candidacy:
    """A candidacy into which the person sees; the Front does not."""
    user, day = person(request), words.today(request)
    rows = Candidacy.objects.inside(user, day).select_related("programme", "rules", "organisation")
    found: Candidacy = visible_or_404(request, rows, pk=pk)
    return found


@page(relation=INSIDE)
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    found = inside_or_404(request, pk)
    user, day = person(request), words.today(request)
    row = appraisal_of(found)
    may_name = found.state == "dossier_sent" and not council.why_not_naming(found, user, day)
    members = _members(row) if row else []
    mine = next((one for one in members if one["user"] == user), None)
    shown = {
        "candidacy": found,
        "body": found.organisation.name_on(day),
        "appraisal": row,
        "is_open": row is not None and row.closed_at is None and found.state == "dossier_sent",
        "members": members,
        "mine": mine,
        "barred": why_barred(found, user, day),
        "naming": _naming(found, user, day) if may_name else None,
        "checks": _checks(found, user, day),
        "minutes": _minutes(found, user, day),
        "waits": open_in_appraisal(found) if found.state == "dossier_sent" else "",
        "conclude": _conclude(found, user, day),
        "earlier": found.appraisals.exclude(pk=row.pk) if row else [],
    }
    return render(request, "recognition/appraisal.html", shown)


def _minutes(found: Candidacy, user: User, day: date) -> list[tuple[Part, bool]]:
    """The appraiser's papers, each with whether the person writes it now."""
    own = [part for part in parts(found) if part.asked.by == "appraiser"]
    return [(part, may_put_in(Wanted(found, part.asked, user, day))) for part in own]


def _members(row: Appraisal) -> list[dict[str, Any]]:
    sent = dict(row.scores.filter(kind=Score.MEMBER).values_list("member", "sent_at"))
    return [
        {"user": one.user, "part": one.get_part_display(), "key": one.part, "sent_at": sent.get(one.user_id)}
        for one in row.members.select_related("user")
    ]


def _naming(found: Candidacy, user: User, day: date) -> dict[str, Any]:
    """What the forms of naming need: accounts offered, other dossiers sent."""
    others = Candidacy.objects.of_year(found.programme, found.year).filter(state="dossier_sent").exclude(pk=found.pk)
    others = others.filter(appraiser__in=desk_ids(user, day, RECEIVING)).select_related("organisation")[:OFFERED]
    names = names_of({one.organisation_id for one in others}, day)
    own = council.who_may_be_named(found, day).filter(posts__organisation=found.appraiser).distinct()
    return {
        "form": MemberForm(found, day),
        "offered": [one for one in own[:OFFERED] if not why_barred(found, one, day)],
        "same": SameCouncilForm({one.pk: names[one.organisation_id] for one in others}) if others else None,
    }


def _checks(found: Candidacy, user: User, day: date) -> list[tuple[SpotCheck, SpotCheckForm | None]]:
    rows = found.checks.select_related("draw", "by", "candidacy__rules")
    if found.state != "dossier_sent":
        return [(one, None) for one in rows]
    forms = ((one, SpotCheckForm(prefix=f"c{one.pk}", initial=_found(one))) for one in rows)
    return [(one, None if draws.who_looks(one, user, day) else form) for one, form in forms]


def _found(check: SpotCheck) -> dict[str, Any]:
    return {} if check.agrees is None else {"agrees": "1" if check.agrees else "0", "words": check.words}


def _conclude(found: Candidacy, user: User, day: date) -> CandidacyDeedForm | None:
    """The form of the deed that ends the appraisal, where the person may and all is there."""
    step = next((one for one in open_deeds(found, user, day) if one.deed == "appraise"), None)
    return CandidacyDeedForm(step, found) if step and not open_in_appraisal(found) else None


@page(WRITING, relation=NAMING, deed=True)
@require_POST
def appraisal_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Name a member, take one off, name the same for others, or write what was found on the spot."""
    found = inside_or_404(request, pk)
    if deed not in DONE:
        raise Http404
    try:
        {"name": _name, "remove": _remove, "same": _same, "check": _check}[deed](request, found)
        messages.success(request, DONE[deed])
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("appraisal", pk=pk)


def _name(request: HttpRequest, found: Candidacy) -> None:
    form = MemberForm(found, words.today(request), request.POST)
    if not form.is_valid():
        raise Refused(wrong_in(form))
    member = (form.cleaned_data["account"], form.cleaned_data["part"])
    council.name_members([found], [member], person(request), words.now())


def _remove(request: HttpRequest, found: Candidacy) -> None:
    user = User.objects.filter(username=request.POST.get("account", "")).first()
    if user is None:
        raise Refused("Không có tài khoản này; xin tải lại trang.")
    council.remove_member(found, user, person(request), words.now())


def _same(request: HttpRequest, found: Candidacy) -> None:
    row = appraisal_of(found)
    members = [(one.user, one.part) for one in row.members.select_related("user")] if row else []
    wanted = [int(pk) for pk in request.POST.getlist("others") if pk.isascii() and pk.isdecimal()]
    others = list(visible(request, Candidacy.objects.filter(pk__in=wanted)).select_related("rules", "organisation"))
    if not others:
        raise Refused("Xin chọn ít nhất một hồ sơ.")
    council.name_members(others, members, person(request), words.now())


def _check(request: HttpRequest, found: Candidacy) -> None:
    number = request.POST.get("check", "")
    check = found.checks.filter(pk=int(number) if number.isascii() and number.isdecimal() else 0).first()
    if check is None:
        raise Refused("Hồ sơ này không có lượt kiểm tra đó; xin tải lại trang.")
    form = SpotCheckForm(request.POST, prefix=f"c{check.pk}")
    if not form.is_valid():
        raise Refused(wrong_in(form))
    agrees = form.cleaned_data["agrees"] == "1"
    draws.record_check(check, agrees, form.cleaned_data["words"], person(request), words.now())
