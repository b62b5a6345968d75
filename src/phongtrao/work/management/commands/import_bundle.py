"""phongtrao import-bundle FILE --by ACCOUNT: answers out of a bundle that a body has filled in."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.take_bundle import MOST_BYTES, take_bundle


class Command(BaseCommand):
    help = "Nhận trả lời trong gói việc mà đơn vị đã điền (không chứa bí mật nhà nước); nhận lại lần nữa không hại gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--by", required=True, metavar="TÀI_KHOẢN", help="người xử lý việc của đơn vị ấy")
        parser.add_argument("--json", action="store_true", help="mỗi dòng trả lời một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                raw = file.read(MOST_BYTES * settings.UPLOAD_LIMIT + 1)
            outcomes = take_bundle(raw, find_user(options["by"]), words.now())
        except (Refused, Refusal, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        for outcome in outcomes:
            if options["json"]:
                self.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False))
            else:
                self.stdout.write(f"Dòng {outcome.row}, {outcome.code}: {outcome.said}")
        if not options["json"]:
            taken = sum(outcome.is_taken for outcome in outcomes)
            self.stdout.write(f"Nhận {taken} trong {len(outcomes)} dòng có trả lời.")
