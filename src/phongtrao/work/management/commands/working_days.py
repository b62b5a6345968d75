"""phongtrao working-days YEAR: the holidays of a year and what is missing; with --enter, writes down a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.calendar import calendar, enter_day
from phongtrao.working_days import KINDS


class Command(BaseCommand):
    help = "In các ngày nghỉ của một năm và những gì còn thiếu; với --enter thì ghi một ngày vào lịch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, nargs="?", help="năm (mặc định: năm nay)")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
        parser.add_argument("--enter", type=date.fromisoformat, metavar="NGÀY", help="ghi ngày này, dạng 2026-02-16")
        parser.add_argument("--kind", choices=["", *KINDS], default="", help="loại ngày; bỏ trống: ngày thường")
        parser.add_argument("--source", default="", help="căn cứ: số, ngày thông báo, cơ quan")
        parser.add_argument("--by", help="tài khoản của quản trị hệ thống")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["enter"]:
            self._enter(options)
        days, year = calendar(), options["year"] or (options["enter"] or words.today()).year
        for row in days.special(year):
            said = {"day": row.day.isoformat(), "name": row.name, "works": row.works, "source": row.source}
            plain = f"{words.day_in_words(row.day)}  {row.name}{' (đi làm)' if row.works else ''}"
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)
        for line in days.missing(year):
            if options["json"]:
                self.stdout.write(json.dumps({"year": year, "missing": line}, ensure_ascii=False))
            else:
                self.stdout.write(f"Còn thiếu: {line}")

    def _enter(self, options: dict[str, Any]) -> None:
        if not options["by"]:
            raise CommandError("Xin cho biết ai ghi: --by TÀI-KHOẢN.")
        try:
            by = find_user(options["by"])
            enter_day(options["enter"], options["kind"], options["source"], by, words.now())
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
