"""What commands of reports take from the command line: a form by name, a period by key, a body by code or name."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, User
from phongtrao.reports.models import ReportForm, Synthesis
from phongtrao.reports.periods import Period, period


def a_period(written: str) -> Period:
    """Raises ArgumentTypeError."""
    try:
        return period(written)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def find_form(name: str) -> ReportForm:
    """The form of this name. Raises CommandError with those there are."""
    found = ReportForm.objects.filter(name=name.strip()).first()
    if found is None:
        there = ", ".join(ReportForm.objects.values_list("name", flat=True)) or "chưa nạp mẫu nào"
        raise CommandError(f"Không có mẫu báo cáo «{name}» (hiện có: {there}); nạp bằng: phongtrao load-programme.")
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report, or roll-up, is meant."""

    form: ReportForm
    of: Period
    body: Organisation


def add_report_arguments(parser: ArgumentParser) -> None:
    """FORM PERIOD BODY."""
    parser.add_argument("form", metavar="MẪU", help="tên ngắn của mẫu báo cáo (xem: phongtrao report-forms)")
    parser.add_argument("period", metavar="KỲ", type=a_period, help="2026, 2026-H1, 2026-Q3, 2026-M05, 2021-2025")
    parser.add_argument("body", metavar="TỔ-CHỨC", help="mã hoặc tên")


def asked(options: dict[str, Any], day: date | None = None) -> Asked:
    """What FORM PERIOD BODY name; the body by its name on the period's last day. Raises CommandError."""
    of: Period = options["period"]
    try:
        return Asked(find_form(options["form"]), of, find_body(options["body"], day or of.last))
    except (Ambiguous, Unknown) as error:
        raise CommandError(str(error)) from error


def find_synthesis(number: str, by: User, day: date) -> Synthesis:
    """The synthesis of this number, where the person may see it. Raises CommandError."""
    rows = Synthesis.objects.visible_to(by, day).select_related("form", "version", "organisation", "paper")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise CommandError(f"Không có bản tổng hợp số «{number}» (xem: phongtrao syntheses --by {by.username}).")
    return found
