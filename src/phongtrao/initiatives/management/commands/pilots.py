"""phongtrao pilots [--on DATE] [--find WORDS] [--by ACCOUNT] --json: pilots with their phases and places."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.initiatives.models import Pilot
from phongtrao.initiatives.pilot_told import told
from phongtrao.organisations.arguments import a_day, account
from phongtrao.procedures import PILOT

SHOWN = ("organisation", "decider", "programme", "kind")
WITH = ("phases__places__organisation", "phases__places__chosen_by", "phases__reports", "deeds")


class Command(BaseCommand):
    help = "In các thí điểm: trạng thái, giai đoạn, nơi thí điểm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="như vào hết ngày này; mặc định hôm nay")
        parser.add_argument("--find", default="", metavar="CHỮ", help="chữ trong tên, nội dung")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những thí điểm mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi thí điểm một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or words.today()
        rows = Pilot.objects.filter(begun_on__lte=day).called(options["find"])
        if options["by"]:
            rows = rows.filter(pk__in=Pilot.objects.visible_to(account(options["by"]), words.today()))
        for one in told(rows.select_related(*SHOWN).prefetch_related(*WITH), day):
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else _line(one))


def _line(one: dict[str, Any]) -> str:
    places = sum(len(phase["places"]) for phase in one["phases"])
    counted = f"{len(one['phases'])} giai đoạn, {places} nơi"
    return f"{one['id']:>5}  {one['title']} ({one['organisation']}): {PILOT.words[one['state']]}; {counted}"
