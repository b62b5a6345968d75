"""phongtrao score SHEET --criteria NAME[@VERSION] [--json]: a filled score sheet, or a CSV of answers, scored."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.files import Refusal
from phongtrao.recognition.criteria_arguments import add_criteria, asked
from phongtrao.recognition.read_scores import WrongSheet, read_scores
from phongtrao.recognition.scoring import score
from phongtrao.recognition.told_score import as_json, in_words


class Command(BaseCommand):
    help = "Chấm điểm một bảng trả lời (bảng Excel từ score-sheet, hoặc CSV) theo một bộ tiêu chí."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", type=Path, metavar="TỆP", help="CSV: criterion,value,base,not_applicable,reason")
        add_criteria(parser, "--criteria", required=True)
        parser.add_argument("--json", action="store_true", help="in kết quả thành một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["sheet"]
        criteria_set = asked(options["criteria"], options["root"])
        try:
            with path.open("rb") as file:
                answers = read_scores(path.name, file, criteria_set)
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}.") from error
        except (Refusal, WrongSheet) as error:
            raise CommandError(str(error)) from error
        scored = score(criteria_set, answers)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(criteria_set, scored), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(in_words(criteria_set, scored)))
