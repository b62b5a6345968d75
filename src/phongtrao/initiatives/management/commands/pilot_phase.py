"""phongtrao pilot-phase ID --from DAY --until DAY --by ACCOUNT: a further phase; --phase N --place BODY: its places."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.initiatives import pilot_plan
from phongtrao.initiatives.models import Phase, Pilot
from phongtrao.initiatives.pilot_arguments import add_pilot, the_body, the_phase, the_pilot
from phongtrao.initiatives.pilot_words import days_of, places_in_words
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Thêm giai đoạn thí điểm, ghi nơi thí điểm; --chooser: nơi mà một đơn vị tự chọn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pilot(parser)
        parser.add_argument("--from", dest="first", type=a_day, metavar="NGÀY", help="thêm giai đoạn từ ngày này")
        parser.add_argument("--until", dest="last", type=a_day, metavar="NGÀY", help="đến hết ngày này")
        parser.add_argument("--title", default="", metavar="TÊN")
        parser.add_argument("--choosers", default="", metavar="CẤP.LOẠI", help="loại đơn vị tự chọn nơi thí điểm")
        parser.add_argument("--basis", default="", metavar="VĂN-BẢN", help="căn cứ, khi kế hoạch đã duyệt")
        parser.add_argument("--phase", type=int, metavar="THỨ-TỰ", help="giai đoạn đã có; mặc định giai đoạn cuối")
        parser.add_argument("--place", action="append", default=[], metavar="ĐƠN-VỊ", help="nơi thí điểm, tên hoặc mã")
        parser.add_argument("--chooser", metavar="ĐƠN-VỊ", help="đơn vị tự chọn những nơi này")
        parser.add_argument("--drop-place", action="append", default=[], metavar="ĐƠN-VỊ", help="bỏ nơi này")
        parser.add_argument("--drop", action="store_true", help="bỏ giai đoạn cuối của kế hoạch chưa duyệt")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        pilot = the_pilot(options["id"], by, words.today())
        try:
            with transaction.atomic():
                phase = self._phase(pilot, by, options)
                self._places(phase, by, options)
                if options["drop"]:
                    pilot_plan.drop_phase(phase, by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        left = pilot_plan.still_to_choose(phase) if phase.pk and phase.choosers_kind else []
        self.stdout.write(f"{phase} ({days_of(phase)}): {places_in_words(phase) if phase.pk else 'đã bỏ'}.")
        for body in left:
            self.stdout.write(f"  chưa chọn: {body.code}  {body.name_on(phase.starts_on)}")

    def _phase(self, pilot: Pilot, by: User, options: dict[str, Any]) -> Phase:
        if not options["first"] and not options["last"]:
            return the_phase(pilot, options["phase"])
        if not (options["first"] and options["last"]):
            raise CommandError("Xin ghi cả --from và --until.")
        said = (options["first"], options["last"], options["title"], options["choosers"], options["basis"])
        return pilot_plan.add_phase(pilot, pilot_plan.PlannedPhase(*said), by, words.now())

    def _places(self, phase: Phase, by: User, options: dict[str, Any]) -> None:
        bodies = [the_body(name, by, phase.starts_on) for name in options["place"]]
        if options["chooser"]:
            chooser = the_body(options["chooser"], by, phase.starts_on)
            for body in bodies:
                pilot_plan.choose_place(phase, chooser, body, by, words.now())
        elif bodies:
            pilot_plan.add_places(phase, bodies, by, words.now())
        for name in options["drop_place"]:
            place = phase.places.filter(organisation=the_body(name, by, phase.starts_on)).first()
            if place is None:
                raise CommandError(f"«{name}» không phải nơi thí điểm của giai đoạn này.")
            pilot_plan.drop_place(place, by, words.now())
