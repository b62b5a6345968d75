from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.organisations.models import OrganisationVersion
from phongtrao.organisations.provincial import decides_for_a_province
from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.reports.form import ADDS_UP, REGIME, TYPES, Form, PeriodRule
from phongtrao.reports.models import FormUse, FormVersion, ReportForm
from phongtrao.reports.periods import EVERY
from phongtrao.reports.write_form import day_of_year
from phongtrao.work.models import Duty

PARTS_OF_YEAR = {"H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm"}


@page(relation="mẫu dùng chung và mẫu của tỉnh mình")
def report_forms(request: HttpRequest) -> HttpResponse:
    day = words.today(request)
    rows = visible(request, ReportForm.objects.prefetch_related("versions"))
    there = ((form, form.version_on(day)) for form in rows)
    lines = [
        {"form": form, "version": version, "every": _every(version.said), "count": len(version.said.indicators)}
        for form, version in there
        if version
    ]
    builds = decides_for_a_province(person(request), day)
    return render(request, "reports/report_forms.html", {"lines": lines, "builds": builds})


def _every(form: Form) -> str:
    return ", ".join(dict.fromkeys(EVERY[rule.every] for rule in form.periods))


@page(relation="mẫu dùng chung và mẫu của tỉnh mình")
def report_form(request: HttpRequest, name: str) -> HttpResponse:
    form = visible_or_404(request, ReportForm.objects.prefetch_related("versions"), name=name)
    day = words.today(request)
    version = _version(form, request.GET.get("phien-ban", ""), day)
    said, duties = version.said, visible(request, Duty.objects.all())
    uses = FormUse.objects.filter(form=form, duty__in=duties).select_related("duty__adoption__document")
    shown = {
        "form": form,
        "version": version,
        "versions": form.versions.all(),
        "said": said,
        "regime": [(title, said.regime.get(key, "")) for key, title in REGIME.items()],
        "periods": [_rule(rule) for rule in said.periods],
        "reporters": _kinds(said),
        "sections": _sections(said),
        "checks": [(check, _title(said, check.at)) for check in said.checks],
        "uses": uses,
        "builds": decides_for_a_province(person(request), day),
    }
    return render(request, "reports/report_form.html", shown)


def _version(form: ReportForm, number: str, day: date) -> FormVersion:
    """The one asked for, else the one in force; 404 for a number there is not."""
    asked = [v for v in form.versions.all() if str(v.number) == number] if number else [form.version_on(day)]
    if not asked or asked[0] is None:
        raise Http404
    return asked[0]


def _rule(rule: PeriodRule) -> dict[str, str]:
    """A kind of period with its days, in words."""
    part = PARTS_OF_YEAR.get(rule.part, rule.part)
    window = [day_of_year(one) for one in (rule.data_from, rule.data_until) if one]
    return {
        "every": f"{EVERY[rule.every]}{f' ({part})' if part else ''}",
        "window": f"từ {window[0]} đến {window[1]}" if len(window) == 2 else "cả kỳ",
        "due": day_of_year(rule.due) if rule.due else "mẫu không nêu",
    }


def _kinds(form: Form) -> list[str]:
    """Who answers: kind and tier, each with a name of such a body where one is there."""
    found = []
    for reporter in form.reporters:
        level, _, kind = reporter.partition(".")
        body = OrganisationVersion.objects.filter(level=level, kind=kind).order_by("-valid_from", "pk").first()
        said = f"{BODY_KINDS.get(kind, kind)} ({LEVELS.get(level, level)})"
        found.append(f"{said}, như {body.name}" if body else said)
    return found


def _sections(form: Form) -> list[tuple[str, list[dict[str, Any]], list[Any]]]:
    """Title, indicators with their words, questions."""
    found = []
    for section, title in form.sections:
        indicators = [
            {"one": one, "type": TYPES[one.type], "adds_up": ADDS_UP[one.adds_up]}
            for one in form.indicators
            if one.section == section
        ]
        questions = [one for one in form.questions if one.section == section]
        if indicators or questions:
            found.append((title, indicators, questions))
    return found


def _title(form: Form, name: str) -> str:
    return form.indicator(name).title if name in form.names else ""
