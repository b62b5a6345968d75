"""Tiến độ and Số liệu cần xem lại: one choice of form, period and body above both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.organisations.wording import LEVELS
from phongtrao.reports.models import ReportForm
from phongtrao.reports.outliers import TITLES, outliers
from phongtrao.reports.periods import Period, period
from phongtrao.reports.timeliness import Tally, Timeliness, lines, periods_of, printed, years
from phongtrao.reports.timeliness_bars import bars
from phongtrao.work.desk import names_of

RELATION = "báo cáo của đơn vị mình, cấp dưới và đơn vị gửi báo cáo đến mình"
ROWS = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be looked at, and what is."""

    forms: list[ReportForm]
    periods: list[Period]
    bodies: list[tuple[str, str]]
    """Code and name."""
    form: ReportForm
    of: Period
    body: Organisation


def choice(request: HttpRequest) -> Choice | None:
    """By `?mau=&ky=&don_vi=`; what is not named, or not there to be seen, is the first. None where there is nothing."""
    user, day = person(request), words.today(request)
    forms = list(visible(request, ReportForm.objects.prefetch_related("versions")))
    named = next((one for one in forms if one.name == request.GET.get("mau")), None)
    form = named or next((one for one in forms if periods_of(one, day)), None)
    bodies = _bodies(user, day, request.GET.get("don_vi", ""))
    if form is None or not bodies:
        return None
    periods = periods_of(form, day)
    of = _asked_period(request.GET.get("ky", "")) or first_period(form, periods, day)
    if of is None:
        return None
    names = names_of((one.pk for one in bodies), day)
    offered = [(one.code, names.get(one.pk, one.code)) for one in bodies]
    return Choice(forms, periods if of in periods else [of, *periods], offered, form, of, bodies[0])


def _bodies(user: User, day: date, code: str) -> list[Organisation]:
    """The person's own bodies, of one who sees all the provinces; first the one of the code, where he reaches it."""
    everyone = user.sees_all(day)
    own = tree.roots_of(_everybody(day), day) if everyone else user.body_ids(day)
    found = sorted(Organisation.objects.filter(pk__in=own), key=lambda one: one.code)
    asked = Organisation.objects.visible_to(user, day).filter(code=code).first() if code else None
    if asked is None or not (everyone or asked.pk in user.reach(day)):
        return found
    return [asked, *(one for one in found if one.pk != asked.pk)]


def _everybody(day: date) -> list[int]:
    versions = OrganisationVersion.objects.on(day).filter(parent=None, level="tinh")
    return list(versions.values_list("organisation", flat=True))


def _asked_period(key: str) -> Period | None:
    try:
        return period(key)
    except ValueError:
        return None


def first_period(form: ReportForm, periods: list[Period], day: date) -> Period | None:
    """The last period that has fallen due; the first one that there is where none has."""
    version = form.version_on(day)
    for one in periods:
        rule = version.said.rule_for(one) if version else None
        if rule and (rule.due_on(one) or one.last) <= day:
            return one
    return periods[0] if periods else None


@page(relation=RELATION)
def timeliness(request: HttpRequest) -> HttpResponse:
    asked, day = choice(request), words.today(request)
    if asked is None:
        return render(request, "reports/timeliness.html", {"asked": None})
    found = years(asked.form, asked.of, asked.body, day)
    now, before = found[0], found[1] if len(found) > 1 else None
    level = request.GET.get("cap", "") if request.GET.get("cap") in LEVELS else ""
    if ending := asked_format(request):
        return to_browser(printed(asked.form, asked.body, found, level, day), ending)
    levels = _levels(now, before)
    shown: dict[str, Any] = {
        "asked": asked,
        "now": now.whole,
        "years": [(one.of, one.whole) for one in found],
        "levels": levels,
        "level": level,
        "bars": [(bar, mark_safe(bar.svg)) for bar in bars(_tallies(found, levels))],
        "rows": Paginator(lines(now, before, level), ROWS).get_page(request.GET.get("trang")),
    }
    return render(request, "reports/timeliness.html", shown)


def _levels(now: Timeliness, before: Timeliness | None) -> list[Any]:
    """Level, its word, what it comes to, and what it came to a year before; none where there is one level alone."""
    found, then = now.levels, before.levels if before else {}
    return [(name, LEVELS.get(name, name), tally, then.get(name)) for name, tally in found.items() if len(found) > 1]


def _tallies(found: list[Timeliness], levels: list[Any]) -> list[tuple[str, Tally]]:
    """Each year as a whole, then the levels of the period."""
    return [(one.of.words.capitalize(), one.whole) for one in found] + [
        (f"Cấp {word}", one) for _, word, one, _ in levels
    ]


@page(relation=RELATION)
def report_outliers(request: HttpRequest) -> HttpResponse:
    """Figures to look at again, each with the rule that found it."""
    asked = choice(request)
    if asked is None:
        return render(request, "reports/report_outliers.html", {"asked": None})
    found = outliers(asked.form, asked.of, asked.body)
    rows = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    version = asked.form.version_on(asked.of.last)
    titles = {one.name: one.title for one in version.said.indicators} if version else {}
    names = names_of((one.organisation for one in rows), asked.of.last)
    listed = [(names[one.organisation], titles.get(one.indicator, "cả báo cáo"), one, TITLES[one.rule]) for one in rows]
    return render(
        request, "reports/report_outliers.html", {"asked": asked, "rows": rows, "lines": listed, "rules": TITLES}
    )
