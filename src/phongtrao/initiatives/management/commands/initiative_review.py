"""phongtrao initiative-review ID YEAR [--answer CRITERION VALUE] [--close] [--verdict WORD] --by ACCOUNT."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import Initiative, Review
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.initiatives.reviewing import Given, answer, close_review, judge, lines_of, open_review, proposed
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.case_commands import find_case


class Command(BaseCommand):
    help = "Đánh giá năm của một mô hình: in ra, trả lời tiêu chí, chốt, ghi ý kiến của cơ quan quyết định."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của mô hình")
        parser.add_argument("year", type=int, metavar="NĂM")
        answered = ("TIÊU-CHÍ", "TRẢ-LỜI")
        parser.add_argument(
            "--answer", nargs=2, action="append", default=[], metavar=answered, help="1 hoặc 0; số; «12/15» với tỷ lệ"
        )
        parser.add_argument("--close", action="store_true", help="chốt đánh giá")
        parser.add_argument("--verdict", choices=[*PROPOSALS], help="ý kiến của cơ quan quyết định")
        parser.add_argument("--words", default="", help="vì sao có ý kiến ấy")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_case(MACHINE, options["id"], by, at.date())
        try:
            review = _done(case, options, by, at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        told = _told(review, at)
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else _line(told))


def _done(case: Initiative, options: dict[str, Any], by: User, at: datetime) -> Review:
    given = {name: _given(written) for name, written in options["answer"]}
    review = case.reviews.filter(year=options["year"]).first()
    if given:
        review = open_review(case, options["year"], by, at)
        if unknown := set(given) - {one.name for one in review.said.criteria}:
            raise Refused(f"Loại mô hình không có tiêu chí: {', '.join(sorted(unknown))}.")
        answer(review, given, by, at)
    if review is None:
        raise Refused(f"Chưa có đánh giá năm {options['year']}; xin trả lời tiêu chí bằng --answer.")
    if options["close"]:
        review = close_review(review, by, at)
    if options["verdict"]:
        review = judge(review, options["verdict"], options["words"], by, at)
    return Review.objects.select_related("kind", "case__organisation").get(pk=review.pk)


def _given(written: str) -> Given:
    value, _, base = written.partition("/")
    try:
        return Given(Decimal(value), Decimal(base) if base else None)
    except InvalidOperation:
        raise Refused(f"«{written}» phải là số, hoặc hai số như 12/15.") from None


def _told(review: Review, at: datetime) -> dict[str, Any]:
    found = proposed(review)
    lines = lines_of(review, at.date())
    is_closed = review.closed_at is not None
    return {
        "year": review.year,
        "closed": is_closed,
        "proposal": review.proposal if is_closed else found.what,
        "reasons": review.reasons if is_closed else list(found.reasons),
        "verdict": review.verdict or None,
        "criteria": [{"name": one.criterion.name, "title": one.criterion.title, "met": one.met} for one in lines],
    }


def _line(told: dict[str, Any]) -> str:
    closed = "đã chốt" if told["closed"] else "chưa chốt"
    verdict = f"; ý kiến: {PROPOSALS[told['verdict']]}" if told["verdict"] else ""
    reasons = " ".join(told["reasons"])
    return f"Năm {told['year']} ({closed}): đề xuất {PROPOSALS[told['proposal']]}{verdict}. {reasons}"
