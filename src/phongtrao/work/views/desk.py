from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person
from phongtrao.work.desk import PARTS, desk_of
from phongtrao.work.page_blocks import on_desk


@page(relation="việc của đơn vị mình và việc nộp đến mình")
def desk(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    only = request.GET.get("muc")
    only = only if only in PARTS else None
    mine = request.GET.get("ai") == "toi"
    parts = desk_of(user, day, only, mine, request.GET.get("trang", "1"))
    blocks = [] if only or mine else on_desk(user, day)
    return render(request, "work/desk.html", {"parts": parts, "only": only, "mine": mine, "blocks": blocks})
