from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.reports import use_form as deed
from phongtrao.reports.fit_form import NotFitting, fits
from phongtrao.reports.forms import FitForm, UseFormForm
from phongtrao.reports.models import ReportForm
from phongtrao.work.models import Duty


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def use_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Says with which form a duty is answered; where its days do not fit the form's periods, asks for each first."""
    duty = visible_or_404(request, Duty.objects.select_related("adoption__organisation"), pk=pk)
    user = person(request)
    form = UseFormForm(user, words.today(request), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        chosen: ReportForm | None = form.cleaned_data["form"]
        fit = FitForm(fits(duty, chosen), chosen, request.POST) if chosen else None
        periods = fit.chosen if fit and fit.is_answered and fit.is_valid() else {}
        deed.use_form(duty, chosen, user, words.now(), periods)
        messages.success(request, "Đã ghi mẫu báo cáo của nhiệm vụ.")
    except NotFitting:
        assert chosen is not None and fit is not None, "only a form has periods"
        asked = fit if fit.is_answered else FitForm(fits(duty, chosen), chosen)
        return render(request, "reports/fit_form.html", {"duty": duty, "chosen": chosen, "form": asked})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("duty", pk=pk)
