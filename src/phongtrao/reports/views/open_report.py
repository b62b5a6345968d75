from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.reports.forms import OpenReportForm
from phongtrao.reports.models import ReportForm
from phongtrao.reports.open_report import asked_by, begin
from phongtrao.reports.periods import Period
from phongtrao.work.models import Task


def _typed(form: OpenReportForm) -> tuple[ReportForm, Period, Organisation]:
    """What was typed. Raises Refused."""
    if not form.is_valid():
        raise Refused(wrong_in(form))
    return form.cleaned_data["form"], form.cleaned_data["period"], form.cleaned_data["body"]


@page(WRITING, relation="đơn vị báo cáo", deed=True)
@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    """The body's report is begun, by form, period and body, or by the `task` that asks for it."""
    user, task = person(request), request.POST.get("task", "")
    try:
        if task.isdecimal():
            asked = asked_by(visible_or_404(request, Task.objects, pk=int(task)))
        else:
            asked = _typed(OpenReportForm(user, words.today(request), {}, (), request.POST))
        report = begin(*asked, user, words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports")
    return redirect("enter_report", pk=report.pk)
