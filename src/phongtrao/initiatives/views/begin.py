from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.initiatives.begin import Begun
from phongtrao.initiatives.begin import begin_initiative as begun
from phongtrao.initiatives.begin import enter_initiative as entered
from phongtrao.initiatives.forms import BeginForm, EnterForm
from phongtrao.initiatives.models import Initiative, KindVersion
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused

BEGINNING = "đơn vị xây dựng mô hình; UBND xã, phường nơi có đơn vị; đầu mối, lãnh đạo cấp trên"
Deed = Callable[[Begun, User, datetime], Initiative]


@page(WRITING, relation=BEGINNING, deed=True)
def begin_initiative(request: HttpRequest) -> HttpResponse:
    """A model that is to be built, from its survey on."""
    return _answered(request, BeginForm, begun, "initiatives/begin_initiative.html")


@page(WRITING, relation=BEGINNING, deed=True)
def enter_initiative(request: HttpRequest) -> HttpResponse:
    """A model that has run for some time, with the day of its launch."""
    return _answered(request, EnterForm, entered, "initiatives/enter_initiative.html")


def _answered(request: HttpRequest, kind_of_form: type[BeginForm], deed: Deed, template: str) -> HttpResponse:
    user, day = person(request), words.today(request)
    kinds = visible(request, KindVersion.objects.all()).current(day)
    chosen = next((str(one.pk) for one in kinds if one.name == request.GET.get("loai")), "")
    initial = {"organisation": request.GET.get("don_vi", ""), "kind": chosen, "decider": "xa"}
    form = kind_of_form(user, day, kinds, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            made = deed(Begun(**form.cleaned_data), user, words.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi mô hình «{made.title}».")
            return redirect("initiative", pk=made.pk)
    shown = {"form": form, "offered": _offered(user)}
    return render(request, template, shown, status=400 if form.errors else 200)


def _offered(user: User) -> list[tuple[str, str]]:
    """Bodies of the person's own, to choose from while typing."""
    own = [post.organisation for post in user.posts_on(words.today()) if post.organisation]
    return [(body.code, body.name) for body in own]
