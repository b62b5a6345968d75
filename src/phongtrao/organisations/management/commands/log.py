"""phongtrao log: entries of the log, the newest last."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.arguments import account
from phongtrao.organisations.log_rules import record_reading
from phongtrao.organisations.log_words import DEEDS, subject_words
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import LogEntry
from phongtrao.words import HANOI, now


class Command(BaseCommand):
    help = "Nhật ký, mục mới nhất ở cuối."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--account", default="", metavar="TÀI_KHOẢN")
        parser.add_argument("--deed", default="", metavar="THAO_TÁC")
        parser.add_argument("--last", type=int, metavar="SỐ_MỤC", help="chỉ chừng ấy mục cuối")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="người đọc; việc đọc được ghi lại")
        parser.add_argument("--json", action="store_true", help="mỗi mục một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        entries = LogEntry.objects.select_related("organisation")
        if options["account"]:
            entries = entries.filter(account=options["account"])
        if options["deed"]:
            entries = entries.filter(deed=options["deed"])
        if options["last"]:
            entries = LogEntry.objects.filter(
                pk__in=list(entries.order_by("-sequence").values_list("pk", flat=True)[: options["last"]])
            )
        by = account(options["by"])
        for entry in entries.order_by("sequence").iterator():
            self.stdout.write(json.dumps(as_row(entry), ensure_ascii=False) if options["json"] else outline(entry))
        asked = {"Tài khoản": options["account"], "Thao tác": options["deed"]}
        record_reading(by, now(), asked)


def outline(entry: LogEntry) -> str:
    at = entry.at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M")
    deed, subject = DEEDS.get(entry.deed, entry.deed), subject_words(entry.subject)
    return f"{entry.sequence} | {at} | {entry.account} | {deed} | {subject}"


def as_row(entry: LogEntry) -> dict[str, Any]:
    """An entry as one object of the list."""
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "account": entry.account,
        "deed": entry.deed,
        "subject": entry.subject,
        "organisation_code": entry.organisation.code if entry.organisation else None,
        "content": entry.content,
        "digest": entry.digest,
    }
