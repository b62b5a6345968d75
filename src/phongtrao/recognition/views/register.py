from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.files import Refusal
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import register as registering
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.offered_units import offered_units
from phongtrao.recognition.registration_forms import RegisterForm
from phongtrao.work.models import Programme
from phongtrao.work.views.taking import stored

RELATION = "đơn vị mình; UBND, Công an xã, phường và cơ quan thẩm định: đơn vị gửi đăng ký đến"


@page(WRITING, relation=RELATION, deed=True)
def register(request: HttpRequest) -> HttpResponse:
    """The form of one programme; sent, the unit's candidacy for the year."""
    programmes = list(with_rules(request))
    programme = next((p for p in programmes if p.name == request.GET.get("phong_trao")), next(iter(programmes), None))
    if programme is None:
        return render(request, "recognition/register.html", {"programme": None})
    user, day = person(request), words.today(request)
    says = registering.rules_in_force(programme, day).said
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"body": request.GET.get("don_vi", "")}
    form = RegisterForm(user, day, says, offered_units(says, user, day), *given, initial=initial)
    if form.is_valid():
        try:
            return _told(request, *_written(programme, form.cleaned_data, user))
        except (Refused, Refusal) as refused:
            form.add_error(None, str(refused))
    shown = {"programme": programme, "programmes": programmes, "rules": says, "form": form}
    shown["passages"] = says.cited("registration")
    return render(request, "recognition/register.html", shown, status=400 if form.errors else 200)


def with_rules(request: HttpRequest) -> Any:
    """Programmes that the person sees and that have rules of recognition."""
    return visible(request, Programme.objects.filter(recognition_rules__isnull=False).distinct())


def _written(programme: Programme, given: dict[str, Any], user: User) -> tuple[Candidacy, bool]:
    """The candidacy, and whether it is new: of one that is there already no file is kept."""
    at, body, year = words.now(), given["body"], given["year"]
    registering.look(programme, body, year, user, at.date(), given["path"])
    there = Candidacy.objects.filter(programme=programme, organisation=body, year=year).first()
    if there is not None:
        return there, False
    with transaction.atomic():
        file = stored(given, user)
        return registering.register(programme, body, year, user, at, given["path"], given["note"], file)


def _told(request: HttpRequest, row: Candidacy, is_new: bool) -> HttpResponse:
    due = row.rules.said.registers_by(row.year)
    if not is_new:
        messages.info(request, f"Đã đăng ký từ {words.day_in_words(row.registered_on)}; không ghi thêm.")
    elif row.is_late:
        messages.warning(request, f"Đã đăng ký, ghi là muộn: hạn đăng ký là {words.day_in_words(due)}.")
    else:
        messages.success(request, f"Đã đăng ký cho năm {row.year}.")
    return redirect("candidacy", pk=row.pk)
