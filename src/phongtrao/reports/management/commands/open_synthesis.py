"""phongtrao open-synthesis FORM PERIOD BODY --by ACCOUNT: the draft of a body's synthesis for a period."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import add_report_arguments, asked
from phongtrao.reports.roll_up import BASES
from phongtrao.reports.synthesise import open_synthesis


class Command(BaseCommand):
    help = "Lập bản tổng hợp của một đơn vị trong một kỳ; mỗi kỳ có một bản dự thảo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)
        parser.add_argument("--basis", choices=[*BASES], default="accepted", help="tính báo cáo đã nhận, hoặc đã gửi")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        what = asked(options)
        try:
            by = find_user(options["by"])
            row, new = open_synthesis(what.form, what.of, what.body, options["basis"], by, words.now())
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Bản tổng hợp {row.pk}: {row.title} ({'mới lập' if new else 'đang soạn'}).")
