"""phongtrao attach-document PROGRAMME ID|NUMBER [--remove] --by ACCOUNT: which documents belong to a programme."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.arguments import Unclear, find_document, find_programme
from phongtrao.work.attach_document import attach, detach


class Command(BaseCommand):
    help = "Gắn một văn bản vào phong trào, hoặc bỏ ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="TÊN", help="tên ngắn của phong trào (xem: phongtrao programmes)")
        parser.add_argument("document", metavar="ID|NUMBER", help="văn bản (id hoặc số, ký hiệu)")
        parser.add_argument("--remove", action="store_true", help="bỏ ra khỏi phong trào")
        parser.add_argument("--by", required=True, metavar="TÀI_KHOẢN", help="tài khoản của người gắn")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        try:
            by = find_user(options["by"])
            programme = find_programme(options["programme"], by, at.date())
            document = find_document(options["document"], by, at.date())
            done = (detach if options["remove"] else attach)(programme, document, by, at)
        except (Refused, Unclear, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        said = "Đã bỏ" if options["remove"] else "Đã gắn"
        self.stdout.write(f"{said}: {document.title}." if done else "Không có gì thay đổi.")
