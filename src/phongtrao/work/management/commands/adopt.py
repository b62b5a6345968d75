"""phongtrao adopt ID|NUMBER --all --by ACCOUNT: adopts every duty that was read in a document."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.adopt import Adopted, adopt_proposed, adopting_body, propose
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.follow import Span


class Command(BaseCommand):
    help = "Giao việc từ văn bản: mọi nhiệm vụ đọc được trở thành nhiệm vụ phải theo dõi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID|NUMBER", help="id hoặc số, ký hiệu của văn bản")
        parser.add_argument("--issuer", help="cơ quan ban hành, khi nhiều văn bản cùng số")
        parser.add_argument("--date", type=a_day, help="ngày ban hành (2026-01-30), khi nhiều văn bản cùng số")
        parser.add_argument("--all", action="store_true", required=True, help="giao mọi nhiệm vụ")
        parser.add_argument("--by", required=True, help="tài khoản của người giao việc")
        parser.add_argument(
            "--for", dest="body", help="giao cho đơn vị này và cấp dưới (mã hoặc tên); mặc định theo chức năng"
        )
        parser.add_argument("--from", dest="first", type=a_day, help="theo dõi từ ngày (2026-01-30)")
        parser.add_argument("--until", dest="last", type=a_day, help="theo dõi đến hết ngày")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        day = at.date()
        try:
            by = find_user(options["by"])
            document = find_document(options["document"], by, day, options["issuer"], options["date"])
            wanted = find_body(options["body"], day) if options["body"] else None
            body = adopting_body(by, document, day, wanted)
            reading = document.latest_reading()
            if reading is None:
                raise Refused("Văn bản này chưa có bản đọc nào để giao việc.")
            proposal = propose(document, reading, body, day, options["first"], options["last"])
            adopted = adopt_proposed(proposal, by, at)
        except (Ambiguous, Unknown, Unclear, Refused) as refused:
            raise CommandError(str(refused)) from refused
        self._say(adopted, proposal.span, body.name_on(day))

    def _say(self, adopted: Adopted, span: Span, body: str) -> None:
        first, last = words.day_in_words(span.first), words.day_in_words(span.last)
        title, why = adopted.adoption.document.title, f" ({span.why})" if span.why else ""
        self.stdout.write(f"{title}: {len(adopted.duties)} nhiệm vụ, {adopted.assignments} lượt giao.")
        self.stdout.write(f"Giao việc cho {body}; theo dõi từ {first} đến {last}{why}.")
        for phrase in adopted.unresolved:
            self.stdout.write(f"Chưa rõ là tổ chức nào: {phrase}")
        if adopted.unresolved:
            count = len(adopted.unresolved)
            self.stdout.write(f"{count} cụm từ chờ chỉ rõ ở trang giao việc, hoặc bằng: phongtrao settle.")
        if adopted.waiting:
            self.stdout.write(f"{adopted.waiting} lượt giao cho đơn vị kế thừa chờ xác nhận ở trang giao việc.")
