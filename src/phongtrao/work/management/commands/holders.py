"""phongtrao holders ID|NUMBER: who holds each duty of a document on a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_user
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.held import Line, held, lines


class Command(BaseCommand):
    help = "Ai giữ nhiệm vụ này hôm nay: mỗi nhiệm vụ của văn bản với các tổ chức đang giữ, kể cả khi chưa giao việc."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID|NUMBER", help="id hoặc số, ký hiệu của văn bản")
        parser.add_argument("--issuer", help="cơ quan ban hành, khi nhiều văn bản cùng số")
        parser.add_argument("--date", type=a_day, help="ngày ban hành (2026-01-30), khi nhiều văn bản cùng số")
        parser.add_argument("--on", type=a_day, help="vào ngày (2026-01-30); mặc định hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi nhiệm vụ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        today = words.today()
        day = options["on"] or today
        try:
            by = find_user(options["by"])
            document = find_document(options["document"], by, today, options["issuer"], options["date"])
            reading = document.latest_reading()
            if reading is None:
                raise Refused("Văn bản này chưa có bản đọc nào.")
            holding = held(document, reading, day, today, _seen(by, today))
        except (Ambiguous, Unknown, Unclear, Refused) as refused:
            raise CommandError(str(refused)) from refused
        for line in lines(holding):
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else _text(line))
        if not holding.meant_on.stated and not options["json"]:
            self.stdout.write(f"Văn bản không ghi ngày; hiểu theo ngày {words.day_in_words(holding.meant_on.day)}.")


def _seen(by: User, today: date) -> set[int] | None:
    if by.sees_all(today):
        return None
    return set(Organisation.objects.visible_to(by, today).values_list("pk", flat=True))


def _text(line: Line) -> str:
    """A duty in one line for people."""
    said = []
    for body in line["bodies"]:
        marks = [
            word for word, holds in (("một phần", body["partly"]), ("chờ xác nhận", not body["confirmed"])) if holds
        ]
        said.append(body["name"] + (f" ({', '.join(marks)})" if marks else ""))
    said += [f"hoặc {body['name']}" for body in line["alternatives"]]
    if line["newcomers"]:
        said.append(f"{len(line['newcomers'])} đơn vị cùng loại có sau văn bản (không tự giao)")
    said += [f"chưa rõ{' hết' if phrase in line['in_part'] else ''}: {phrase}" for phrase in line["unresolved"]]
    said += [f"đã kết thúc: {body['name']}" for body in line["ended"]]
    return f"{line['clause']:10}  {'; '.join(said)}"
