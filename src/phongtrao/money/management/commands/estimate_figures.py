"""phongtrao estimate-figures ID --by ACCOUNT [--line 3 --amount 1.500.000 --reason WORDS] [--as-before]."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.money.line_figures import STAGES, Figure, Given, held_against, save_figures, stands
from phongtrao.money.machine import MACHINE
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case


class Command(BaseCommand):
    help = "Ghi số thẩm định (hoặc số phê duyệt) của một khoản, hoặc của mọi khoản còn trống như số trước đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của dự toán")
        parser.add_argument("--line", type=int, metavar="MÃ", help="mã dòng")
        parser.add_argument("--amount", metavar="ĐỒNG", help="như 1.500.000")
        parser.add_argument("--reason", default="", metavar="LÝ-DO", help="khi khác số trước đó")
        parser.add_argument("--as-before", action="store_true", help="mọi khoản còn trống: như số trước đó")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        case = find_case(MACHINE, options["id"], by, words.today())
        stage = STAGES.get(case.state)
        given = {}
        if options["line"] is not None and options["amount"] is not None:
            given[options["line"]] = Given(Figure(options["amount"], options["reason"]))
        if options["as_before"] and stage is not None:
            empty = (row for row in case.lines.all() if row.number not in given and not stands(row, stage).amount)
            given |= {row.number: Given(Figure(str(held_against(row, stage)))) for row in empty}
        try:
            done = save_figures(case, given, by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if done.wrong:
            raise CommandError(" ".join(f"Mã dòng {name}: {said}" for name, said in done.wrong.items()))
        self.stdout.write(f"Đã ghi {len(done.written)} khoản.")
