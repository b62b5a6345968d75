"""phongtrao draw PROGRAMME YEAR --count N [--seed S] --by ACCOUNT: a sample by lot; without a number, those drawn."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.recognition import draws
from phongtrao.recognition.models import Candidacy, Draw
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.words import HANOI
from phongtrao.work.models import Programme


class Command(BaseCommand):
    help = "Rút mẫu hồ sơ để kiểm tra thực tế, theo mã mà ai cũng rút lại được; không ghi số thì in các lượt đã rút."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn (xem: phongtrao programmes)")
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--count", type=int, metavar="N", help="số hồ sơ")
        parser.add_argument("--percent", type=int, metavar="P", help="hoặc tỷ lệ phần trăm, làm tròn lên")
        parser.add_argument("--subject", default="", choices=["", *SUBJECTS], help="chỉ đối tượng này")
        parser.add_argument("--seed", default="", help="mã rút mẫu (mặc định: hệ thống cho)")
        parser.add_argument("--json", action="store_true", help="mỗi lượt rút một dòng JSON")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        of = Programme.objects.visible_to(by, day).filter(name=options["programme"]).first()
        if of is None:
            raise CommandError(f"Không có phong trào «{options['programme']}» (xem: phongtrao programmes).")
        year, size = options["year"], (options["count"], options["percent"])
        if size == (None, None):
            seen = Draw.objects.visible_to(by, day)
            rows = list(seen.filter(checks__candidacy__in=Candidacy.objects.of_year(of, year)).distinct())
        else:
            try:
                rows = [draws.draw(of, year, by, words.now(), *size, options["subject"], options["seed"])[0]]
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        for row in rows:
            said = told(row)
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _line(said))


def told(row: Draw) -> dict[str, Any]:
    """All that is needed to draw the same again."""
    checks = row.checks.order_by("pk").values_list("candidacy", flat=True)
    return {"seed": row.seed, "among": row.among, "drawn": list(checks), "at": row.at.astimezone(HANOI).isoformat()}


def _line(said: dict[str, Any]) -> str:
    return f"Mã {said['seed']}: rút {said['drawn']} trong {said['among']}"
