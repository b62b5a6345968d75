"""phongtrao pilot-roll-out ID --by ACCOUNT [--plan-due DAY ...] [--json]: what remaining bodies are asked, and who."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import Pilot, RollOut
from phongtrao.initiatives.pilot_arguments import add_pilot, the_body, the_pilot
from phongtrao.initiatives.pilot_bodies import remaining
from phongtrao.initiatives.pilot_roll_out import Told, told
from phongtrao.initiatives.pilot_set_roll_out import Stated, link_document, set_roll_out
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.arguments import Unclear, find_document


class Command(BaseCommand):
    help = "Ghi việc nhân rộng; in các nơi còn lại và số nhiệm vụ đã giao cho từng nơi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pilot(parser)
        parser.add_argument("--plan-due", type=a_day, metavar="NGÀY", help="hạn lập kế hoạch")
        parser.add_argument("--done-by", type=a_day, metavar="NGÀY", help="hạn triển khai xong")
        parser.add_argument("--yearly", default="", metavar="NGÀY/THÁNG", help="báo cáo hằng năm chậm nhất ngày")
        parser.add_argument("--tasks", default="", metavar="VIỆC", help="việc phải làm thêm, mỗi dòng một việc")
        parser.add_argument("--through", metavar="ĐƠN-VỊ", help="cơ quan tổng hợp")
        parser.add_argument("--comparable", metavar="CẤP.LOẠI", help="loại đơn vị; mặc định như khi thí điểm")
        parser.add_argument("--document", metavar="VĂN-BẢN", help="văn bản đã ký ở nơi khác, mã hoặc số")
        parser.add_argument("--json", action="store_true", help="mỗi nơi còn lại một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        pilot = the_pilot(options["id"], by, day)
        try:
            self._done(pilot, by, options)
        except (Refused, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        row = RollOut.objects.filter(case=pilot).select_related("case__root").first()
        left = remaining(pilot, options["comparable"] or pilot.comparable, day) if row is None else None
        bodies = told(row, day) if row else []
        bodies += [Told(one, one.name_on(day), one.pk in left.in_part, 0) for one in left.bodies] if left else []
        for one in bodies:
            self.stdout.write(_line(one, options["json"]))

    def _done(self, pilot: Pilot, by: User, options: dict[str, Any]) -> None:
        day, at = words.today(), words.now()
        if options["plan_due"]:
            through = the_body(options["through"], by, day) if options["through"] else None
            said = (options["plan_due"], options["done_by"], options["yearly"], options["tasks"], through)
            set_roll_out(pilot, Stated(options["comparable"] or pilot.comparable, *said), by, at)
        if options["document"]:
            row = RollOut.objects.filter(case=pilot).first()
            if row is None:
                raise Refused("Thí điểm này chưa ghi việc nhân rộng.")
            link_document(row, find_document(options["document"], by, day), by, at)


def _line(one: Told, as_json: bool) -> str:
    if not as_json:
        part = " (một phần địa bàn đã thí điểm)" if one.in_part else ""
        return f"{one.body.code}  {one.name}{part}: {one.given or 'chưa giao'}"
    said = {"organisation": one.name, "organisation_code": one.body.code, "in_part": one.in_part, "duties": one.given}
    return json.dumps(said, ensure_ascii=False)
