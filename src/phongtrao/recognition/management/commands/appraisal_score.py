"""phongtrao appraisal-score ID --set CRITERION=VALUE ... --by ACCOUNT: a member's score, or the one agreed on."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition import agree, scores
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.council import open_appraisal_of
from phongtrao.recognition.enter_answers import Given, save
from phongtrao.recognition.models import Appraisal, Score
from phongtrao.recognition.typed_answers import Typed, as_typed


def a_pair(written: str) -> tuple[str, str]:
    """`cay_song=8/10`. Raises ArgumentTypeError."""
    name, sign, text = written.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"«{written}»: xin ghi như cay_song=8/10")
    return name.strip(), text.strip()


class Command(BaseCommand):
    help = "Chấm điểm thẩm định: phần của mình, hoặc (--agreed) bảng thống nhất sau khi mọi thành viên đã nộp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parser.add_argument("--set", type=a_pair, action="append", default=[], metavar="TIÊU-CHÍ=GIÁ-TRỊ",
                            help="có, không; 8/10 với tỷ lệ; tên phương án; 2,5 với điểm")  # fmt: skip
        parser.add_argument("--reason", type=a_pair, action="append", default=[], metavar="TIÊU-CHÍ=LÝ-DO")
        parser.add_argument("--not-applicable", action="append", default=[], metavar="TIÊU-CHÍ")
        parser.add_argument("--agreed", action="store_true", help="ghi vào bảng điểm thống nhất")
        parser.add_argument("--hand-in", action="store_true", help="nộp bảng điểm của mình")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        found = find_candidacy(options["id"], by, words.today())
        try:
            appraisal = open_appraisal_of(found)
            row = self._row(appraisal, options["agreed"], by)
            saved = save(row, _given(row, options), by, words.now())
            if faults := [f"{name}: {told}" for name, told in saved.wrong.items()]:
                raise CommandError("\n".join(faults))
            if options["hand_in"] and not options["agreed"]:
                scores.hand_in_member(row, by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        missing = scores.missing_in(row) if row.sent_at is None else []
        self.stdout.write(f"{found}: đã ghi{'; còn thiếu: ' + '; '.join(missing) if missing else ''}.")

    def _row(self, appraisal: Appraisal, agreed: bool, by: User) -> Score:
        """The score to write in. Raises Refused."""
        at = words.now()
        if not agreed:
            return scores.member_score(appraisal, by, at)
        agree.check_writer(appraisal, by, at)
        return agree.open_agreed(appraisal, by, at)


def _given(row: Score, options: dict[str, Any]) -> dict[str, Given]:
    """What was written on the command line over what stands there. Raises CommandError for an unknown criterion."""
    known, there = {one.name: one for one in scores.said(row.criteria).criteria}, scores.answers_of(row)
    values, reasons = dict(options["set"]), dict(options["reason"])
    named = dict.fromkeys([*values, *reasons, *options["not_applicable"]])
    if unknown := [name for name in named if name not in known]:
        raise CommandError(f"Bộ tiêu chí không có «{unknown[0]}» (hiện có: {', '.join(known)}).")
    given = {}
    for name in named:
        typed = as_typed(known[name], there.get(name, Answered()))
        if name in values:
            typed = Typed(values[name], reason=typed.reason)
        if name in options["not_applicable"]:
            typed = Typed(not_applicable="x", reason=typed.reason)
        given[name] = Given(replace(typed, reason=reasons.get(name, typed.reason)))
    return given
