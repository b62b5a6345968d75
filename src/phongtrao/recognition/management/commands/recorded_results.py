"""phongtrao recorded-results [--programme NAME] [--year YEAR] [--by ACCOUNT] --json: results of other programmes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.recognition.models import RecordedResult
from phongtrao.work.desk import names_of


class Command(BaseCommand):
    help = "In kết quả của các phong trào khác (an toàn về ANTT, phân loại) đã ghi cho các đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="chỉ của phong trào này")
        parser.add_argument("--year", type=int, metavar="NĂM", help="chỉ của năm này")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi kết quả một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        rows = RecordedResult.objects.visible_to(account(options["by"]), day)
        wanted = {"programme__name": options["programme"], "year": options["year"]}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        found = list(rows.select_related("programme", "organisation"))
        names = names_of({row.organisation_id for row in found}, day)
        for row in found:
            one = {
                "organisation": names[row.organisation_id],
                "organisation_code": row.organisation.code,
                "programme": row.programme.name,
                "year": row.year,
                "result": row.result,
                "source": row.source,
            }
            plain = f"{row.programme.name:14} {row.year}  {names[row.organisation_id]}: {row.result} ({row.source})"
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else plain)
