from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.reports.forms import OpenReportForm
from phongtrao.reports.open_report import begin


@page(WRITING, relation="đơn vị báo cáo", deed=True)
@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = OpenReportForm(user, words.today(request), {}, (), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        report = begin(given["form"], given["period"], given["body"], user, words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports")
    return redirect("enter_report", pk=report.pk)
