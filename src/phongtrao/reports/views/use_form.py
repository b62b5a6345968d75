from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.reports import use_form as deed
from phongtrao.reports.forms import UseFormForm
from phongtrao.work.models import Duty


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def use_form(request: HttpRequest, pk: int) -> HttpResponse:
    duty = visible_or_404(request, Duty.objects.select_related("adoption__organisation"), pk=pk)
    user = person(request)
    form = UseFormForm(user, words.today(request), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        deed.use_form(duty, form.cleaned_data["form"], user, words.now())
        messages.success(request, "Đã ghi mẫu báo cáo của nhiệm vụ.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("duty", pk=pk)
