"""phongtrao syntheses [--form F] [--period P] --json: syntheses with their figures, counted and changed by hand."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import a_period
from phongtrao.reports.form import Value
from phongtrao.reports.models import Synthesis
from phongtrao.reports.stated import Stated, changed_since, counted_now, state_of


class Command(BaseCommand):
    help = "Các bản tổng hợp: số liệu, số sửa tay, đơn vị còn thiếu, số đã thay đổi sau khi ký."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--form", help="tên ngắn của mẫu")
        parser.add_argument("--period", type=a_period, metavar="KỲ", help="như 2026-H1")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi bản một dòng JSON, kèm số liệu")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        rows = Synthesis.objects.visible_to(by, words.today()).select_related("form", "version", "organisation")
        if options["form"]:
            rows = rows.filter(form__name=options["form"])
        if options["period"]:
            rows = rows.filter(period=options["period"].key)
        for row in rows:
            if options["json"]:
                self.stdout.write(json.dumps(as_row(row), ensure_ascii=False))
            else:
                self.stdout.write(f"{row.pk:6} {row.organisation.code:24} {row.get_state_display()}: {row.title}")


def as_row(row: Synthesis) -> dict[str, Any]:
    """One synthesis with all its figures."""
    state = state_of(row)
    now = changed_since(state, counted_now(row)) if row.state == Synthesis.SIGNED else {}
    codes = dict(Organisation.objects.filter(pk__in=state.missing).values_list("pk", "code"))
    return {
        "synthesis": row.pk,
        "form": row.form.name,
        "period": row.period,
        "organisation_code": row.organisation.code,
        "basis": row.basis,
        "state": row.state,
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
        "figures": [_figure(one, now.get(one.indicator.name)) for one in state.figures],
        "reports": len(state.counted),
        "missing": [codes[pk] for pk in state.missing],
    }


def _figure(one: Stated, now: Stated | None) -> dict[str, Any]:
    told: dict[str, Any] = {"indicator": one.indicator.name, **_said(one.value), "parts": len(one.parts)}
    told |= {"by_hand": one.by_hand["by"], "counted": _said(one.counted)} if one.by_hand else {}
    return told | ({"changed_after_signing": _said(now.counted)} if now else {})


def _said(value: Value | None) -> dict[str, Any]:
    told: dict[str, Any] = {"value": value.value if value else None}
    return told | ({"base": value.base} if value and value.base is not None else {})
