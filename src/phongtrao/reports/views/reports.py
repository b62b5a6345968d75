from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.reports.expected import owed
from phongtrao.reports.forms import OpenReportForm, ReportFilter
from phongtrao.reports.models import Report, ReportForm
from phongtrao.reports.owing import open_periods, owing
from phongtrao.reports.periods import Period, period
from phongtrao.reports.report_deeds import waiting
from phongtrao.reports.standing import editions_of, standing_of, standing_of_owed
from phongtrao.reports.views.timeliness import first_period
from phongtrao.work.desk import names_of
from phongtrao.work.models import desk_ids

ROWS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, on which day, and to what the lists are narrowed."""

    request: HttpRequest
    user: User
    day: date
    forms: list[ReportForm]
    form: ReportForm | None
    periods: list[Period]
    of: Period | None

    @property
    def chosen(self) -> list[ReportForm]:
        return [self.form] if self.form else self.forms


@page(relation="báo cáo của đơn vị mình và cấp dưới, hoặc gửi đến mình")
def reports(request: HttpRequest) -> HttpResponse:
    part = request.GET.get("muc", "")
    part = part if part in PARTS else MINE
    asked = _one(_asked(request)) if part == MISSING else _asked(request)
    title, rows = PARTS[part]
    shown = {
        "part": part,
        "title": title,
        "parts": [(name, word) for name, (word, _) in PARTS.items()],
        "form": ReportFilter(asked.forms, asked.periods, _chosen(asked, part)),
        **rows(asked),
    }
    return render(request, "reports/reports.html", shown)


def _asked(request: HttpRequest) -> Asked:
    user, day = person(request), words.today(request)
    there: list[ReportForm] = list(visible(request, ReportForm.objects.prefetch_related("versions")))
    form = next((one for one in there if one.name == request.GET.get("mau")), None)
    chosen = [form] if form else there
    begun = Report.objects.filter(form__in=chosen).order_by().values_list("period", flat=True).distinct()
    keys = set(begun if request.GET.get("muc", MINE) != MINE else ())
    keys |= {of.key for one in chosen for of, _ in open_periods(one, day)}
    periods = sorted((period(key) for key in keys), key=lambda of: (of.last, of.first), reverse=True)
    of = next((one for one in periods if one.key == request.GET.get("ky")), None)
    return Asked(request, user, day, there, form, periods, of)


def _one(asked: Asked) -> Asked:
    """One form and one period where none is named: those that Tiến độ begins with."""
    form = asked.form or next(iter(asked.forms), None)
    if form is None:
        return asked
    open_now = sorted((of for of, _ in open_periods(form, asked.day)), key=lambda of: (of.last, of.first), reverse=True)
    return replace(asked, form=form, of=asked.of or first_period(form, open_now, asked.day))


def _chosen(asked: Asked, part: str) -> dict[str, str]:
    return {"mau": asked.form.name if asked.form else "", "ky": asked.of.key if asked.of else "", "muc": part}


def _mine(asked: Asked) -> dict[str, Any]:
    """What his bodies owe; each with the way on."""
    own = Organisation.objects.filter(pk__in=desk_ids(asked.user, asked.day, WRITING)).order_by("code")
    bodies = list(own.prefetch_related("versions"))
    found = owing(bodies, asked.chosen, asked.day)
    found = [one for one in found if asked.of is None or one.of == asked.of]
    names = {body.pk: body.name_on(asked.day) for body in bodies}
    lines = [{"one": one, "body": names[one.organisation.pk]} for one in found]
    offered = {body.code: names[body.pk] for body in bodies}
    form = OpenReportForm(asked.user, asked.day, offered, asked.forms) if bodies and asked.forms else None
    rows = Paginator(lines, ROWS).get_page(asked.request.GET.get("trang"))
    return {"rows": rows, "open_form": form, "several": len(bodies) > 1}


def _waiting(asked: Asked) -> dict[str, Any]:
    """What waits for him: to be let out by the leader, to be accepted by who receives it; the first sent first."""
    found = _narrowed(asked, waiting(asked.user, asked.day), "report__")
    found = found.select_related("report__form", "report__organisation").order_by("sent_on", "pk")
    page_of_them = Paginator(found, ROWS).get_page(asked.request.GET.get("trang"))
    return _lines(asked, page_of_them, [edition.report for edition in page_of_them])


def _all(asked: Asked) -> dict[str, Any]:
    """Every report that he may see, the last period first."""
    found = _narrowed(asked, visible(asked.request, Report.objects.select_related("form")))
    page_of_them = Paginator(found, ROWS).get_page(asked.request.GET.get("trang"))
    return _lines(asked, page_of_them, list(page_of_them))


def _narrowed(asked: Asked, rows: Any, prefix: str = "") -> Any:
    wanted: dict[str, Any] = {f"{prefix}form": asked.form} if asked.form else {}
    return rows.filter(**wanted, **({f"{prefix}period": asked.of.key} if asked.of else {}))


def _lines(asked: Asked, rows: Any, found: list[Report]) -> dict[str, Any]:
    names, editions = names_of({report.organisation_id for report in found}, asked.day), editions_of(found)
    rows.object_list = [
        {
            "report": report,
            "body": names[report.organisation_id],
            "standing": standing_of(report, editions[report.pk], report.due, asked.day),
            "edition": editions[report.pk][-1] if editions[report.pk] else None,
        }
        for report in found
    ]
    return {"rows": rows}


def _missing(asked: Asked) -> dict[str, Any]:
    """Who has not sent a form's report for a period to one of his bodies, the latest first."""
    form, of = asked.form, asked.of
    bodies = _receiving(asked)
    body = next((one for one in bodies if one.code == asked.request.GET.get("don_vi")), bodies[0] if bodies else None)
    found: dict[str, Any] = {"of": of, "asked_form": form, "receiver": body, "receivers": bodies}
    if form is None or of is None or body is None:
        return found | {"rows": None}
    every = [one for one in owed(form, of, body, asked.day) if one.organisation != body.pk]
    late = sorted((one for one in every if not one.is_sent), key=lambda one: (-one.days_late, one.organisation))
    rows: Any = Paginator(late, ROWS).get_page(asked.request.GET.get("trang"))
    names = names_of({one.organisation for one in rows} | {body.pk}, asked.day)
    rows.object_list = [
        {"one": one, "body": names[one.organisation], "standing": standing_of_owed(one, asked.day)} for one in rows
    ]
    return found | {
        "rows": rows,
        "expected": len(every),
        "sent": len(every) - len(late),
        "receiver_name": names[body.pk],
    }


def _receiving(asked: Asked) -> list[Organisation]:
    """Bodies to which reports may go: his own; of who sees all, the provinces."""
    if asked.user.sees_all(asked.day):
        tops = OrganisationVersion.objects.on(asked.day).filter(parent=None, level="tinh").values("organisation")
        return list(Organisation.objects.filter(pk__in=tops).order_by("code"))
    own = {post.organisation for post in asked.user.posts_on(asked.day) if post.organisation}
    return sorted(own, key=lambda body: body.code)


MINE, MISSING = "phai-lap", "chua-gui"
PARTS: dict[str, tuple[str, Callable[[Asked], dict[str, Any]]]] = {
    MINE: ("Phải lập", _mine),
    "cho-toi": ("Chờ tôi", _waiting),
    MISSING: ("Ai chưa gửi", _missing),
    "tat-ca": ("Tất cả", _all),
}
"""Parts of the page by their names in the address."""
