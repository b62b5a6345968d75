"""Who may open which page: every view says so, and a page that says nothing does not start.

Objects reach a view through the one gate only, `visible(request, queryset)` and `visible_or_404`: what is not yours is
not there (404); what is yours to see but not to change answers 403 with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from phongtrao import words
from phongtrao.organisations.models import Function, User

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Access:
    """What a page asks of the person who opens it.

    `functions`: None where anyone may open it without an account, else the functions of which the person must hold a
    post today (all of them: any post). `relation`: how the person's bodies must stand to the object, in words for the
    printed matrix; the view enforces it through the gate and the procedure.
    """

    functions: frozenset[str] | None
    relation: str
    deed: bool = False
    """Whether it changes something; such pages answer POST only, or show a form before."""


EVERY_FUNCTION = frozenset(Function.values)
DECIDING = frozenset({Function.FOCAL_POINT, Function.LEADER, Function.ADMINISTRATOR})
WRITING = EVERY_FUNCTION - {Function.INSPECTOR}
READING = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""


def page(functions: frozenset[str] | None = EVERY_FUNCTION, relation: str = "", deed: bool = False) -> Callable[[V], V]:
    """Declare who may open a view; `functions=None` is for pages that need no account.

    What is declared to be no deed answers reading only, so that nothing is changed behind a page's declaration.
    """

    def declare(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refused = _refused(request, functions)
            if refused is None and functions is not None and not deed and request.method not in READING:
                refused = HttpResponseNotAllowed(READING)
            return refused if refused is not None else view(request, *args, **kwargs)

        guarded.access = Access(functions, relation, deed)  # type: ignore[attr-defined]
        return cast(V, guarded)

    return declare


def _refused(request: HttpRequest, functions: frozenset[str] | None) -> HttpResponse | None:
    if functions is None:
        return None
    if not request.user.is_authenticated:
        return _to_login(request)
    held = {p.function for p in person(request).posts_on(words.today(request))}
    if not held & functions:
        raise PermissionDenied("Tài khoản của anh/chị không giữ chức năng dùng được trang này.")
    return None


def _to_login(request: HttpRequest) -> HttpResponse:
    """The login page; a part of a page that is asked for without an account sends the whole page there.

    After a deed that came too late the login does not lead back to its address, which cannot be opened.
    """
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if request.method in READING:
        return redirect_to_login(request.get_full_path())
    messages.warning(request, "Phiên làm việc đã hết, việc vừa gửi chưa được ghi. Xin đăng nhập rồi làm lại.")
    return redirect_to_login(reverse("home"))


def person(request: HttpRequest) -> User:
    """The signed-in user; raises 404 where nobody is."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def visible(request: HttpRequest, queryset: Any) -> Any:
    """The one gate: rows of `queryset` that the person may see today."""
    return queryset.visible_to(person(request), words.today(request))


def visible_or_404(request: HttpRequest, queryset: Any, **lookup: Any) -> Any:
    """One row through the gate; what is not visible does not exist."""
    row = visible(request, queryset).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


FOREIGN = {
    "account_login": Access(None, ""),
    "account_logout": Access(None, ""),
    "account_change_password": Access(EVERY_FUNCTION, "chính mình", deed=True),
    "account_reauthenticate": Access(EVERY_FUNCTION, "chính mình"),
    "mfa_index": Access(EVERY_FUNCTION, "chính mình"),
    "mfa_authenticate": Access(None, "đã nhập đúng mật khẩu"),
    "mfa_reauthenticate": Access(EVERY_FUNCTION, "chính mình"),
    "mfa_activate_totp": Access(EVERY_FUNCTION, "chính mình", deed=True),
    "mfa_deactivate_totp": Access(EVERY_FUNCTION, "chính mình", deed=True),
    "mfa_view_recovery_codes": Access(EVERY_FUNCTION, "chính mình"),
    "mfa_generate_recovery_codes": Access(EVERY_FUNCTION, "chính mình", deed=True),
}
"""Pages of other packages, by the name of their route: declared here because they cannot declare themselves."""


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its path."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern


def access_of(pattern: URLPattern) -> Access | None:
    """What the route's view declares, or what FOREIGN says of it."""
    declared = getattr(pattern.callback, "access", None)
    return declared or FOREIGN.get(pattern.name or "")


@register()
def every_page_is_declared(**_: Any) -> list[CheckMessage]:
    """A system check: the site does not start while a page says nothing of who may open it."""
    return [
        Error(f"Trang {path} chưa khai báo ai được mở (dùng @page).", id="phongtrao.E001")
        for path, pattern in routes()
        if access_of(pattern) is None
    ]


def gate(get_response: View) -> View:
    """Middleware: refuses what the system check would have refused, in case checks were skipped."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if getattr(view, "access", None) is None and (match is None or match.url_name not in FOREIGN):
            raise PermissionDenied("Trang chưa khai báo ai được mở.")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
