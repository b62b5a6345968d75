"""phongtrao evidence ID CRITERION [--file FILE | --point report:12 | --remove N] --by ACCOUNT: beside an answer."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.evidence import point_to, remove, shown
from phongtrao.recognition.models import Evidence, Score
from phongtrao.recognition.own_candidacy import check_writer
from phongtrao.recognition.own_sheet import open_score
from phongtrao.recognition.scores import add_evidence, said


class Command(BaseCommand):
    help = "Minh chứng của một tiêu chí tự chấm: đính kèm tệp, dẫn tới mục đã có, bỏ; không ghi gì thì in ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ")
        parser.add_argument("criterion", metavar="TIÊU-CHÍ", help="tên ngắn của tiêu chí")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--file", type=Path, metavar="TỆP", help="đính kèm tệp này")
        way.add_argument("--point", metavar="MỤC", help="dẫn tới mục đã có: report:12, document:3, task:7")
        way.add_argument("--remove", type=int, metavar="SỐ", help="bỏ minh chứng này")
        parser.add_argument("--words", default="", help="là gì")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        candidacy = find_candidacy(options["id"], by, at.date())
        try:
            check_writer(candidacy, by, at.date())
            row = open_score(candidacy)
            if options["criterion"] not in {one.name for one in said(row.criteria).criteria}:
                raise Refused(f"Bộ tiêu chí không có tiêu chí «{options['criterion']}».")
            _do(row, options, by, at)
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{options['file']}»: {error.strerror}.") from error
        except (Refusal, Refused) as refused:
            raise CommandError(str(refused)) from refused
        rows = Evidence.objects.filter(answer__score=row, answer__criterion=options["criterion"])
        for one in shown(rows.select_related("answer", "file"), by, at.date()).get(options["criterion"], []):
            self.stdout.write(f"{one.row.pk:>6}  {one.row.words or one.row.file} {one.address}".rstrip())


def _do(row: Score, options: dict[str, Any], by: User, at: datetime) -> None:
    """What the options ask for. Raises Refused, Refusal and OSError."""
    criterion, said_of_it = options["criterion"], options["words"]
    if options["file"]:
        with options["file"].open("rb") as file, transaction.atomic():
            stored = receive_file(options["file"].name, file, by, at, True, accept="attachment").stored
            add_evidence(row, criterion, by, at, said_of_it, stored)
    elif options["point"]:
        point_to(row, criterion, options["point"], said_of_it, by, at, at.date())
    elif options["remove"] is not None:
        remove(row, options["remove"])
