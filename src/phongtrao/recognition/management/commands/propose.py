"""phongtrao propose ID ... --by ACCOUNT: drafts the appraiser's paper that proposes these units to who decides."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.look import wrong_in
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.recognition import propose
from phongtrao.recognition.arguments import find_candidacy


class Command(BaseCommand):
    help = "Lập dự thảo tờ trình của cơ quan thẩm định, đề nghị công nhận các hồ sơ đã trình; phát hành: issue-paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="+", metavar="SỐ", help="hồ sơ đã trình (xem: phongtrao candidacies NĂM)")
        for name, field in LetterheadForm.base_fields.items():
            parser.add_argument(f"--{name}", help=str(field.label).lower())
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        rows = [find_candidacy(number, by, day) for number in options["ids"]]
        given = {name: options[name] for name in LetterheadForm.base_fields if options[name] is not None}
        had = propose.letterhead(rows[0].appraiser, day) if rows[0].appraiser else {}
        form = LetterheadForm(had | given)
        if not form.is_valid():
            raise CommandError(f"Thể thức chưa đủ: {wrong_in(form)}")
        try:
            paper = propose.draft_proposal(rows, form.head(), by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã lập dự thảo tờ trình, văn bản số {paper.pk} (phát hành: issue-paper).")
