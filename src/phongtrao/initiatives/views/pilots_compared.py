"""Pilot places beside the others, before and after: a new table, one with its figures, what people add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible_or_404
from phongtrao.initiatives import pilot_figures
from phongtrao.initiatives.models import Comparison
from phongtrao.initiatives.pilot_compare import SAYS, Row, SideBySide, side_by_side
from phongtrao.initiatives.pilot_figures import ROLES, TypedFigure, Windows
from phongtrao.initiatives.pilot_forms import ComparisonForm, FigureForm, LineForm
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.case_posts import posts
from phongtrao.work.views.cases import found_case

RELATION = "cơ quan chủ trì và cấp trên, cơ quan quyết định"
WHO = "cơ quan chủ trì, cơ quan quyết định"
SEEN = ("case__organisation", "case__root", "case__decider")


@page(WRITING, relation=WHO, deed=True)
def compare_pilot(request: HttpRequest, pk: int) -> HttpResponse:
    """A new table: its name and both windows."""
    pilot = found_case(MACHINE, request, pk, "root", "organisation", "decider")
    form = ComparisonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            row = pilot_figures.compare(pilot, given.pop("title"), Windows(**given), person(request), words.now())
            messages.success(request, "Đã lập bảng. Xin thêm số liệu cần đặt cạnh nhau.")
            return redirect("pilot_comparison", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"pilot": pilot, "form": form, "says": SAYS}
    return render(request, "initiatives/compare_pilot.html", shown, status=400 if form.errors else 200)


@page(relation=RELATION)
def pilot_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_or_404(request, Comparison.objects.select_related(*SEEN), pk=pk))


def _page(request: HttpRequest, row: Comparison, bound: forms.Form | None = None) -> HttpResponse:
    table, day = side_by_side(row), words.today(request)
    roles = posts(MACHINE, row.case, person(request), day)
    may = bool(set(ROLES) & set(roles))
    shown = {
        "comparison": row,
        "pilot": row.case,
        "table": table,
        "lines": [_line(table, at) for at in range(len(table.lines))],
        "says": SAYS,
        "running": row.after_until >= day,
        "line_form": (bound if isinstance(bound, LineForm) else LineForm()) if may else None,
        "figure_form": (bound if isinstance(bound, FigureForm) else _figure_form(table))
        if may and table.lines
        else None,
        "takes": may and any(line.measure for line in table.lines),
    }
    return render(request, "initiatives/pilot_comparison.html", shown, status=400 if bound else 200)


def _line(table: SideBySide, at: int) -> dict[str, Any]:
    """One figure with the rows of its table: places, their sum, the others, theirs."""

    def rows(side: tuple[Row, ...]) -> list[tuple[str, Any]]:
        return [(row.name, row.cells[at]) for row in side]

    return {
        "line": table.lines[at],
        "places": rows(table.places),
        "others": rows(table.others),
        "sums": [("Các nơi thí điểm cộng lại", table.sums(table.places)[at]),
                 ("Các nơi khác cộng lại", table.sums(table.others)[at])],
    }  # fmt: skip


def _figure_form(table: SideBySide, sent: Any = None) -> FigureForm:
    bodies = [(str(row.body.pk), f"{row.name}{' (thí điểm)' if row.is_place else ''}")
              for row in (*table.places, *table.others)]  # fmt: skip
    return FigureForm(table.lines, bodies, sent)


@page(WRITING, relation=WHO, deed=True)
@require_POST
def pilot_comparison_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    row = visible_or_404(request, Comparison.objects.select_related(*SEEN), pk=pk)
    if deed not in DEEDS:
        raise Http404
    form = DEEDS[deed][0](request, row)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        messages.success(request, DEEDS[deed][1](request, row, form.cleaned_data))
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, row, form)
    return redirect("pilot_comparison", pk=pk)


def _add_line(request: HttpRequest, row: Comparison, given: dict[str, Any]) -> str:
    said = (given["title"], given["unit"], given["measure"])
    pilot_figures.add_line(row, *said, person(request), words.now())
    return "Đã thêm số liệu."


def _type(request: HttpRequest, row: Comparison, given: dict[str, Any]) -> str:
    line = row.lines.get(nth=given["line"])
    body = Organisation.objects.get(pk=given["body"])
    typed = TypedFigure(given["value"], given["source"], given["base"])
    pilot_figures.type_figure(line, body, given["when"], typed, person(request), words.now())
    return "Đã ghi số."


def _take(request: HttpRequest, row: Comparison, given: dict[str, Any]) -> str:
    taken = pilot_figures.take_figures(row, person(request), words.now())
    said = [f"Đã lấy {taken.figures} số."]
    if taken.nothing:
        said.append(f"{taken.nothing} số hệ thống không có.")
    if taken.unseen:
        said.append(f"{taken.unseen} nơi ngoài phạm vi anh/chị được xem; xin tự ghi số kèm nguồn.")
    return " ".join(said)


Make = Callable[[HttpRequest, Comparison], forms.Form]
Do = Callable[[HttpRequest, Comparison, dict[str, Any]], str]
DEEDS: dict[str, tuple[Make, Do]] = {
    "so-lieu": (lambda r, c: LineForm(r.POST), _add_line),
    "ghi-so": (lambda r, c: _figure_form(side_by_side(c), r.POST), _type),
    "lay-so": (lambda r, c: forms.Form(r.POST), _take),
}
"""Deed → its form, and what it does: says what was done."""
