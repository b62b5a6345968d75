"""A session that nobody has used for a while asks for the password again, and goes on to where one was.

What is sent meanwhile is not lost: the page that asks carries it along, the site keeps nothing of it. Source: security
requirement A5 (15 minutes, 5 for administrators).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.signals import authentication_step_completed
from axes.utils import reset
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from phongtrao import words
from phongtrao.access import FOREIGN, READING
from phongtrao.organisations.accounts import Confirm
from phongtrao.organisations.models import User

LIMIT = timedelta(minutes=15)
ADMINISTRATORS_LIMIT = timedelta(minutes=5)
GRAIN = timedelta(seconds=15)
"""How much earlier a session may lock: it is not written anew at every request."""
SEEN = "seen_at"
STAYS_OPEN = {"account_login", "account_logout", "account_reauthenticate", "mfa_reauthenticate"}
PREFIX = "mo_khoa"
"""Before the names of the lock's own fields, among those of the form that it carries along."""


def is_locked(request: HttpRequest) -> bool:
    """Whether the signed-in person has asked for nothing for longer than the limit."""
    seen = request.session.get(SEEN)
    if seen is None or not isinstance(request.user, User):
        return False
    limit = ADMINISTRATORS_LIMIT if request.user.administers(words.today(request)) else LIMIT
    return bool(words.now().timestamp() - seen > limit.total_seconds())


def touch(request: HttpRequest) -> None:
    """The session is in use at this moment."""
    now, seen = words.now().timestamp(), request.session.get(SEEN)
    if seen is None or not 0 <= now - seen < GRAIN.total_seconds():
        request.session[SEEN] = now


def unlock(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Signal of a password or code that was right: the session is open again, earlier failures are forgotten.

    Not at the sign-in itself: a right password forgets no wrong codes.
    """
    if request.user.is_authenticated:
        touch(request)
        reset(username=user.username)


def listen() -> None:
    """Connect the signal; called once at the start."""
    authentication_step_completed.connect(unlock)


def lock(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: opens nothing in a locked session but the pages that unlock it or sign out."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        request.locked = is_locked(request)  # type: ignore[attr-defined]
        if not request.locked:  # type: ignore[attr-defined]
            touch(request)
            return None
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        return None if name in STAYS_OPEN else _password_first(request, name)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _password_first(request: HttpRequest, name: str) -> HttpResponse | None:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if request.method in READING or name in FOREIGN:
        if request.method not in READING:
            messages.warning(request, "Phiên làm việc tạm khoá, việc vừa gửi chưa được ghi. Xin mở khoá rồi làm lại.")
        asked = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{asked}")
    return _carried(request)


def _carried(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password and carries the form along; None, to go on, once the password is right."""
    own = f"{PREFIX}-password"
    form = Confirm(data=request.POST if own in request.POST else None, prefix=PREFIX, user=request.user)
    if form.is_valid():
        unlock(None, request, form.user)
        request.locked = False  # type: ignore[attr-defined]
        request.POST = _without(request.POST, own)  # type: ignore[assignment]
        return None
    carried = [
        (n, v) for n, values in _without(request.POST, own).lists() for v in values if n != "csrfmiddlewaretoken"
    ]
    shown = {"form": form, "carried": carried, "has_files": bool(request.FILES)}
    return render(request, "locked.html", shown, status=403)


def _without(sent: QueryDict, name: str) -> QueryDict:
    left = sent.copy()
    left.pop(name, None)
    return left
