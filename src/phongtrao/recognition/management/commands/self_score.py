"""phongtrao self-score ID [SHEET] [--out FILE] --by ACCOUNT: a unit's own score, from its sheet or into one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.kept_apart import Conflict
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.own_candidacy import check_writer
from phongtrao.recognition.own_sheet import open_own_score, own_sheet, take_sheet
from phongtrao.recognition.read_scores import WrongSheet
from phongtrao.recognition.score_entry import result_words
from phongtrao.recognition.scores import missing_in, own_score, said, scored
from phongtrao.recognition.typed_answers import Typed, typed_words


class Command(BaseCommand):
    help = "Bảng tự chấm điểm của một hồ sơ: mở, ghi ra Excel (--out), nạp bảng đã điền; chốt bằng candidacy-deed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("sheet", nargs="?", type=Path, metavar="BẢNG", help="bảng Excel hoặc CSV đã điền")
        parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi bảng để điền ra tệp .xlsx này")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        candidacy, path = find_candidacy(options["id"], by, at.date()), options["sheet"]
        try:
            check_writer(candidacy, by, at.date())
            with transaction.atomic():
                open_own_score(candidacy, by, at)
                if path is not None:
                    self._take(candidacy, path, by)
            if options["out"]:
                options["out"].write_bytes(own_sheet(candidacy))
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{error.filename}»: {error.strerror}.") from error
        except (Refusal, Refused, WrongSheet) as error:
            raise CommandError(str(error)) from error
        self._told(candidacy)

    def _take(self, candidacy: Candidacy, path: Path, by: User) -> None:
        """All of it or nothing; twice does no harm. Raises WrongSheet."""
        with path.open("rb") as file:
            saved = take_sheet(candidacy, path.name, file, by, words.now())
        wrong = [f"«{name}»: {told}" for name, told in saved.wrong.items()]
        wrong += [f"«{name}»: {_conflict(one)}" for name, one in saved.conflicts.items()]
        if wrong:
            raise WrongSheet(*wrong)
        self.stdout.write(f"Đã ghi {len(saved.written)} tiêu chí.")

    def _told(self, candidacy: Candidacy) -> None:
        row = own_score(candidacy)
        assert row is not None
        self.stdout.write(f"{candidacy}: {result_words(said(row.criteria), scored(row))}")
        for line in missing_in(row):
            self.stdout.write(f"  {line}")


def _conflict(one: Conflict[Typed]) -> str:
    theirs, mine = typed_words(one.theirs), typed_words(one.mine)
    return f"sau khi tải bảng, trên trang đã ghi «{theirs}», bảng ghi «{mine}»; xin tải lại bảng"
