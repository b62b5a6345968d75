"""phongtrao opinion ID [--words TEXT | --answer N --words TEXT] --by ACCOUNT: the Front's opinions, answers; --json."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import opine
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.models import Candidacy, Opinion
from phongtrao.words import HANOI


class Command(BaseCommand):
    help = "Ghi ý kiến giám sát, phản biện của Mặt trận, trả lời ý kiến; không ghi gì thì in các ý kiến."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--words", default="", metavar="NỘI-DUNG")
        parser.add_argument("--kind", choices=[*Opinion.KINDS], default="supervision", help="giám sát, hoặc phản biện")
        parser.add_argument("--file", type=Path, metavar="TỆP", help="tệp kèm ý kiến, không chứa bí mật nhà nước")
        parser.add_argument("--answer", type=int, metavar="Ý-KIẾN", help="trả lời ý kiến số này")
        parser.add_argument("--json", action="store_true", help="mỗi ý kiến một dòng JSON")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        found = find_candidacy(options["id"], by, words.today())
        try:
            if options["answer"] is not None:
                self._answer(found, options["answer"], options["words"], by)
            elif options["words"] or options["file"]:
                self._give(found, by, options)
        except (Refused, Refusal) as refused:
            raise CommandError(str(refused)) from refused
        for row in found.opinions.select_related("organisation"):
            self.stdout.write(json.dumps(told(row), ensure_ascii=False) if options["json"] else _line(row))

    def _give(self, found: Candidacy, by: User, options: dict[str, Any]) -> None:
        at, path = words.now(), options["file"]
        opine.check_giving(found, options["kind"], options["words"], by, at)
        with transaction.atomic():
            file = None
            if path is not None:
                try:
                    raw = path.read_bytes()
                except OSError as error:
                    raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error
                file = receive_file(path.name, raw, by, at, True, accept="attachment").stored
            opine.give(found, options["kind"], options["words"], by, at, file)

    def _answer(self, found: Candidacy, number: int, said: str, by: User) -> None:
        row = found.opinions.filter(pk=number).first()
        if row is None:
            raise CommandError(f"Hồ sơ số {found.pk} không có ý kiến số {number}.")
        opine.answer(row, said, by, words.now())


def told(row: Opinion) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation_code": row.organisation.code,
        "kind": row.kind,
        "words": row.words,
        "at": row.at.astimezone(HANOI).isoformat(),
        "answer": row.answer,
        "answered_at": row.answered_at.astimezone(HANOI).isoformat() if row.answered_at else None,
    }


def _line(row: Opinion) -> str:
    return f"{row.pk}  {row.organisation} ({Opinion.KINDS[row.kind]}): {row.words} → {row.answer or 'chưa trả lời'}"
