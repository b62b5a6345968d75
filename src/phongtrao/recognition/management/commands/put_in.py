"""phongtrao put-in ID PAPER [--file FILE | --draft | --out FILE] --by ACCOUNT: a paper into a dossier."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.documents.models import StoredFile
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.files import Refusal, receive_file
from phongtrao.look import wrong_in
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused
from phongtrao.recognition import dossier_letter as letters
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.dossier_letter import Wanted, asked_paper
from vanban.paper.fonts import FontMissing
from vanban.paper.reminder import Letterhead


class Command(BaseCommand):
    help = "Đưa giấy tờ vào hồ sơ công nhận: bản đã ký (--file), dự thảo tại đây (--draft); hoặc ghi ra tệp (--out)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ")
        parser.add_argument("paper", metavar="GIẤY-TỜ", help="tên ngắn của giấy tờ (xem: phongtrao dossier SỐ)")
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--file", type=Path, metavar="TỆP", help="tệp của bản đã ký")
        way.add_argument("--draft", action="store_true", help="lập dự thảo văn bản đi")
        way.add_argument("--out", type=Path, metavar="TỆP", help="chỉ ghi ra tệp .docx hoặc .pdf này")
        for name, field in LetterheadForm.base_fields.items():
            parser.add_argument(f"--{name}", help=f"thể thức: {str(field.label).lower()}")
        parser.add_argument("--addressees", nargs="*", help="kính gửi")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        wanted = asked_paper(find_candidacy(options["id"], by, day), options["paper"], by, day)
        if wanted is None:
            raise CommandError(f"Hồ sơ không có giấy tờ «{options['paper']}» (xem: phongtrao dossier {options['id']}).")
        try:
            letters.check_may_put_in(wanted)
            self._do(wanted, options)
        except OSError as error:
            raise CommandError(f"Không đọc, ghi được tệp «{error.filename}»: {error.strerror}.") from error
        except (Refusal, Refused, FontMissing) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{wanted.asked.title}: {options['out'] or 'đã đưa vào hồ sơ'}.")

    def _do(self, wanted: Wanted, options: dict[str, Any]) -> None:
        if options["file"]:
            letters.file_in(wanted, words.now(), lambda: _stored(options["file"], wanted))
        elif options["draft"]:
            head = _head(wanted, options)
            given = options["addressees"]
            had = letters.letterhead(wanted).get("addressees", "")
            letters.draft_in(wanted, head, had.split("\n") if given is None and had else given or [], words.now())
        else:
            _write(wanted, options["out"], _given(options))


def _stored(path: Path, wanted: Wanted) -> StoredFile:
    with path.open("rb") as file:
        return receive_file(path.name, file, wanted.by, words.now(), True, accept="attachment").stored


def _given(options: dict[str, Any]) -> dict[str, str]:
    """What the command says of the letterhead."""
    told = {name: options[name] for name in LetterheadForm.base_fields if options[name] is not None}
    return told | ({"addressees": "\n".join(options["addressees"])} if options["addressees"] else {})


def _head(wanted: Wanted, options: dict[str, Any]) -> Letterhead:
    """The letterhead of the body's last paper, with what the command says otherwise. Raises Refused."""
    form = LetterheadForm(letters.letterhead(wanted) | _given(options))
    if not form.is_valid():
        missing = ", ".join(f"--{name}" for name in form.errors)
        raise Refused(f"Thể thức còn thiếu ({missing}): {wrong_in(form)}")
    return form.head()


def _write(wanted: Wanted, out: Path, given: dict[str, str]) -> None:
    ending = out.suffix.lower().lstrip(".")
    if ending not in PAPER_FORMATS:
        raise Refused(f"Tệp «{out.name}» phải có đuôi .docx hoặc .pdf.")
    out.write_bytes(PAPER_FORMATS[ending].write(letters.preview(wanted, given)))
