from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.initiatives.acting import held
from phongtrao.initiatives.describe import FIELDS, OPEN, describe, sample_regulation
from phongtrao.initiatives.forms import DescribeForm
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.views.initiative import SHOWN
from phongtrao.procedure import Refused
from phongtrao.work.views.cases import found_case


@page(WRITING, relation="đơn vị xây dựng mô hình, trước khi trình", deed=True)
def describe_initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Aim, findings and regulation of a model; a new regulation begins with headings to fill in."""
    case, user = found_case(MACHINE, request, pk, *SHOWN), person(request)
    if "actor" not in held(case, user, words.today(request)) or case.state not in OPEN:
        raise PermissionDenied("Nội dung mô hình do đơn vị xây dựng ghi, trước khi trình.")
    initial = {name: getattr(case, name) for name in FIELDS}
    initial["regulation"] = case.regulation or sample_regulation(case.said)
    form = DescribeForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            changed = describe(case, form.cleaned_data, user, words.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi nội dung mô hình." if changed else "Không có gì thay đổi.")
            return redirect("initiative", pk=pk)
    shown = {"case": case, "form": form, "is_sample": not case.regulation}
    return render(request, "initiatives/describe_initiative.html", shown)
