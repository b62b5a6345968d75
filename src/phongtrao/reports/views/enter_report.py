from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.procedure import Refused
from phongtrao.reports.enter import Typed, Written, save
from phongtrao.reports.entry import entry_of, offers
from phongtrao.reports.models import Edition, Report
from phongtrao.reports.open_report import current
from phongtrao.reports.report_deeds import take
from phongtrao.reports.typed import THEIRS, typed_cells
from phongtrao.reports.views.own_report import own_report

SEND = "send_report"
NOT_SAVED = "Chưa ghi mục này: báo cáo không còn ở trạng thái đang soạn."


@dataclass(slots=True)
class Sent:
    """What the page sent, and what became of it."""

    typed: dict[str, Typed] = field(default_factory=dict)
    saved: Written = field(default_factory=Written)
    refused: str = ""
    drawn_anew: set[str] = field(default_factory=set)
    """Cells that show something else than what was typed: the other's value, or one that the site knew."""
    wants_sending: bool = False

    @property
    def is_clean(self) -> bool:
        return not (self.not_taken or self.refused)

    @property
    def not_taken(self) -> int:
        """How many cells stay as they were."""
        return len(self.saved.wrong) + len(self.saved.conflicts)


@page(WRITING, relation="đơn vị báo cáo", deed=True)
def enter_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = own_report(request, pk)
    if request.method == "POST":
        return _saved(request, report)
    edition = current(report)
    if edition is None or edition.state != "draft":
        return redirect("report", pk=pk)
    return _page(request, edition, Sent())


def _saved(request: HttpRequest, report: Report) -> HttpResponse:
    """What the person wrote is saved first; the deed that he asked for follows where all of it could be."""
    number = request.POST.get("edition", "")
    edition = report.editions.select_related("version").filter(pk=number if number.isdecimal() else 0).first()
    if edition is None:
        raise Http404
    sent = _save(request, edition)
    if getattr(request, "htmx", False):
        return _page(request, edition, sent, "reports/entry_saved.html")
    if sent.is_clean and sent.wants_sending:
        try:
            take(edition, SEND, person(request), words.now())
            messages.success(request, "Đã trình lãnh đạo duyệt.")
            return redirect("report", pk=report.pk)
        except Refused as refused:
            sent.refused = str(refused)
    if not sent.is_clean:
        return _page(request, edition, sent)
    messages.success(request, "Đã lưu nháp.")
    return redirect("enter_report", pk=report.pk)


def _save(request: HttpRequest, edition: Edition) -> Sent:
    user, at = person(request), words.now()
    typed, both = typed_cells(request.POST, edition.version.said)
    taken_over = set(request.POST.getlist("use"))
    for name, offer in offers(edition, at.date(), taken_over).items() if taken_over else ():
        typed[name] = Typed(offer.text, offer.base, typed[name].was if name in typed else None)
    anew = taken_over | {name[2:] for name, value in request.POST.items() if name[:2] == "c-" and value == THEIRS}
    sent = Sent(typed, drawn_anew=anew, wants_sending=request.POST.get("then") == SEND)
    try:
        sent.saved = save(edition, {name: one for name, one in typed.items() if name not in both}, user, at)
    except Refused as refused:
        sent.refused = str(refused)
        changed = [name for name, one in typed.items() if (one.text, one.base) != one.was]
        sent.saved = Written(wrong=dict.fromkeys(changed, NOT_SAVED))
    sent.saved.wrong |= both
    return sent


def _page(
    request: HttpRequest, edition: Edition, sent: Sent, template: str = "reports/enter_report.html"
) -> HttpResponse:
    report, at = edition.report, words.now()
    entry = entry_of(edition, at.date(), sent.typed, sent.saved, with_missing=sent.wants_sending)
    shown: dict[str, Any] = {
        "report": report,
        "edition": edition,
        "entry": entry,
        "sent": sent,
        "body": report.organisation.name_on(at.date()),
        "saved_at": at if request.method == "POST" and not sent.refused else None,
    }
    return render(request, template, shown)
