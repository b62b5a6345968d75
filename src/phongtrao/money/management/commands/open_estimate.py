"""phongtrao open-estimate PROGRAMME YEAR --title WORDS --clause NAME --by ACCOUNT: an estimate is begun."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.money.open_estimate import Asked, open_estimate
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.arguments import find_programme


class Command(BaseCommand):
    help = "Lập một dự toán (chưa có khoản nào); các khoản: phongtrao estimate-lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO")
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--title", required=True, help="dự toán cho việc gì")
        parser.add_argument("--clause", required=True, help="tên của khoản chi (xem: phongtrao funding)")
        parser.add_argument("--organisation", required=True, metavar="ĐƠN-VỊ", help="đơn vị lập: mã hoặc tên")
        parser.add_argument("--appraiser", required=True, metavar="ĐƠN-VỊ", help="cơ quan tài chính thẩm định")
        parser.add_argument("--decider", required=True, metavar="ĐƠN-VỊ", help="cơ quan phê duyệt")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        among = Organisation.objects.visible_to(by, at.date())
        try:
            programme = find_programme(options["programme"], by, at.date())
            bodies = [find_body(options[name], at.date(), among) for name in ("organisation", "appraiser", "decider")]
            asked = Asked(programme, bodies[0], options["year"], options["title"], options["clause"], *bodies[1:])
            row = open_estimate(asked, by, at)
        except (Ambiguous, Unknown, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{row.pk}: {row}.")
