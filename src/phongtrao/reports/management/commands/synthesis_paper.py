"""phongtrao synthesis-paper ID --out FILE | --draft --by ACCOUNT: a synthesis as Word or PDF, or as an own paper."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.look import wrong_in
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import find_synthesis
from phongtrao.reports.models import Synthesis
from phongtrao.reports.synthesis_letter import draft_paper, letterhead, preview
from vanban.paper.fonts import FontMissing
from vanban.paper.reminder import Letterhead


class Command(BaseCommand):
    help = "Bản tổng hợp thành báo cáo theo Nghị định 30/2020: ghi ra tệp, hoặc lập dự thảo văn bản đi (--draft)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="số của bản tổng hợp (xem: phongtrao syntheses)")
        parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi ra tệp .docx hoặc .pdf này")
        parser.add_argument("--draft", action="store_true", help="lập dự thảo văn bản đi của bản đã ký")
        for name, field in LetterheadForm.base_fields.items():
            parser.add_argument(f"--{name}", help=f"với --draft: {str(field.label).lower()}")
        parser.add_argument("--addressees", nargs="*", default=[], help="với --draft: kính gửi")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        try:
            by = find_user(options["by"])
            row = find_synthesis(options["id"], by, day)
            if options["draft"]:
                paper = draft_paper(row, _head(row, options), options["addressees"], by, words.now())
                self.stdout.write(f"Dự thảo số {paper.pk}: {paper.subject}.")
            if options["out"]:
                self._write(row, options["out"], _given(options))
        except (Refused, Unknown, FontMissing) as refused:
            raise CommandError(str(refused)) from refused
        if not options["draft"] and not options["out"]:
            raise CommandError("Xin ghi --out TỆP.docx, hoặc --draft để lập dự thảo văn bản đi.")

    def _write(self, row: Synthesis, out: Path, given: dict[str, str]) -> None:
        ending = out.suffix.lower().lstrip(".")
        if ending not in PAPER_FORMATS:
            raise CommandError(f"Tệp «{out.name}» phải có đuôi .docx hoặc .pdf.")
        made = PAPER_FORMATS[ending].write(row.paper.paper if row.paper else preview(row, words.today(), given))
        try:
            out.write_bytes(made)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {out}: {error.strerror}.") from error
        self.stdout.write(f"{row.title}: {out}")


def _given(options: dict[str, Any]) -> dict[str, str]:
    """What the command says of the letterhead."""
    return {name: options[name] for name in LetterheadForm.base_fields if options[name] is not None}


def _head(row: Synthesis, options: dict[str, Any]) -> Letterhead:
    """The letterhead of the body's last paper, with what the command says otherwise. Raises Refused."""
    form = LetterheadForm(letterhead(row, words.today()) | _given(options))
    if not form.is_valid():
        missing = ", ".join(f"--{name}" for name in form.errors)
        raise Refused(f"Thể thức còn thiếu ({missing}): {wrong_in(form)}")
    return form.head()
