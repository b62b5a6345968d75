"""phongtrao answers FORM PERIOD BODY --json: answers in words of the reports below a body, sentence by sentence."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import add_report_arguments, asked
from phongtrao.reports.paragraphs import answers_of
from phongtrao.reports.roll_up import BASES
from phongtrao.reports.sentences import sentences


class Command(BaseCommand):
    help = "Nội dung trả lời bằng lời của các báo cáo cấp dưới, tách từng câu, kèm đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)
        parser.add_argument("--basis", choices=[*BASES], default="accepted", help="tính báo cáo đã nhận, hoặc đã gửi")
        parser.add_argument("--json", action="store_true", help="mỗi trả lời một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        what = asked(options)
        found = list(answers_of(what.form, what.of, what.body, options["basis"]))
        bodies = [answer.edition.report.organisation_id for answer in found]
        codes = dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "code"))
        for answer in found:
            code, parts = codes[answer.edition.report.organisation_id], sentences(answer.text)
            if options["json"]:
                told = {"answer": answer.pk, "question": answer.question, "organisation_code": code, "sentences": parts}
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                lines = "\n".join(f"  {answer.pk}.{nth} {text}" for nth, text in enumerate(parts))
                self.stdout.write(f"{answer.question} | {code}\n{lines}")
