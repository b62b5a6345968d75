"""phongtrao examine-nominees ID --yes N ... --no N=WORDS ... --by ACCOUNT: the examiner's word on each."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.arguments import find_commendation
from phongtrao.awards.examine import give_opinions
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused


def a_refusal(written: str) -> tuple[int, str]:
    """`12=Thành tích chưa rõ.`. Raises ArgumentTypeError."""
    number, sign, said = written.partition("=")
    if not sign or not number.strip().isdecimal() or not said.strip():
        raise ArgumentTypeError(f"«{written}»: xin ghi như 12='Lý do không đề nghị'")
    return int(number), said.strip()


class Command(BaseCommand):
    help = "Ghi ý kiến thẩm định từng trường hợp đề nghị khen thưởng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao commendations NĂM)")
        parser.add_argument("--yes", type=int, nargs="*", default=[], metavar="TRƯỜNG-HỢP", help="đề nghị")
        parser.add_argument("--no", type=a_refusal, nargs="*", default=[], metavar="TRƯỜNG-HỢP=LÝ-DO",
                            help="không đề nghị, vì sao")  # fmt: skip
        parser.add_argument("--over-quota", default="", metavar="LÝ-DO", help="vì sao vượt hạn mức")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_commendation(options["id"], by, at.date())
        said: dict[int, tuple[bool | None, str]] = {number: (True, "") for number in options["yes"]}
        said |= {number: (False, why) for number, why in options["no"]}
        try:
            changed = give_opinions(case, said, options["over_quota"] or case.quota_reason, by, at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã ghi ý kiến {changed} trường hợp.")
