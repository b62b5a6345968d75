"""phongtrao report-forms [--shipped] --json: the forms there are, with their periods and indicators."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.reports.form import ADDS_UP, TYPES, Form
from phongtrao.reports.models import ReportForm
from phongtrao.reports.periods import EVERY
from phongtrao.reports.shipped import shipped_forms
from phongtrao.words import today


class Command(BaseCommand):
    help = "In các mẫu báo cáo: tên, kỳ báo cáo, chỉ tiêu và cách cộng của từng chỉ tiêu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shipped", action="store_true", help="các mẫu kèm theo phần mềm, chưa cần nạp")
        parser.add_argument("--json", action="store_true", help="mỗi mẫu một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        for form in shipped_forms() if options["shipped"] else _loaded():
            for line in [json.dumps(told(form), ensure_ascii=False)] if options["json"] else outline(form):
                self.stdout.write(line)


def _loaded() -> list[Form]:
    """The version of each form that is in force today."""
    versions = (form.version_on(today()) for form in ReportForm.objects.all())
    return [version.said for version in versions if version]


def told(form: Form) -> dict[str, Any]:
    """The form for scripts."""
    return {
        "name": form.name,
        "title": form.title,
        "version": form.version,
        "valid_from": form.valid_from.isoformat(),
        "source": form.source,
        "periods": [rule.every for rule in form.periods],
        "indicators": [{"name": one.name, "type": one.type, "adds_up": one.adds_up} for one in form.indicators],
    }


def outline(form: Form) -> list[str]:
    """The form for people."""
    every = ", ".join(dict.fromkeys(EVERY[rule.every] for rule in form.periods))
    lines = [f"{form.name}: {form.title} (phiên bản {form.version}; {every})", f"    Căn cứ: {form.source}"]
    said = (f"    {i.name:28} {TYPES[i.type]}, {ADDS_UP[i.adds_up]}: {i.title}" for i in form.indicators)
    return [*lines, *said]
