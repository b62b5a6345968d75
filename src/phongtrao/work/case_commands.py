"""What commands of every procedure have in common: a deed on a case, a paper of one as a file or taken in."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work import case_papers
from phongtrao.work.case_papers import Wanted, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.machine import Case, Machine


def find_case(machine: Machine, number: str, by: User, day: date) -> Case:
    """The case of this number, where the person may see it. Raises CommandError."""
    found = None
    if number.isascii() and number.isdecimal():
        found = machine.cases.objects.visible_to(by, day).filter(pk=int(number)).first()
    if found is None:
        raise CommandError(f"Không có {machine.named} số «{number}».")
    return found


class CaseDeedCommand(BaseCommand):
    """`phongtrao NAME-deed ID DEED --by ACCOUNT [--note WORDS] [--day DAY]`; a subclass names its machine."""

    machine: ClassVar[Machine]

    @property
    def help(self) -> str:  # type: ignore[override]
        return f"Một thao tác trên {self.machine.named} (xem: phongtrao procedures)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = dict.fromkeys(s.deed for s in self.machine.procedure.steps if s.deed not in self.machine.own_pages)
        parser.add_argument("id", metavar="SỐ", help=f"số của {self.machine.named}")
        parser.add_argument("deed", choices=list(known), help="thao tác")
        parser.add_argument("--note", default="", help="lý do, nội dung")
        parser.add_argument("--day", type=a_day, metavar="NGÀY", help="ngày, với thao tác cần ngày")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        case = find_case(self.machine, options["id"], by, words.today())
        try:
            case = move(self.machine, case, options["deed"], by, words.now(), options["note"], options["day"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{case}: {self.machine.procedure.words[case.state]}.")


class CasePaperCommand(BaseCommand):
    """`phongtrao NAME-paper ID PAPER --by ACCOUNT --docx FILE` writes it as it would be now; `--signed FILE` takes in
    one that was signed elsewhere. A subclass names its machine."""

    machine: ClassVar[Machine]

    @property
    def help(self) -> str:  # type: ignore[override]
        return f"Giấy tờ của {self.machine.named}: lập bản nháp ra tệp, hoặc đưa bản đã ký vào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help=f"số của {self.machine.named}")
        parser.add_argument("paper", metavar="GIẤY-TỜ", help="tên của giấy tờ")
        for ending in PAPER_FORMATS:
            parser.add_argument(f"--{ending}", metavar="TỆP", type=Path, help=f"ghi dự thảo ra tệp .{ending}")
        parser.add_argument("--signed", metavar="TỆP", type=Path, help="tệp đã ký, đưa vào hồ sơ")
        parser.add_argument("--number", default="", help="số, ký hiệu của bản đã ký")
        parser.add_argument("--day", type=a_day, metavar="NGÀY", help="ngày ký")
        parser.add_argument("--secret-free", action="store_true", help="xác nhận tệp không chứa bí mật nhà nước")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        case = find_case(self.machine, options["id"], by, day)
        wanted = wanted_paper(self.machine, case, options["paper"], by, day)
        if wanted is None:
            known = ", ".join(one.name for one in self.machine.asked(case))
            raise CommandError(f"Không có giấy tờ «{options['paper']}»; có: {known}.")
        try:
            self._write(wanted, options)
            if options["signed"]:
                self._take(wanted, options)
        except (Refused, Refusal) as refused:
            raise CommandError(str(refused)) from refused

    def _write(self, wanted: Wanted, options: dict[str, Any]) -> None:
        for ending, form in PAPER_FORMATS.items():
            if options[ending]:
                case_papers.check_may_put_in(wanted)
                options[ending].write_bytes(form.write(case_papers.preview(wanted)))
                self.stdout.write(f"Đã ghi {options[ending]}.")

    def _take(self, wanted: Wanted, options: dict[str, Any]) -> None:
        path, at = options["signed"], words.now()
        if not path.is_file():
            raise CommandError(f"Không có tệp {path}.")
        with transaction.atomic(), path.open("rb") as raw:
            case_papers.file_in(
                wanted, at,
                lambda: receive_file(path.name, raw, wanted.by, at, options["secret_free"], accept="attachment").stored,
                options["number"], options["day"],
            )  # fmt: skip
        self.stdout.write(f"Đã đưa {wanted.asked.title} vào hồ sơ.")
