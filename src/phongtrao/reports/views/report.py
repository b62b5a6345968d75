from __future__ import annotations

from collections.abc import Iterable
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
from phongtrao.procedures import REPORT
from phongtrao.reports.editions import compared, sections_of, shown_to
from phongtrao.reports.forms import ReportDeedForm
from phongtrao.reports.models import Edition, Report, ReportDeed
from phongtrao.reports.open_report import current
from phongtrao.reports.report_deeds import STALE, open_deeds, take
from phongtrao.reports.standing import standing_of
from phongtrao.reports.unfinished import open_points

SHOWN = ("form", "organisation", "receiver", "task__assignment__duty__adoption__document")
SEEN = ("by", "post__organisation", "post__deputy_for__user", "edition")
CORRECT = "correct_report"


@page(relation="đơn vị báo cáo và cấp trên; báo cáo đã gửi: nơi nhận")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _found(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.select_related(*SHOWN).prefetch_related("organisation__versions", "receiver__versions")
    found: Report = visible_or_404(request, rows, pk=pk)
    return found


def _page(request: HttpRequest, found: Report, bound: ReportDeedForm | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    every = list(found.editions.select_related("version", "opened_by").order_by("nth"))
    editions = shown_to(found, every, user, day)
    edition, last = editions[-1] if editions else None, every[-1] if every else None
    deeds = found.deeds.filter(edition__in=editions).select_related(*SEEN) if editions else found.deeds.none()
    shown = {
        "report": found,
        "edition": edition,
        "body": found.organisation.name_on(day),
        "receiver": found.receiver.name_on(day),
        "standing": standing_of(found, every, found.due, day),
        "sections": sections_of(edition) if edition else [],
        "points": open_points(edition) if edition and edition.state == "draft" else [],
        "deeds": _forms(edition, user, day, bound) if edition and edition == last else [],
        "earlier": compared(editions),
        "history": [(deed, REPORT.words[deed.deed]) for deed in deeds],
        "task": found.task,
        "returned": _returned(edition, deeds),
    }
    return render(request, "reports/report.html", shown)


def _returned(edition: Edition | None, deeds: Iterable[ReportDeed]) -> ReportDeed | None:
    """The return that the edition answers: of itself, or of the one before that it mends."""
    if edition is None or edition.state not in ("returned", "draft"):
        return None
    mended = edition.nth - (edition.state == "draft")
    returns = [one for one in deeds if one.deed == "return_report" and one.edition.nth == mended]
    return returns[-1] if returns else None


def _forms(
    edition: Edition, user: User, day: date, bound: ReportDeedForm | None
) -> list[tuple[Step, str, ReportDeedForm]]:
    """Steps that the person could take, each with its word and its form."""
    steps = open_deeds(edition, user, day)
    forms = ((s, bound if bound and bound.prefix == s.deed else ReportDeedForm(s, edition)) for s in steps)
    return [(step, REPORT.words[step.deed], form) for step, form in forms]


@page(WRITING, relation="đơn vị báo cáo, lãnh đạo của đơn vị, nơi nhận, theo quy trình", deed=True)
@require_POST
def report_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found, user = _found(request, pk), person(request)
    edition = current(found)
    step = next((s for s in REPORT.steps if s.deed == deed and edition and edition.state in s.before), None)
    step = step or next((s for s in REPORT.steps if s.deed == deed), None)
    if step is None or edition is None:
        raise Http404
    form = ReportDeedForm(step, edition, request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        if form.cleaned_data["edition"] != edition.pk:
            raise Refused(STALE)
        take(edition, deed, user, words.now(), form.cleaned_data.get("note", ""), form.marks)
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, found, form)
    messages.success(request, f"Đã ghi: {REPORT.words[deed]}.")
    return redirect("enter_report" if deed == CORRECT else "report", pk=pk)
