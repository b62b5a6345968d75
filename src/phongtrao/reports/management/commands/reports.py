"""phongtrao reports [--expected-by BODY --form F --period P] --json: reports an account sees, or who owes one."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.organisations.models import Organisation, User
from phongtrao.reports.arguments import a_period, find_form
from phongtrao.reports.expected import Begun, owed
from phongtrao.reports.models import Edition, Report, ReportForm
from phongtrao.reports.owing import owing
from phongtrao.reports.report_deeds import waiting
from phongtrao.reports.standing import Standing, editions_of, standing_of, standing_of_owed
from phongtrao.work.desk import names_of

Line = dict[str, Any]


class Command(BaseCommand):
    help = "In các báo cáo mà một tài khoản được xem, báo cáo một tổ chức phải lập, hoặc ai chưa gửi báo cáo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--form", help="tên ngắn của mẫu (xem: phongtrao report-forms)")
        parser.add_argument("--period", type=a_period, help="kỳ, như 2026-H1")
        parser.add_argument("--organisation", help="chỉ của tổ chức này (mã hoặc tên)")
        parser.add_argument("--owed-by", metavar="TỔ-CHỨC", help="báo cáo mà tổ chức này phải lập, cả chưa bắt đầu")
        parser.add_argument(
            "--expected-by", metavar="TỔ-CHỨC", help="với --form, --period: ai phải gửi cho tổ chức này"
        )
        parser.add_argument("--waiting", action="store_true", help="chỉ báo cáo chờ tài khoản này duyệt hoặc nhận")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi báo cáo một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        try:
            lines = list(self._lines(options, find_user(options["by"]), day))
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        for line in lines:
            plain = (
                f"{line['id'] or '-':>6}  {line['form']} {line['period']:9} {line['organisation']}: {line['standing']}"
            )
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else plain)

    def _lines(self, options: dict[str, Any], by: User, day: date) -> Iterator[Line]:
        form = find_form(options["form"]) if options["form"] else None
        if options["expected_by"]:
            if form is None or options["period"] is None:
                raise CommandError("Với --expected-by xin ghi cả --form và --period.")
            yield from _expected(
                find_body(options["expected_by"], options["period"].last), form, options["period"], day
            )
        elif options["owed_by"]:
            yield from _owed(find_body(options["owed_by"], day), form, by, day)
        else:
            rows = Report.objects.visible_to(by, day)
            if options["waiting"]:
                rows = rows.filter(editions__in=waiting(by, day))
            wanted: dict[str, Any] = {"form": form} if form else {}
            wanted |= {"period": options["period"].key} if options["period"] else {}
            if options["organisation"]:
                wanted["organisation"] = find_body(options["organisation"], day)
            yield from _seen(rows.filter(**wanted), day)


def _seen(rows: Any, day: date) -> Iterator[Line]:
    found = list(rows.select_related("form", "organisation", "receiver"))
    editions = editions_of(found)
    names = names_of({r.organisation_id for r in found}, day)
    for report in found:
        stands = standing_of(report, editions[report.pk], report.due, day)
        line = _line(report.form.name, report.period, report.organisation, names, report, report.due, stands)
        yield line | _edition(editions[report.pk]) | {"receiver_code": report.receiver.code, "task": report.task_id}


def _owed(body: Organisation, form: Any, by: User, day: date) -> Iterator[Line]:
    forms = [form] if form else list(ReportForm.objects.visible_to(by, day).prefetch_related("versions"))
    names = {body.pk: body.name_on(day)}
    for one in owing([body], forms, day):
        line = _line(one.form.name, one.of.key, body, names, one.report, one.due, one.standing)
        yield line | _edition([one.edition] if one.edition else []) | _why(one.duty)


def _expected(body: Organisation, form: Any, of: Any, day: date) -> Iterator[Line]:
    found = owed(form, of, body, day)
    bodies = Organisation.objects.in_bulk([one.organisation for one in found])
    names = names_of(bodies, day)
    for one in found:
        stands = standing_of_owed(one, day)
        line = _line(form.name, of.key, bodies[one.organisation], names, one.report, one.due, stands)
        sent_on = one.sent_on.isoformat() if one.sent_on else None
        yield line | {"state": one.state if one.report else None, "sent_on": sent_on} | _why(one.duty)


def _line(
    form: str, period: str, body: Organisation, names: dict[int, str], report: Report | Begun | None, due: date | None,
    stands: Standing,
) -> Line:  # fmt: skip
    return {
        "id": report.pk if report else None,
        "form": form,
        "period": period,
        "organisation": names[body.pk],
        "organisation_code": body.code,
        "due": due.isoformat() if due else None,
        "days_late": stands.days_late,
        "standing": stands.words,
    }


def _edition(editions: list[Edition]) -> Line:
    """Of the last edition: its state, its number, the day on which it went out."""
    last = editions[-1] if editions else None
    return {
        "state": last.state if last else None,
        "edition": last.nth if last else None,
        "sent_on": last.sent_on.isoformat() if last and last.sent_on else None,
    }


def _why(duty: Any) -> Line:
    """The document and clause that ask for it."""
    if duty is None:
        return {"document": None, "clause": None}
    document = duty.adoption.document
    return {"document": document.number or document.title, "clause": duty.clause}
