"""phongtrao initiative-targets [--province CODE] --by ACCOUNT --json; --state KIND YEAR COUNTS NUMBER --source."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.targeting import Aim, aims, state_target
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.provincial import own_province
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Chỉ tiêu của từng loại mô hình và đường đi đến chỉ tiêu; --state ghi số của tỉnh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", default="", metavar="MÃ", help="mã của UBND tỉnh")
        parser.add_argument("--state", nargs=4, metavar=("LOẠI", "NĂM", "ĐẾM", "SỐ"), help="ghi số phải có")
        parser.add_argument("--source", default="", help="căn cứ của số ấy")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="mỗi chỉ tiêu một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        root = own_province(by, day, options["province"])
        if root is None:
            raise CommandError("Tài khoản này không thuộc tỉnh nào.")
        try:
            if options["state"]:
                _stated(options["state"], options["source"], root, by, day)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for aim in aims(by, root, day):
            self.stdout.write(json.dumps(_told(aim), ensure_ascii=False) if options["json"] else _line(aim))


def _stated(said: list[str], source: str, root: Organisation, by: User, day: date) -> None:
    name, year, counts, number = said
    rows = KindVersion.objects.visible_to(by, day).of_root(root).filter(name=name).current(day)
    if not rows or not (year.isdecimal() and number.isdecimal()):
        raise Refused(f"Không có loại mô hình «{name}», hoặc năm, số chưa phải số nguyên.")
    state_target(root, rows[0], int(year), counts, int(number), source, by, words.now())


def _told(aim: Aim) -> dict[str, Any]:
    path = aim.path
    return {
        "kind": aim.version.name, "year": path.target.year, "counts": path.target.counts, "now": path.now,
        "wanted": path.wanted, "base": path.base, "missing": path.missing, "each_year": path.each_year,
        "source": aim.stated.source if aim.stated else path.target.source, "stated": path.stated,
    }  # fmt: skip


def _line(aim: Aim) -> str:
    return f"{aim.version.title}, đến năm {aim.path.target.year}: có {aim.path.now} {aim.what}; {aim.path.said}"
