"""phongtrao decide ID ... --by ACCOUNT: drafts the decision that recognises these; --withdraw ID=GROUND takes it back.

The draft gets its number, and takes effect, with `phongtrao issue-paper PAPER`; `--drop` there frees its candidacies.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.look import wrong_in
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.recognition import decide
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.models import Candidacy
from vanban.paper.reminder import Letterhead


def a_ground(written: str) -> tuple[str, str]:
    """`12=Để xảy ra vi phạm.`. Raises ArgumentTypeError."""
    number, sign, ground = written.partition("=")
    if not sign or not number.strip().isdecimal() or not ground.strip():
        raise ArgumentTypeError(f"«{written}»: xin ghi như 12='Căn cứ thu hồi'")
    return number.strip(), ground.strip()


class Command(BaseCommand):
    help = "Lập dự thảo quyết định công nhận các hồ sơ đã trình, hoặc thu hồi (--withdraw); phát hành: issue-paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", metavar="SỐ", help="hồ sơ đã trình (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--withdraw", type=a_ground, action="append", default=[], metavar="SỐ=CĂN-CỨ",
                            help="thu hồi công nhận của hồ sơ này, với căn cứ")  # fmt: skip
        parser.add_argument("--ground", action="append", default=[], metavar="CĂN-CỨ", help="một căn cứ của quyết định")
        for name, field in LetterheadForm.base_fields.items():
            parser.add_argument(f"--{name}", help=str(field.label).lower())
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        if bool(options["ids"]) == bool(options["withdraw"]):
            raise CommandError("Xin ghi số các hồ sơ cần công nhận, hoặc --withdraw SỐ=CĂN-CỨ, một trong hai.")
        reasons = {find_candidacy(number, by, day): ground for number, ground in options["withdraw"]}
        rows = list(reasons) or [find_candidacy(number, by, day) for number in options["ids"]]
        grounds = tuple(options["ground"]) or decide.grounds_for(rows, day)
        try:
            head = _head(rows, options)
            if reasons:
                made, new = decide.draft_withdrawal(reasons, head, grounds, by, words.now())
            else:
                made, new = decide.draft_recognition(rows, head, grounds, by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        done = "đã lập" if new else "đã có"
        self.stdout.write(f"Quyết định {made.pk}: {done} dự thảo, văn bản số {made.paper_id} (phát hành: issue-paper).")


def _head(rows: Sequence[Candidacy], options: dict[str, Any]) -> Letterhead:
    """The letterhead of the body's last decision, with what the command says otherwise. Raises Refused."""
    if rows[0].decider is None:
        raise Refused("Chưa có văn bản nào nêu cơ quan quyết định; xin bổ sung quy định công nhận.")
    had = decide.letterhead(rows[0].decider, words.today())
    given = {name: options[name] for name in LetterheadForm.base_fields if options[name] is not None}
    form = LetterheadForm(had | given)
    if not form.is_valid():
        missing = ", ".join(f"--{name}" for name in form.errors)
        raise Refused(f"Thể thức còn thiếu ({missing}): {wrong_in(form)}")
    return form.head()
