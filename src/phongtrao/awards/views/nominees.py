from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.awards.forms import NomineeForm, held_in
from phongtrao.awards.models import Nominee
from phongtrao.awards.nominate import Told, check_lists, may_list, put_on_list, take_off_list
from phongtrao.awards.shown import lines_of
from phongtrao.awards.views.commendation import NAMED, with_names
from phongtrao.procedure import Refused


@page(WRITING, relation=f"{NAMED}; ghi: đơn vị đề nghị", deed=True)
def nominees(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, with the form of one more for who draws it up."""
    case, user, at = with_names(request, pk, "trang danh sách"), person(request), words.now()
    form = NomineeForm(case, user, at.date(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            put_on_list(case, Told(**form.cleaned_data), user, at)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi vào danh sách.")
            return redirect("nominees", pk=pk)
    lists = may_list(case, user, at.date())
    shown = {"case": case, "lines": lines_of(case, True), "form": form if lists else None, "rule": case.rules.said}
    return render(request, "awards/nominees.html", shown, status=400 if form.errors else 200)


@page(WRITING, relation="đơn vị đề nghị", deed=True)
def nominee(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One on the list: changed, or taken off it."""
    case, user, at = with_names(request, pk, "trang danh sách"), person(request), words.now()
    row: Nominee = visible_or_404(request, Nominee.objects.select_related("body", "case"), case=case, pk=number)
    try:
        check_lists(case, user, at.date())
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    form = NomineeForm(case, user, at.date(), request.POST or None, initial=held_in(row, row.body))
    try:
        if "remove" in request.POST:
            take_off_list(row, user, at)
        elif request.method == "POST" and form.is_valid():
            put_on_list(case, Told(**form.cleaned_data), user, at, row)
        else:
            return _shown(request, case, row, form)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(request, case, row, form)
    messages.success(request, "Đã đưa ra khỏi danh sách." if "remove" in request.POST else "Đã sửa danh sách.")
    return redirect("nominees", pk=pk)


def _shown(request: HttpRequest, case: object, row: Nominee, form: NomineeForm) -> HttpResponse:
    shown = {"case": case, "row": row, "form": form}
    return render(request, "awards/nominee.html", shown, status=400 if form.errors else 200)
