"""phongtrao pilot-report ID --words TEXT --by ACCOUNT [--phase N] [--file FILE]: what came of a phase; --json."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal, receive_file
from phongtrao.initiatives.models import Phase, PhaseReport
from phongtrao.initiatives.pilot_arguments import add_pilot, the_phase, the_pilot
from phongtrao.initiatives.pilot_plan import report_phase
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI


class Command(BaseCommand):
    help = "Ghi báo cáo giai đoạn thí điểm; không ghi gì thì in các báo cáo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pilot(parser)
        parser.add_argument("--phase", type=int, metavar="THỨ-TỰ", help="mặc định giai đoạn cuối")
        parser.add_argument("--words", default="", metavar="NỘI-DUNG")
        parser.add_argument("--file", type=Path, metavar="TỆP", help="tệp kèm báo cáo, không chứa bí mật nhà nước")
        parser.add_argument("--json", action="store_true", help="mỗi báo cáo một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        phase = the_phase(the_pilot(options["id"], by, words.today()), options["phase"])
        try:
            if options["words"]:
                self._write(phase, by, options)
        except (Refused, Refusal) as refused:
            raise CommandError(str(refused)) from refused
        for row in phase.reports.select_related("by"):
            self.stdout.write(
                json.dumps(_told(row), ensure_ascii=False) if options["json"] else f"{row.by}: {row.words}"
            )

    def _write(self, phase: Phase, by: User, options: dict[str, Any]) -> None:
        at, path = words.now(), options["file"]
        with transaction.atomic():
            file = None
            if path is not None:
                try:
                    raw = path.read_bytes()
                except OSError as error:
                    raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error
                file = receive_file(path.name, raw, by, at, True, accept="attachment").stored
            report_phase(phase, options["words"], by, at, file)


def _told(row: PhaseReport) -> dict[str, Any]:
    at = row.at.astimezone(HANOI).isoformat()
    return {"id": row.pk, "phase": row.phase.nth, "words": row.words, "by": row.by.username, "at": at}
