"""phongtrao reminders ACCOUNT: what a person is reminded of; with --snooze TASK, leaves one out for a while."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.digest import reminders_of
from phongtrao.work.models import Digest, Mending, Task
from phongtrao.work.nudge import snooze


class Command(BaseCommand):
    help = "Lần nhắc việc gần nhất của một người; với --snooze thì hoãn nhắc một việc cho người đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help="tài khoản của người được nhắc")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="lần nhắc của ngày (mặc định: lần cuối)")
        parser.add_argument("--json", action="store_true", help="mỗi việc một dòng JSON")
        parser.add_argument("--snooze", type=int, metavar="VIỆC", help="số của việc được hoãn nhắc")
        parser.add_argument("--until", type=a_day, metavar="NGÀY", help="hoãn nhắc đến hết ngày")
        parser.add_argument("--reason", default="", help="lý do hoãn nhắc")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            user = find_user(options["by"])
            if options["snooze"]:
                self._snooze(user, options)
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        digests = Digest.objects.filter(user=user)
        digest = (digests.filter(day=options["on"]) if options["on"] else digests).select_related("user").first()
        for row in reminders_of(digest) if digest else []:
            task, mending = (row.row.pk if isinstance(row.row, kind) else None for kind in (Task, Mending))
            said = {"task": task, "mending": mending, "document": row.document, "clause": row.clause}
            said |= {"organisation": row.body, "due": row.row.due.isoformat(), "days": row.days, "link": row.link}
            plain = f"{row.when}: {row.known_by}; {row.body}"
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)

    def _snooze(self, user: Any, options: dict[str, Any]) -> None:
        at = words.now()
        task = Task.objects.visible_to(user, at.date()).filter(pk=options["snooze"]).first()
        if task is None:
            raise CommandError(f"Không có việc số {options['snooze']} (xem: phongtrao tasks --json).")
        if options["until"] is None:
            raise CommandError("Xin cho biết hoãn đến ngày nào: --until 2026-12-31.")
        snooze(task, user, options["until"], options["reason"], at)
