from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.money import lines as writing
from phongtrao.money.forms import LineForm
from phongtrao.money.line_entry import NAMES, Typed, as_typed
from phongtrao.money.lines import Outcome, clauses_of, why_not_write
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.money.sums import groups_of, sums_of
from phongtrao.procedure import Refused
from phongtrao.work.views.cases import found_case

RELATION = "đơn vị lập dự toán, khi đang lập hoặc bị trả lại"
CHANGED = "Khoản này vừa được sửa ở nơi khác; chưa ghi gì. Xin xem hai bản rồi chọn."


def to_write(request: HttpRequest, pk: int) -> Estimate:
    """The estimate whose lines the person writes; 404 for one that he does not see, 403 where he may not."""
    case: Estimate = found_case(MACHINE, request, pk, "funding", "organisation")
    if why := why_not_write(case, person(request), words.now()):
        raise PermissionDenied(why)
    return case


@page(WRITING, relation=RELATION, deed=True)
def estimate_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines with a form for one more; sent, the line is added and the form is empty again."""
    case, user = to_write(request, pk), person(request)
    clauses = clauses_of(case)
    last = case.lines.order_by("-position").first()
    initial = {"clause": case.clause, "heading": last.heading if last else ""}
    form = LineForm(clauses, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            done = writing.add_line(case, form.typed(), user, words.now())
            if done.is_done:
                messages.success(request, "Đã thêm một khoản.")
                return redirect("estimate_lines", pk=pk)
            form.told(done.wrong or {})
        except Refused as refused:
            form.add_error(None, str(refused))
    lines = case.said_lines()
    shown = {"case": case, "form": form, "groups": groups_of(lines), "sums": sums_of(lines), "places": clauses}
    return render(request, "money/estimate_lines.html", shown, status=400 if form.errors else 200)


@page(WRITING, relation=RELATION, deed=True)
def estimate_line(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One line to be changed or dropped; what somebody else wrote meanwhile is shown beside what was typed."""
    case = to_write(request, pk)
    row, clauses = case.lines.filter(number=number).first(), clauses_of(case)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, case, row, _form(row, clauses))
    form = LineForm(clauses, request.POST)
    try:
        done = _sent(request, case, number, form)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("estimate_lines", pk=pk)
    if done is not None and done.is_done:
        messages.success(request, "Đã xóa khoản này." if "drop" in request.POST else "Đã sửa.")
        return redirect("estimate_lines", pk=pk)
    return _shown(request, case, row, form, done)


def _form(row: EstimateLine, clauses: dict[str, str]) -> LineForm:
    typed = as_typed(row.said, clauses)
    cells = {name: getattr(typed, name) for name in NAMES} | {"clause": row.clause, "seen": row.revision}
    return LineForm(clauses, initial=cells)


def _sent(request: HttpRequest, case: Estimate, number: int, form: LineForm) -> Outcome | None:
    """What became of what was sent; None where the form itself is wrong. Raises Refused."""
    user, at = person(request), words.now()
    if "drop" in request.POST:
        seen = request.POST.get("seen", "")
        return writing.drop_line(case, number, int(seen[:9]) if seen.isdecimal() else 0, user, at)
    if not form.is_valid():
        return None
    done = writing.change_line(case, number, form.typed(), form.cleaned_data["seen"] or 0, user, at)
    form.told(done.wrong or {})
    return done


def _shown(
    request: HttpRequest, case: Estimate, row: EstimateLine, form: LineForm, done: Outcome | None = None
) -> HttpResponse:
    conflict = done.conflict if done else None
    shown: dict[str, Any] = {"case": case, "row": row, "form": form, "conflict": conflict}
    if conflict is not None and done is not None and done.line is not None:
        messages.warning(request, CHANGED)
        shown["theirs"] = _cells(conflict.theirs)
        if "drop" not in request.POST:
            # Sent once more, it is written over what is shown beside it now.
            sent = request.POST.copy()
            sent["seen"] = str(done.line.revision)
            form.data = sent
        else:
            shown["form"] = _form(done.line, clauses_of(case))
    return render(request, "money/estimate_line.html", shown, status=409 if conflict else 400 if form.errors else 200)


def _cells(typed: Typed) -> list[tuple[str, str]]:
    return [(word[:1].upper() + word[1:], getattr(typed, name)) for name, word in NAMES.items()]
