"""phongtrao commendations YEAR [--by ACCOUNT] --json: proposals to commend of a year; names only on request."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.commended import commended, printed, shown
from phongtrao.awards.listing import told
from phongtrao.awards.models import Commendation
from phongtrao.awards.reading import read_names
from phongtrao.awards.shown import COUNTS
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import User
from phongtrao.procedures import COMMENDATION


class Command(BaseCommand):
    help = "In các đề nghị khen thưởng của một năm; --xlsx, --docx: danh sách được khen thưởng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--programme", metavar="PHONG-TRÀO", help="tên ngắn của phong trào")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những hồ sơ mà tài khoản này được xem")
        parser.add_argument("--names", action="store_true",
                            help="cả họ tên cá nhân mà --by được xem; việc xem được ghi vào nhật ký")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="mỗi hồ sơ một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]) if options["by"] else None, words.today()
        if options["names"] and by is None:
            raise CommandError("Với --names xin ghi --by: ai xem họ tên được ghi vào nhật ký.")
        rows = Commendation.objects.filter(year=options["year"])
        if by is not None:
            rows = rows.filter(pk__in=Commendation.objects.visible_to(by, day).values("pk"))
        if options["programme"]:
            rows = rows.filter(programme__name=options["programme"])
        if by is not None and options["names"]:
            own = rows.filter(pk__in=Commendation.objects.named_to(by, day).values("pk"))
            read_names(own.select_related("organisation"), by, words.now(), "phongtrao commendations")
        if files := to_files(lambda: _table(rows, by or account(ADMINISTRATOR), options), options):
            self.stdout.write(", ".join(map(str, files)))
            return
        found = list(rows.select_related("programme", "organisation", "rules").annotate(**COUNTS).order_by("pk"))
        for one in told(found, by if options["names"] else None, day):
            self.stdout.write(json.dumps(one, ensure_ascii=False) if options["json"] else _line(one))


def _table(rows: Any, by: User, options: dict[str, Any]) -> Any:
    """The list of those commended."""
    day = words.today()
    return printed(shown(commended(rows, by, day, options["names"]), day), str(options["year"]), options["names"])


def _line(one: dict[str, Any]) -> str:
    state = COMMENDATION.words[one["state"]]
    decided = f", quyết định {one['decision']} ngày {one['decided_on']}" if one["decided_on"] else ""
    count = f"{len(one['collectives'])} tập thể, {one['people']} cá nhân, {one['households']} hộ"
    return f"{one['id']:>5}  {one['title']}, {one['organisation']}: {count}, {state}{decided}"
