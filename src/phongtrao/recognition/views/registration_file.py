from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.organisations.forms import FileForm
from phongtrao.procedure import Refused
from phongtrao.recognition.registration_file import HEADINGS, plan_of, register_all, rows_out
from phongtrao.recognition.views.register import RELATION, with_rules
from phongtrao.signed_table import TOO_LATE, packed, unpacked
from phongtrao.table_files import as_xlsx, read_table
from phongtrao.work.models import Programme

PURPOSE = "register"


def _found(request: HttpRequest, name: str) -> Programme:
    found: Programme = get_object_or_404(with_rules(request), name=name)
    return found


@page(WRITING, relation=RELATION)
def registration_sheet(request: HttpRequest, programme: str) -> HttpResponse:
    """The sheet to fill in, with the units that the person may put forward."""
    found = _found(request, programme)
    raw = as_xlsx(HEADINGS, rows_out(found, person(request), words.today(request)), "Đăng ký")
    return attachment(raw, FORMATS["xlsx"].content_type, f"Đăng ký {found.name}", "xlsx")


@page(WRITING, relation=RELATION, deed=True)
def load_registrations(request: HttpRequest, programme: str) -> HttpResponse:
    """The form; with a file what it would register, row by row, and nothing is written."""
    found, user = _found(request, programme), person(request)
    form = FileForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file.name, file, form.cleaned_data["secret_free"])
            plan = plan_of(table, found, user, words.today(request))
        except (Refusal, Refused) as refused:
            form.add_error("file", str(refused))
        else:
            whole = plan.changes and not plan.faults
            shown = {"plan": plan, "packed": packed(table, user, f"{PURPOSE}:{found.pk}") if whole else ""}
    status = 400 if form.errors else 200
    return render(
        request, "recognition/load_registrations.html", {"programme": found, "form": form, **shown}, status=status
    )


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def apply_registrations(request: HttpRequest, programme: str) -> HttpResponse:
    """Register what the person has seen; looked at again, and all of it or nothing."""
    found, user = _found(request, programme), person(request)
    try:
        table = unpacked(request.POST.get("noi-dung", ""), user, f"{PURPOSE}:{found.pk}")
        plan = register_all(table, found, user, words.now())
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
        return redirect("load_registrations", programme=programme)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("load_registrations", programme=programme)
    if plan.faults:
        shown = {"programme": found, "form": FileForm(), "plan": plan}
        return render(request, "recognition/load_registrations.html", shown, status=400)
    messages.success(request, f"Đã đăng ký {plan.changes} đơn vị.")
    return redirect("candidacies")
