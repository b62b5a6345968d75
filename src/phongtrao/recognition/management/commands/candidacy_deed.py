"""phongtrao candidacy-deed ID DEED --by ACCOUNT: one step of a unit's way to recognition."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.candidacy_deeds import BY_PAPER, take


class Command(BaseCommand):
    help = "Một thao tác trên hồ sơ công nhận: chọn, chốt điểm, gửi, trả lại, ... (xem: phongtrao procedures)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = [deed for deed in dict.fromkeys(step.deed for step in CANDIDACY.steps) if deed not in BY_PAPER]
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("deed", choices=known, help="thao tác")
        parser.add_argument("--note", default="", help="lý do, nội dung")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        try:
            found = take(
                find_candidacy(options["id"], by, words.today()), options["deed"], by, words.now(), options["note"]
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{found}: {CANDIDACY.words[found.state]}.")
