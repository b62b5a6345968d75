"""phongtrao purge: lists proposals; proposes, confirms or refuses one; finishes what was confirmed."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents import purge as deeds
from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.models import Purge
from phongtrao.documents.purge_left import still_elsewhere
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused

DEEDS = {"confirm": "confirm_purge", "refuse": "refuse_purge"}


class Command(BaseCommand):
    help = "Tiêu hủy bí mật nhà nước lọt vào hệ thống: một người đề nghị, một người khác xác nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = "; ".join(f"{kind}: {holding.word}" for kind, holding in HOLDINGS.items())
        parser.add_argument("--propose", nargs=2, metavar=("LOẠI", "SỐ"), help=f"đề nghị tiêu hủy; loại là {kinds}")
        parser.add_argument("--confirm", type=int, metavar="SỐ", help="xác nhận đề nghị của người khác và tiêu hủy")
        parser.add_argument("--refuse", type=int, metavar="SỐ", help="không tiêu hủy")
        parser.add_argument("--reason", default="", help="lý do, không chép lại nội dung")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"tài khoản người làm (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi đề nghị một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            self._take(options, by)
        except (LookupError, Refused) as refused:
            raise CommandError(str(refused)) from refused

    def _take(self, options: dict[str, Any], by: User) -> None:
        at = words.now()
        if options["propose"]:
            kind, number = options["propose"]
            if not number.isdecimal():
                raise LookupError(deeds.GONE)
            self._tell(deeds.propose(kind, int(number), options["reason"], by, at), by, options["json"])
            return
        for name, deed in DEEDS.items():
            if options[name] is not None:
                made = deeds.decide(self._known(options[name], by), deed, by, at, options["reason"])
                deeds.carry_out(made, at)
                self._tell(made, by, options["json"])
                return
        deeds.carry_out_confirmed(at)
        for row in Purge.objects.visible_to(by, at.date()).select_related("proposed_by", "decided_by"):
            self._line(row, options["json"])

    def _known(self, pk: int, by: User) -> Purge:
        row = Purge.objects.visible_to(by, words.today()).filter(pk=pk).first()
        if row is None:
            raise LookupError(f"Không có đề nghị tiêu hủy số {pk}. Xem danh sách: phongtrao purge.")
        return row

    def _tell(self, purge: Purge, by: User, as_json: bool) -> None:
        self._line(purge, as_json)
        if not as_json:
            for line in still_elsewhere(purge, by, words.today()).lines:
                self.stderr.write(f"Còn ở chỗ khác: {line}")

    def _line(self, row: Purge, as_json: bool) -> None:
        said = {
            "id": row.pk,
            "kind": row.kind,
            "row": row.row,
            "state": row.state,
            "sha256": row.sha256,
            "proposed_by": row.proposed_by.username,
            "decided_by": row.decided_by.username if row.decided_by else None,
        }
        plain = f"{row.pk} | {row.named} | {row.spoken_state} | {row.proposed_by}"
        self.stdout.write(json.dumps(said, ensure_ascii=False) if as_json else plain)
