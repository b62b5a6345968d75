"""phongtrao load-criteria FILE [--freeze] --by ACCOUNT: a criteria set from Excel or TOML, as a draft or frozen."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.arguments import account
from phongtrao.organisations.provincial import decides_for_a_province, deciding_root
from phongtrao.procedure import Refused
from phongtrao.recognition.load_rules import load_criteria
from phongtrao.recognition.read_criteria_sheet import read_any
from phongtrao.recognition.views.criteria_sets import NOT_HERE
from phongtrao.toml_tables import BadFile


class Command(BaseCommand):
    help = "Nạp bộ tiêu chí từ tệp Excel hoặc TOML: dự thảo để xem, hoặc chốt luôn (--freeze)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="bảng từ criteria-sheet đã điền, hoặc tệp .toml")
        parser.add_argument("--freeze", action="store_true", help="chốt: từ nay không sửa được phiên bản này")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, path, day = account(options["by"]), options["file"], words.today()
        if not decides_for_a_province(by, day):
            raise CommandError(NOT_HERE)
        try:
            with path.open("rb") as file:
                read = read_any(path.name, file)
            row = load_criteria(read, by, words.now(), deciding_root(by, day), options["freeze"])
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}.") from error
        except (Refusal, Refused, BadFile) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{row}: {'đã chốt' if row.frozen_at else 'dự thảo'}.")
