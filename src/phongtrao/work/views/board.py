from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.documents.models import Document
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations.lookup import Ambiguous, Unknown
from phongtrao.work.board import MOST, Board, nothing, printed, title_of, words_of
from phongtrao.work.board_filter import Asked, BoardFilter
from phongtrao.work.cell import cell_page
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.drawn_board import DrawnBoard, counts_of
from phongtrao.work.models import Assignment
from phongtrao.work.plans import plans_of

ROWS = 25
"""Lines on one page; totals are of all."""


@page(relation="việc trong phạm vi, hoặc nộp đến mình")
def board(request: HttpRequest) -> HttpResponse:
    form = BoardFilter(person(request), words.today(request), request.GET)
    asked = form.asked()
    found = _counted(request, asked)
    title = title_of(asked.document)
    if ending := asked_format(request):
        return to_browser(printed(found, title, asked.said), ending)
    form.offer(found)
    rows = Paginator(found.lines, ROWS).get_page(request.GET.get("trang"))
    columns = Paginator(found.groups, MOST).get_page(request.GET.get("cot"))
    seen = visible(request, Document.objects), visible(request, Assignment.objects)
    plans = plans_of(asked.document, *seen) if asked.document else None
    drawn = DrawnBoard(found, columns, form.given(), plans)
    shown = {"form": form, "document": asked.document, "title": title, "said": asked.said, "rows": rows}
    lines = drawn.lines(rows.object_list)
    bodies = sorted(found.names.values())
    listed = {"columns": columns, "drawn": drawn, "lines": lines, "bodies": bodies}
    return render(request, "work/board.html", {**shown, **listed})


def _counted(request: HttpRequest, asked: Asked) -> Board:
    """The board; an empty one, and a word of why, for a body that is not there."""
    try:
        return asked.board()
    except (Ambiguous, Unknown) as error:
        messages.error(request, str(error))
        return nothing(asked.scope)


@page(relation="việc trong phạm vi, hoặc nộp đến mình")
def board_cell(request: HttpRequest) -> HttpResponse:
    """What one cell counts; where no directive, duty or body is named, what the whole board does."""
    form = BoardFilter(person(request), words.today(request), request.GET)
    asked = form.asked()
    found = _counted(request, asked)
    count = form.cleaned_data.get("dem", "")
    count = count if count in (*COUNTS, UNDATED) else ("" if found.total.total else UNDATED)
    rows, lines = cell_page(found, count, request.GET.get("trang", "1"), asked.is_narrow)
    duty = next((line.thing for line in found.lines if asked.scope.duty), None)
    shown = {"document": asked.document, "duty": duty, "said": asked.said}
    counts = counts_of(found.total, words_of(asked.scope.role))
    listed = {"rows": rows, "lines": lines, "count": count, "counts": counts, "total": found.total}
    return render(request, "work/board_cell.html", {**shown, **listed, "column": found.name_of_column(asked.narrowed)})
