from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.awards.forms import NomineeFileForm
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.nominate import check_lists, may_list
from phongtrao.awards.nominee_sheet import HEADINGS, TITLE, put_sheet_on_list
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.organisations.file_rows import Fault
from phongtrao.procedure import Refused
from phongtrao.table_files import as_xlsx, read_table
from phongtrao.work.views.cases import found_case


@page(WRITING, relation="đơn vị đề nghị", deed=True)
def load_nominees(request: HttpRequest, pk: int) -> HttpResponse:
    """The list from a sheet: every row or none. The file itself is not kept."""
    case, user, at = found_case(MACHINE, request, pk, "rules", "organisation"), person(request), words.now()
    form = NomineeFileForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            check_lists(case, user, at.date())
            table = read_table(file.name, file, form.cleaned_data["secret_free"])
            count, faults = put_sheet_on_list(case, table, user, at)
            if not faults:
                messages.success(request, f"Đã ghi {count} trường hợp vào danh sách.")
                return redirect("nominees", pk=pk)
        except (Refusal, Refused) as refused:
            form.add_error("file", str(refused))
    shown = {"case": case, "form": form, "faults": faults, "lists": may_list(case, user, at.date())}
    return render(request, "awards/load_nominees.html", shown, status=400 if form.errors or faults else 200)


@page(WRITING, relation="đơn vị đề nghị")
def nominees_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to fill in, with nobody on it."""
    found_case(MACHINE, request, pk)
    return attachment(as_xlsx(HEADINGS, [], TITLE), FORMATS["xlsx"].content_type, TITLE, "xlsx")
