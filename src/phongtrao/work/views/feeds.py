from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from phongtrao import words
from phongtrao.access import EVERY_FUNCTION, page, person, visible, visible_or_404
from phongtrao.procedure import Refused
from phongtrao.work.feeds import LASTS, calendar_of, make_feed, withdraw_feed
from phongtrao.work.forms import CalendarForm
from phongtrao.work.models import CalendarFeed, Mending, Task


@page(functions=None, relation="có địa chỉ còn hiệu lực; chỉ việc mà người lập được xem")
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    at = words.now()
    feed = CalendarFeed.objects.opened_by(token, at.date())
    if feed is None:
        raise Http404
    written = calendar_of(feed, at, lambda row: request.build_absolute_uri(reverse(_page_of(row), args=[row.pk])))
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response


def _page_of(row: Task | Mending) -> str:
    return "task" if isinstance(row, Task) else "mending"


@page(EVERY_FUNCTION, relation="chính mình", deed=True)
def calendars(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    form = CalendarForm(user, day, request.POST or None, initial={"until": day + LASTS})
    address = None
    if request.method == "POST" and form.is_valid():
        try:
            address = _made(request, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    feeds = visible(request, CalendarFeed.objects).lasting(day).select_related("user", "post", "organisation")
    shown = {"form": form, "feeds": feeds, "address": address}
    response = render(request, "work/calendars.html", shown, status=400 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _made(request: HttpRequest, given: dict[str, Any]) -> str:
    """The address of a new feed: shown in the answer to the deed itself, for it is kept nowhere."""
    _, token = make_feed(person(request), words.now(), given["post"], given["organisation"], given["until"])
    return request.build_absolute_uri(reverse("calendar_feed", args=[token]))


@page(EVERY_FUNCTION, relation="lịch của chính mình", deed=True)
@require_POST
def withdraw_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    feed = visible_or_404(request, CalendarFeed.objects, pk=pk)
    if withdraw_feed(feed, person(request), words.now()):
        messages.success(request, "Đã thu hồi địa chỉ lịch; từ nay địa chỉ ấy không mở được nữa.")
    return redirect("calendars")
