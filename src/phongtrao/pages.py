"""Pages that belong to no app: the front door and what is shown when something cannot be."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from phongtrao.access import page


@page(functions=None)
def home(request: HttpRequest) -> HttpResponse:
    return redirect("desk")


@page(functions=None)
def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


@page(functions=None)
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: the page stood open over a sign-in, or the browser keeps no cookies."""
    said = "Trang này đã mở từ trước khi đăng nhập, hoặc trình duyệt chặn cookie. Việc vừa gửi chưa được ghi."
    return render(request, "403.html", {"reason": said, "todo": "Xin tải lại trang rồi làm lại."}, status=403)


@page(functions=None)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


@page(functions=None)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@page(functions=None)
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def last_words(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: no blank page where an address takes no such request; nothing private stays in a browser's store."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page_of_it = render(request, "405.html", status=405)
            page_of_it["Allow"] = response["Allow"]
            response = page_of_it
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
