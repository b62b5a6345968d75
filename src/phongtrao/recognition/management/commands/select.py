"""phongtrao select PROGRAMME YEAR BODY ... --by ACCOUNT: choose units of a year, or not, several at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.selecting import DEEDS, take_each
from phongtrao.work.arguments import find_programme


class Command(BaseCommand):
    help = "Chọn, không chọn, hoặc gửi lên tỉnh nhiều đơn vị đã đăng ký; đơn vị nào không ghi được thì nói lý do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn (xem: phongtrao programmes)")
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("bodies", nargs="+", metavar="TỔ-CHỨC", help="mã hoặc tên của các đơn vị")
        parser.add_argument("--deed", default="select", choices=list(DEEDS), help="mặc định: select")
        parser.add_argument("--note", default="", help="lý do, bắt buộc khi không chọn")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        try:
            programme = find_programme(options["programme"], by, at.date())
            bodies = [find_body(written, at.date()) for written in options["bodies"]]
        except (Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        seen = Candidacy.objects.visible_to(by, at.date()).of_year(programme, options["year"])
        rows = {row.organisation_id: row for row in seen.filter(organisation__in=bodies)}
        missing = [body.name_on(at.date()) for body in bodies if body.pk not in rows]
        if missing:
            raise CommandError(f"Chưa đăng ký cho năm {options['year']}: {'; '.join(missing)}. Chưa ghi gì.")
        outcomes = take_each([*rows.values()], options["deed"], by, at, options["note"])
        for one in outcomes:
            self.stdout.write(f"{one.body}: {one.said}")
        if not all(one.done for one in outcomes):
            raise CommandError(f"{sum(not one.done for one in outcomes)} đơn vị chưa ghi được.")
