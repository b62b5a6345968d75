"""phongtrao link-document ID|NUMBER KIND ID|NUMBER --by ACCOUNT: a link that the words do not say."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.models.chain import KINDS
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.confirm_effect import add_effect


class Command(BaseCommand):
    help = "Ghi một liên hệ giữa hai văn bản mà chữ của văn bản không nói rõ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID|NUMBER", help="văn bản tác động (id hoặc số, ký hiệu)")
        parser.add_argument("kind", choices=[*KINDS], help="; ".join(f"{kind}: {said}" for kind, said in KINDS.items()))
        parser.add_argument("onto", metavar="ID|NUMBER", help="văn bản chịu tác động")
        parser.add_argument("--part", default="", help="phần nào, ví dụ: khoản 2 Mục V")
        parser.add_argument("--until", type=a_day, help="kéo dài đến hết ngày (2026-12-31)")
        parser.add_argument("--by", required=True, help="tài khoản của người ghi")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        try:
            by = find_user(options["by"])
            document, onto = (find_document(options[name], by, at.date()) for name in ("document", "onto"))
            part, until = options["part"], options["until"]
            effect = add_effect(document, options["kind"], onto, by, at, part, until)
        except (Refused, Unclear, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã ghi liên hệ số {effect.pk}.")
