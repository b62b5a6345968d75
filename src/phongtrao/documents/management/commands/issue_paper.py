"""phongtrao issue-paper PAPER --by ACCOUNT: gives a draft its number and day; --drop gives it up."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.issue import drop, enter_register, issue
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Phát hành một văn bản đi: cho số tiếp theo của sổ (hoặc số đã lấy ở sổ cơ quan) và ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paper", type=int, help="số của văn bản (xem: phongtrao outgoing-register --drafts --json)")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="ngày ban hành (mặc định hôm nay)")
        parser.add_argument("--number", type=int, help="số đã lấy ở sổ của cơ quan")
        parser.add_argument("--drop", action="store_true", help="bỏ dự thảo")
        parser.add_argument("--remark", help="chỉ ghi chú vào sổ")
        parser.add_argument("--by", required=True, help="tài khoản người làm")

    def handle(self, *_: Any, **options: Any) -> None:
        row = Outgoing.objects.filter(pk=options["paper"]).first()
        if row is None:
            raise CommandError(f"Không có văn bản đi số {options['paper']}.")
        at = words.now()
        try:
            by = find_user(options["by"])
            if options["remark"] is not None:
                enter_register(row, {"remark": options["remark"]}, by, at)
            else:
                day = options["on"] or at.date()
                row = drop(row, by, at) if options["drop"] else issue(row, day, by, at, options["number"])
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{row.title}: {row.get_state_display()}.")
