"""phongtrao outbox: messages that wait, went out, or could not be sent; with --revive, tries a dead one again."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import LogEntry
from phongtrao.work.models import Message
from phongtrao.work.outbox import revive


class Command(BaseCommand):
    help = "Thư đi: đang chờ, đã gửi, không gửi được; với --revive thì gửi lại một thư."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", choices=[*Message.STATES], help="chỉ các thư ở trạng thái này")
        parser.add_argument("--json", action="store_true", help="mỗi thư một dòng JSON")
        parser.add_argument("--revive", type=int, metavar="THƯ", help="số của thư không gửi được, gửi lại từ đầu")
        parser.add_argument("--by", default=ADMINISTRATOR, help="tài khoản của quản trị hệ thống")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["revive"]:
            self._revive(options)
        rows = Message.objects.select_related("digest__user", "webhook")
        for row in rows.filter(state=options["state"]) if options["state"] else rows:
            to = row.digest.user.email if row.digest else row.webhook.address if row.webhook else ""
            said = {"message": row.pk, "key": row.key, "to": to, "state": row.state, "attempts": row.attempts}
            said |= {"next_try": row.next_try.isoformat(), "error": row.error}
            plain = f"{row.pk}  {row.key} → {to}: {Message.STATES[row.state]} ({row.attempts} lần) {row.error}".rstrip()
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)

    def _revive(self, options: dict[str, Any]) -> None:
        at = words.now()
        by = account(options["by"])
        message = Message.objects.visible_to(by, at.date()).filter(pk=options["revive"]).first()
        with transaction.atomic():
            if message is None or not revive(message, at):
                raise CommandError("Không có thư này trong danh sách không gửi được.")
            LogEntry.record(by, "revive_message", message, at)
