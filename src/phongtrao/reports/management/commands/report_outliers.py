"""phongtrao report-outliers FORM PERIOD BODY [--json]: figures to look at again, each with the rule that found it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import add_report_arguments, asked
from phongtrao.reports.outliers import TITLES, Outlier, outliers


class Command(BaseCommand):
    help = "Số liệu cần xem lại trong các báo cáo đã gửi của một kỳ, kèm quy tắc đã nhận ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)
        parser.add_argument("--json", action="store_true", help="mỗi số liệu một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        what = asked(options)
        codes = dict(Organisation.objects.values_list("pk", "code"))
        for one in outliers(what.form, what.of, what.body):
            line = told(one, codes)
            plain = f"{line['organisation_code']:24} {one.indicator or 'cả báo cáo':24} {one.said}  [{one.rule}]"
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else plain)


def told(one: Outlier, codes: dict[int, str]) -> dict[str, Any]:
    """For scripts."""
    return {
        "organisation_code": codes[one.organisation],
        "edition": one.edition,
        "indicator": one.indicator or None,
        "value": one.value.value if one.value else None,
        "rule": one.rule,
        "title": TITLES[one.rule],
        "said": one.said,
    }
