from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.organisations.forms import LogFilter
from phongtrao.organisations.log_rules import may_read, record_reading, rule_on
from phongtrao.organisations.log_words import DEEDS, lines
from phongtrao.organisations.models import LogArchive, LogEntry
from phongtrao.organisations.models.log import LogQuerySet
from phongtrao.organisations.views.staff import ADMINISTRATORS

ROWS = 50


@page(ADMINISTRATORS, relation="việc của đơn vị mình và cấp dưới; quản trị hệ thống: mọi việc")
def log(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    if not may_read(user, day):
        raise PermissionDenied("Theo quy định về nhật ký hiện hành, chức năng của anh/chị không xem nhật ký.")
    form = LogFilter(request.GET)
    rows = visible(request, LogEntry.objects).prefetch_related("organisation__versions").order_by("-sequence")
    rows = _filtered(rows, form) if form.is_valid() else rows.none()
    record_reading(user, words.now(), {str(field.label): str(field.value() or "") for field in form})
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    template = "organisations/log_rows.html" if getattr(request, "htmx", False) else "organisations/log.html"
    shown = {"form": form, "rows": found, "shown": lines(found, user, day)}
    return render(request, template, shown | {"rule": rule_on(day), "archive": LogArchive.objects.last()})


def _filtered(rows: LogQuerySet, form: LogFilter) -> LogQuerySet:
    given = form.cleaned_data
    if given["tai_khoan"]:
        rows = rows.filter(account__icontains=given["tai_khoan"])
    if given["viec"]:
        key = words.fold(given["viec"])
        deeds = [deed for deed, spoken in DEEDS.items() if key in words.fold(spoken)]
        rows = rows.filter(deed__in=[*deeds, given["viec"]])
    if given["tu"]:
        rows = rows.filter(at__gte=datetime.combine(given["tu"], time.min, words.HANOI))
    if given["den"]:
        rows = rows.filter(at__lt=datetime.combine(given["den"] + timedelta(days=1), time.min, words.HANOI))
    return rows
