"""phongtrao webhooks: where bodies' reminders are sent besides; --add, --end, --allow-host change that."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.models import Webhook
from phongtrao.work.webhooks import add_webhook, allow_host, end_webhook


class Command(BaseCommand):
    help = "Kênh nhắc (webhook) của các đơn vị; lập, bỏ kênh, cho phép máy chủ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="mỗi kênh một dòng JSON")
        parser.add_argument("--add", nargs=2, metavar=("ĐƠN-VỊ", "ĐỊA-CHỈ"), help="lập kênh; khóa ký in ra một lần")
        parser.add_argument("--end", type=int, metavar="KÊNH", help="bỏ kênh")
        parser.add_argument("--allow-host", metavar="MÁY-CHỦ", help="cho phép máy chủ")
        parser.add_argument("--by", default=ADMINISTRATOR, help="tài khoản người làm")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            self._deeds(options)
        except (Refused, Unknown, Ambiguous) as refused:
            raise CommandError(str(refused)) from refused
        for row in Webhook.objects.filter(ended_at=None).select_related("organisation"):
            said = {"webhook": row.pk, "organisation": row.organisation.code, "address": row.address}
            plain = f"{row.pk}  {row.organisation.code}: {row.address}"
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)

    def _deeds(self, options: dict[str, Any]) -> None:
        by, at = find_user(options["by"]), words.now()
        if options["allow_host"]:
            allow_host(options["allow_host"], by, at)
        if options["add"]:
            body, address = options["add"]
            made = add_webhook(find_body(body, at.date()), address, by, at)
            self.stderr.write(f"Khóa ký của kênh {made.pk}: {made.secret}")
        if options["end"]:
            found = Webhook.objects.filter(pk=options["end"]).select_related("organisation").first()
            if found is None:
                raise CommandError(f"Không có kênh số {options['end']}.")
            end_webhook(found, by, at)
