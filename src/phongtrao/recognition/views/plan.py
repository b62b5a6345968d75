from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.models import EligibleTotal, RulesVersion
from phongtrao.recognition.plan import plan
from phongtrao.recognition.plan_chart import drawn
from phongtrao.recognition.progress import Standing, counts_of, recognised_in_all, standings
from phongtrao.recognition.provinces import province_of, provinces_of
from phongtrao.recognition.rules import SUBJECTS, RecognitionRules
from phongtrao.recognition.rules_told import measure
from phongtrao.recognition.total_forms import TotalForm
from phongtrao.recognition.totals import NOT_YOURS, state_total, stating_post, totals_of
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme
from phongtrao.work.views.programmes import RELATION

STATING = "UBND tỉnh, hoặc cơ quan thẩm định của tỉnh"


def found_programme(request: HttpRequest, name: str) -> Programme:
    """The programme of this name, where the person sees it."""
    found: Programme = visible_or_404(request, Programme.objects.select_related("root"), name=name)
    return found


@page(relation=RELATION)
def recognition_plan(request: HttpRequest, programme: str) -> HttpResponse:
    """Each subject by year: both readings of `those remaining`, and how far the province has come."""
    found, user, day = found_programme(request, programme), person(request), words.today(request)
    version = RulesVersion.objects.on(found, day)
    province = province_of(found, user, day, request.GET.get("tinh", ""))
    shown: dict[str, Any] = {"programme": found, "version": version, "year": day.year}
    if version is not None and province is not None:
        there = provinces_of(found, user, day)
        names = names_of((one.pk for one in there), day)
        shown |= {
            "province": province,
            "provinces": [(one, names[one.pk]) for one in there],
            "name": names[province.pk],
        }
        shown |= _planned(found, version.said, province, user, day)
    return render(request, "recognition/recognition_plan.html", shown)


def _planned(
    found: Programme, rules: RecognitionRules, province: Organisation, user: User, day: date
) -> dict[str, Any]:
    """What the page shows of a province: a part a subject, with a form for its total where the person may state it."""
    totals = totals_of(found, province)
    bases = {subject: one.number for subject, one in totals.items()}
    counts, recognised = counts_of(found, province, user, day), recognised_in_all(found, province, day)
    rows = standings(rules.subjects, plan(rules, bases), counts, recognised, bases)
    may = stating_post(rules, province, user, day)[0]
    parts = [_part(one, totals.get(one.subject.name), may, day.year) for one in rows]
    return {"rules": rules, "parts": parts, "passages": rules.cited("target")}


def _part(one: Standing, stated: EligibleTotal | None, may: bool, year: int) -> dict[str, Any]:
    return {
        "one": one,
        "lines": [(plan, counts, measure(plan.target)) for plan, counts in one.years],
        "chart": mark_safe(drawn(one)),
        "stated": stated,
        "each_year": one.each_year(year),
        "last": max((plan.year for plan, _ in one.years), default=None),
        "form": TotalForm(one.subject.name, stated) if may else None,
    }


@page(DECIDING, relation=STATING, deed=True)
@require_POST
def state_eligible(request: HttpRequest, programme: str, subject: str) -> HttpResponse:
    """State how many units of a subject are eligible in the province."""
    found, user, at = found_programme(request, programme), person(request), words.now()
    code = request.GET.get("tinh", "")
    province = province_of(found, user, at.date(), code)
    form = TotalForm(subject, None, request.POST)
    try:
        if province is None:
            raise Refused(NOT_YOURS)
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        changed = state_total(found, province, subject, given["number"], given["source"], user, at)
        said = f"{SUBJECTS[subject]}: {given['number']} đơn vị"
        messages.success(request, f"Đã ghi {said}." if changed else f"{said} đã ghi từ trước; không đổi gì.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('recognition_plan', args=[found.name])}?tinh={province.code if province else ''}")
