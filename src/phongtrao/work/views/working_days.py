from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Function
from phongtrao.procedure import Refused
from phongtrao.work.calendar import FIRST, LAST, calendar, enter_day
from phongtrao.work.forms import EnteredDayForm
from phongtrao.work.models import EnteredDay


@page(relation="lịch dùng chung cho mọi đơn vị")
def working_days(request: HttpRequest) -> HttpResponse:
    day = words.today(request)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and FIRST <= int(asked) <= LAST else day.year
    days = calendar()
    shown = {
        "year": year,
        "missing": days.missing(year),
        "rows": days.special(year),
        "entered": visible(request, EnteredDay.objects.filter(day__year=year).select_related("by")),
        "form": EnteredDayForm() if person(request).sees_all(day) else None,
    }
    return render(request, "work/working_days.html", shown)


@page(frozenset({Function.ADMINISTRATOR}), relation="quản trị hệ thống", deed=True)
@require_POST
def enter_working_day(request: HttpRequest) -> HttpResponse:
    form = EnteredDayForm(request.POST)
    day: date | None = None
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        day = given["day"]
        enter_day(given["day"], given["kind"], given["source"], person(request), words.now())
        messages.success(request, f"Đã ghi ngày {words.day_in_words(day)}.")
    except Refused as refused:
        messages.error(request, str(refused))
    year = (day or words.today(request)).year
    return redirect(f"{reverse('working_days')}?nam={year}")
