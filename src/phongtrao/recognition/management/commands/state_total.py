"""phongtrao state-total PROGRAMME SUBJECT NUMBER --source TEXT --by ACCOUNT: how many units are eligible."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Unknown
from phongtrao.procedure import Refused
from phongtrao.recognition.provinces import province_of
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.totals import state_total
from phongtrao.work.arguments import find_programme


class Command(BaseCommand):
    help = "Ghi tổng số đơn vị thuộc diện của một đối tượng trong tỉnh, kèm nguồn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn (xem: phongtrao programmes)")
        parser.add_argument("subject", choices=list(SUBJECTS), metavar="ĐỐI-TƯỢNG", help=", ".join(SUBJECTS))
        parser.add_argument("number", type=int, metavar="SỐ")
        parser.add_argument("--source", required=True, metavar="NGUỒN", help="văn bản hoặc sổ theo dõi, ngày")
        parser.add_argument(
            "--province", default="", metavar="MÃ", help="mã của UBND tỉnh, với phong trào của mọi tỉnh"
        )
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        try:
            row = find_programme(options["programme"], by, at.date())
            province = province_of(row, by, at.date(), options["province"])
            if province is None:
                raise Refused("Tài khoản này không thuộc tỉnh nào; xin ghi --province.")
            subject, number = options["subject"], options["number"]
            changed = state_total(row, province, subject, number, options["source"], by, at)
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        said = f"{SUBJECTS[subject]}: {number} đơn vị"
        self.stdout.write(f"Đã ghi {said}." if changed else f"{said} đã ghi từ trước; không đổi gì.")
