"""phongtrao sign-synthesis ID --by ACCOUNT: its figures are frozen, with the cells they were made of."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import find_synthesis
from phongtrao.reports.synthesise import sign_synthesis


class Command(BaseCommand):
    help = "Ký bản tổng hợp: chốt số liệu, kèm từng ô số liệu của các đơn vị và đơn vị còn thiếu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="số của bản tổng hợp (xem: phongtrao syntheses)")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN", help="lãnh đạo đơn vị tổng hợp")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            row = sign_synthesis(find_synthesis(options["id"], by, words.today()), by, words.now())
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Bản tổng hợp {row.pk}: đã ký, còn thiếu {len(row.missing)} đơn vị.")
