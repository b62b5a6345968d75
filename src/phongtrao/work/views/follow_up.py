from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person
from phongtrao.documents.views.register import ROWS, asked_book
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.work.follow_up import follow_ups, printed


@page(relation="sổ của đơn vị mình và cấp dưới; chỉ thấy việc trong phạm vi")
def follow_up_register(request: HttpRequest) -> HttpResponse:
    """Sổ theo dõi giải quyết văn bản đến, with the columns of Decree 30/2020, Appendix IV."""
    user, day = person(request), words.today(request)
    book = asked_book(request)
    if book.body and (ending := asked_format(request)):
        return to_browser(printed(book.body, book.year, follow_ups(book.rows, book.body, user, day), day), ending)
    rows = Paginator(book.rows, ROWS).get_page(request.GET.get("trang"))
    lines = follow_ups(rows.object_list, book.body, user, day) if book.body else []
    return render(request, "work/follow_up_register.html", {**book.shown(day), "rows": rows, "lines": lines})
