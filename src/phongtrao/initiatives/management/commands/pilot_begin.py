"""phongtrao pilot-begin TITLE --organisation BODY --decider BODY --comparable LEVEL.KIND --by ACCOUNT: a new pilot."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.pilot_arguments import the_body
from phongtrao.initiatives.pilot_plan import Planned, begin_pilot
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Unknown
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.arguments import Unclear, find_document, find_programme


class Command(BaseCommand):
    help = "Lập hồ sơ thí điểm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("title", metavar="TÊN")
        parser.add_argument("--organisation", required=True, metavar="ĐƠN-VỊ", help="cơ quan chủ trì, tên hoặc mã")
        parser.add_argument("--decider", required=True, metavar="ĐƠN-VỊ", help="cơ quan quyết định, tên hoặc mã")
        parser.add_argument("--comparable", default="xa.ubnd", metavar="CẤP.LOẠI", help="loại đơn vị, ví dụ huyen.ubnd")
        parser.add_argument("--tried", default="", metavar="NỘI-DUNG", help="thí điểm việc gì")
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="tên ngắn của phong trào")
        parser.add_argument("--document", metavar="VĂN-BẢN", help="mã hoặc số của văn bản giao")
        parser.add_argument(
            "--kind", metavar="LOẠI", help="tên ngắn của loại mô hình (xem: phongtrao initiative-kinds)"
        )
        parser.add_argument("--passage", default="", metavar="ĐOẠN", help="điều khoản và nguyên văn")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        day = at.date()
        organisation, decider = the_body(options["organisation"], by, day), the_body(options["decider"], by, day)
        try:
            programme = find_programme(options["programme"], by, day) if options["programme"] else None
            document = find_document(options["document"], by, day) if options["document"] else None
            kind = _kind(options["kind"], by, day) if options["kind"] else None
            said = (options["comparable"], options["tried"], programme, document, options["passage"], kind)
            pilot = begin_pilot(Planned(options["title"], organisation, decider, *said), by, at)
        except (Refused, Unknown, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã lập hồ sơ thí điểm số {pilot.pk}: {pilot}.")


def _kind(name: str, by: User, day: date) -> KindVersion:
    """The version in force of this kind of model. Raises Refused."""
    found = KindVersion.objects.visible_to(by, day).filter(name=name).current(day)
    if not found:
        raise Refused(f"Không có loại mô hình «{name}» trong phạm vi của tài khoản này.")
    return found[0]
