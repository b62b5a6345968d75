from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import Asked
from phongtrao.reports.enter import Typed
from phongtrao.reports.load_values import Read, Wrong, read_values
from phongtrao.reports.models import FormVersion, Report
from phongtrao.reports.report_sheet import as_sheet, filled
from phongtrao.reports.sheet_forms import SheetForm
from phongtrao.reports.take_values import Line, Taken, look_at, take_values
from phongtrao.reports.views.own_report import own_report

OWN = "đơn vị báo cáo"
AN_HOUR = 3600
TOO_LATE = "Bản xem trước đã quá một giờ hoặc không đúng. Xin gửi lại tệp."
OVER = "over"
"""Name of the ticks beside cells in which the file counts."""


@page(WRITING, relation=OWN)
def report_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    report = own_report(request, pk)
    title = f"{report.form.name} {report.period} {report.organisation.name_on(report.last_day)}"
    return attachment(as_sheet(filled(report, words.now())), FORMATS["xlsx"].content_type, title, "xlsx")


@page(WRITING, relation=OWN, deed=True)
def load_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; with a file what it would change, cell by cell, and nothing is written."""
    report = own_report(request, pk)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, report, form)
    file, named = form.cleaned_data["file"], Asked(report.form, report.of, report.organisation)
    try:
        read = read_values(file.name, file, named, form.cleaned_data["secret_free"])
        taken = look_at(read, person(request), words.now())
    except (Refusal, Refused, Wrong) as refused:
        form.add_error("file", str(refused))
        return _page(request, report, form)
    return _page(request, report, form, read, taken)


def _page(
    request: HttpRequest, report: Report, form: SheetForm, read: Read | None = None, taken: Taken | None = None
) -> HttpResponse:
    shown: dict[str, Any] = {
        "report": report,
        "body": report.organisation.name_on(report.last_day),
        "form": form,
        "taken": taken,
        "made_at": read.made_at if read else None,
    }
    if read and taken:
        shown["packed"] = _packed(request, report, read, [*taken.written, *taken.conflicts])
    return render(request, "reports/load_sheet.html", shown, status=400 if form.errors else 200)


def _salt(request: HttpRequest, report: Report) -> str:
    return f"load-sheet:{person(request).pk}:{report.pk}"


def _packed(request: HttpRequest, report: Report, read: Read, lines: Iterable[Line]) -> str:
    """What was shown, signed for this person: the page holds it until it is confirmed, so nothing is kept here.

    What stands there now is what the person has seen, also where somebody else wrote it.
    """
    cells = [[line.name, line.place, line.after, line.before] for line in lines]
    said = {"cells": cells, "version": read.version.pk if read.version else None}
    return signing.dumps(said, salt=_salt(request, report), compress=True) if cells else ""


@page(WRITING, relation=OWN, deed=True)
@require_POST
def apply_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the person has seen; where somebody else wrote meanwhile, only what was ticked."""
    report = own_report(request, pk)
    try:
        read = _unpacked(request, report)
        taken = take_values(read, person(request), words.now())
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
        return redirect("load_sheet", pk=pk)
    except (Refused, Wrong) as refused:
        messages.error(request, str(refused))
        return redirect("load_sheet", pk=pk)
    messages.success(request, f"Đã ghi {len(taken.written)} ô vào bản nháp.")
    if taken.wrong or taken.conflicts:
        return _page(request, report, SheetForm(), read, taken)
    return redirect("enter_report", pk=pk)


def _unpacked(request: HttpRequest, report: Report) -> Read:
    """The cells that were shown, those with another's words only where they were ticked. Raises BadSignature."""
    said = signing.loads(request.POST.get("noi-dung", ""), salt=_salt(request, report), max_age=AN_HOUR)
    left_out = set(request.POST.getlist("differing")) - set(request.POST.getlist(OVER))
    cells = [cell for cell in said["cells"] if cell[0] not in left_out]
    typed = {name: Typed(text, base, (was, was_base)) for name, _, (text, base), (was, was_base) in cells}
    places = {name: place for name, place, _, _ in cells}
    version = FormVersion.objects.filter(pk=said["version"]).first()
    return Read(report.form, report.of, report.organisation, typed, places, version=version)
