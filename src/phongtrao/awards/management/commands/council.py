"""phongtrao council ID --name ACCOUNT=PART --votes N=FOR/AGAINST --by ACCOUNT: who votes, and how it came out."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.arguments import find_commendation
from phongtrao.awards.council import count_votes, name_member, remove_member
from phongtrao.awards.models import Commendation, CouncilMember
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused


def a_count(written: str) -> tuple[int, tuple[int, int]]:
    """`12=7/1`. Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d{1,9})=(\d{1,3})/(\d{1,3})", written)
    if found is None:
        raise ArgumentTypeError(f"«{written}»: xin ghi như 12=7/1 (trường hợp = tán thành / không tán thành)")
    return int(found[1]), (int(found[2]), int(found[3]))


class Command(BaseCommand):
    help = "Hội đồng xét khen thưởng: cử thành viên, ghi kết quả biểu quyết từng trường hợp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = ", ".join(CouncilMember.PARTS)
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao commendations NĂM)")
        parser.add_argument("--name", nargs="*", default=[], metavar="TÀI-KHOẢN=PHẦN-VIỆC", help=f"cử; {parts}")
        parser.add_argument("--remove", nargs="*", default=[], metavar="TÀI-KHOẢN", help="thôi cử")
        parser.add_argument("--votes", type=a_count, nargs="*", default=[], metavar="TRƯỜNG-HỢP=SỐ/SỐ",
                            help="tán thành / không tán thành")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="in thành viên và số phiếu, mỗi dòng một")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_commendation(options["id"], by, at.date())
        try:
            for written in options["name"]:
                username, _sign, part = written.partition("=")
                name_member(case, account(username), part or CouncilMember.MEMBER, by, at)
            for username in options["remove"]:
                remove_member(case, account(username), by, at)
            counted = count_votes(case, dict(options["votes"]), by, at) if options["votes"] else 0
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for one in _told(case) if options["json"] else []:
            self.stdout.write(json.dumps(one, ensure_ascii=False))
        if not options["json"]:
            self.stdout.write(f"Hội đồng {case.council.count()} thành viên; đã ghi phiếu {counted} trường hợp.")


def _told(case: Commendation) -> list[dict[str, Any]]:
    """Members by account, and votes by the number of the row: no name of who is proposed."""
    members: list[dict[str, Any]] = [
        {"member": one.user.username, "part": one.part} for one in case.council.select_related("user")
    ]
    rows = case.nominees.filter(is_proposed=True).select_related("case__rules")
    return members + [
        {"nominee": row.pk, "voters": row.voters, "for": row.votes_for, "against": row.votes_against,
         "carried": row.is_carried}
        for row in rows
    ]  # fmt: skip
