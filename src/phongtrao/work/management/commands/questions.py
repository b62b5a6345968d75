"""phongtrao questions: phrases of adopted documents that wait for a person, and bodies that wait for a word."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.work.models import Adoption
from phongtrao.work.settle import heirs, questions


class Command(BaseCommand):
    help = "In các cụm từ chưa rõ là tổ chức nào và các đơn vị kế thừa chờ xác nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        for adoption in Adoption.objects.select_related("document", "organisation").order_by("pk"):
            for line in self._lines(adoption):
                if options["json"]:
                    self.stdout.write(json.dumps(line, ensure_ascii=False))
                else:
                    said = f"{line['phrase'] or line['organisation']} ({line['duties']} nhiệm vụ)"
                    self.stdout.write(f"{line['adoption']:>6}  {line['document']}  {line['role']:9}  {said}")

    def _lines(self, adoption: Adoption) -> list[dict[str, Any]]:
        document = adoption.document.number or adoption.document.title
        base = {"adoption": adoption.pk, "document": document, "phrase": None}
        base |= {"organisation_code": None, "organisation": None}
        asked = [{**base, "role": q.role, "phrase": q.phrase, "duties": q.duties} for q in questions(adoption)]
        waiting = [
            {
                **base,
                "role": "successor",
                "organisation_code": heir.organisation.code,
                "organisation": heir.organisation.name,
                "duties": heir.duties,
            }
            for heir in heirs(adoption)
        ]
        return asked + waiting
