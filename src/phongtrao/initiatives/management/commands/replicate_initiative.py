"""phongtrao replicate-initiative ID [--body BODY ...] --by ACCOUNT: bodies to which a decision is to replicate it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.replicating import choose, chosen
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case


class Command(BaseCommand):
    help = "Chọn các đơn vị để nhân rộng một mô hình; quyết định nhân rộng lập bằng: phongtrao initiative-paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của mô hình")
        parser.add_argument("--body", action="append", default=[], metavar="ĐƠN-VỊ", help="tên hoặc mã; ghi nhiều lần")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_case(MACHINE, options["id"], by, at.date())
        try:
            if options["body"]:
                choose(case, [find_body(one, at.date()) for one in options["body"]], by, at)
        except (Refused, Unknown, Ambiguous) as refused:
            raise CommandError(str(refused)) from refused
        for row in chosen(case):
            self.stdout.write(f"{row.organisation.code}: {row.organisation.name_on(at.date())}")
