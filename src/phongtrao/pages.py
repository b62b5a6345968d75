"""Pages that belong to no app: the front door and what is shown when something cannot be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao.access import page


@page(functions=None)
def home(request: HttpRequest) -> HttpResponse:
    return redirect("desk")


@page(functions=None)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


@page(functions=None)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@page(functions=None)
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
