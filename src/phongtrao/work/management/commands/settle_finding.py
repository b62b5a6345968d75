"""phongtrao settle-finding ADOPTION KEY --decision ... --by ACCOUNT: what a finding comes to."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.findings.found import settle_finding
from phongtrao.work.models import Adoption, Settlement


class Command(BaseCommand):
    help = "Kết luận một điểm cần xem (xem: phongtrao findings)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        decisions = "; ".join(f"{name}: {said}" for name, said in Settlement.DECISIONS.items())
        parser.add_argument("adoption", type=int, help="số của lần giao việc")
        parser.add_argument("key", help="khóa của điểm cần xem")
        parser.add_argument("--decision", required=True, choices=[*Settlement.DECISIONS], help=decisions)
        parser.add_argument("--reason", required=True, help="lý do")
        parser.add_argument("--by", required=True, help="tài khoản của người kết luận")

    def handle(self, *_: Any, **options: Any) -> None:
        adoption = Adoption.objects.select_related("organisation").filter(pk=options["adoption"]).first()
        if adoption is None:
            raise CommandError(f"Không có lần giao việc số {options['adoption']} (xem: phongtrao findings).")
        try:
            by = find_user(options["by"])
            settle_finding(adoption, options["key"], options["decision"], options["reason"], by, words.now())
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Đã ghi kết luận.")
