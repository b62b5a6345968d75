from __future__ import annotations

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
from phongtrao.money.line_sheet import plan_of, put_in, read_sheet, sheet_out, writings
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.views.estimate import RELATION as SEEING
from phongtrao.money.views.lines import RELATION, to_write
from phongtrao.organisations.forms import FileForm
from phongtrao.procedure import Refused
from phongtrao.signed_table import TOO_LATE, packed, unpacked
from phongtrao.work.views.cases import found_case

PURPOSE = "estimate"


@page(relation=SEEING)
def estimate_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines as an Excel sheet that can be changed and put in again."""
    case = found_case(MACHINE, request, pk, "funding", "organisation")
    return attachment(sheet_out(case), FORMATS["xlsx"].content_type, f"{case}", "xlsx")


@page(WRITING, relation=RELATION, deed=True)
def load_estimate_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; with a file what it would change, line by line, and nothing is written."""
    case, user = to_write(request, pk), person(request)
    form = FileForm(request.POST or None, request.FILES or None)
    form.fields["file"].label = "Tệp Excel (.xlsx)"
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_sheet(file.name, file, form.cleaned_data["secret_free"])
            plan = plan_of(case, table)
        except (Refusal, Refused) as refused:
            form.add_error("file", str(refused))
        else:
            whole = plan.changed and not plan.faults
            shown = {"plan": plan, "packed": packed(table, user, _purpose(case)) if whole else ""}
    return _page(request, case, form, shown)


def _page(request: HttpRequest, case: Estimate, form: FileForm, shown: dict[str, Any]) -> HttpResponse:
    status = 400 if form.errors or (shown.get("plan") and shown["plan"].faults) else 200
    shown |= {"case": case, "form": form, "seen": writings(case)}
    return render(request, "money/load_estimate_lines.html", shown, status=status)


def _purpose(case: Estimate) -> str:
    return f"{PURPOSE}:{case.pk}"


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def apply_estimate_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in what the person has seen; looked at again, and all of it or nothing."""
    case, user = to_write(request, pk), person(request)
    try:
        table = unpacked(request.POST.get("noi-dung", ""), user, _purpose(case))
        plan = put_in(case, table, request.POST.get("da-xem", ""), user, words.now())
    except (signing.BadSignature, Refused) as error:
        messages.error(request, str(error) if isinstance(error, Refused) else TOO_LATE)
        return redirect("load_estimate_lines", pk=pk)
    if plan.faults:
        return _page(request, case, FileForm(), {"plan": plan})
    messages.success(request, f"Đã ghi {len(plan.changed)} thay đổi.")
    return redirect("estimate", pk=pk)
