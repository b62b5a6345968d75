"""phongtrao settle-effect EFFECT --by ACCOUNT: confirms or drops what one document does to another."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.models import Effect
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.confirm_effect import confirm_effect, drop_effect


class Command(BaseCommand):
    help = "Xác nhận hoặc bỏ một liên hệ giữa hai văn bản (xem: phongtrao chain)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("effect", type=int, help="số của liên hệ")
        parser.add_argument("--drop", action="store_true", help="không đúng, bỏ liên hệ này")
        parser.add_argument(
            "--duties", nargs="*", type=int, help="chỉ tác động lên các nhiệm vụ này; mặc định theo chữ của văn bản"
        )
        parser.add_argument("--until", type=a_day, help="kéo dài đến hết ngày (2026-12-31)")
        parser.add_argument("--by", required=True, help="tài khoản của người xác nhận")

    def handle(self, *_: Any, **options: Any) -> None:
        effect = Effect.objects.filter(pk=options["effect"]).first()
        if effect is None:
            raise CommandError(f"Không có liên hệ số {options['effect']} (xem: phongtrao chain --json).")
        try:
            by, at = find_user(options["by"]), words.now()
            if options["drop"]:
                done = drop_effect(effect, by, at)
                self.stdout.write("Đã bỏ liên hệ." if done else "Liên hệ này đã được bỏ từ trước.")
                return
            self.stdout.write(confirm_effect(effect, by, at, options["duties"], options["until"]).said)
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
