"""phongtrao funding PROGRAMME [--year YEAR] [--on DAY] --json: which clause pays whom for what, and how much of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.dong import grouped
from phongtrao.money.by_clause import ClauseSums, sums_by_clause
from phongtrao.money.funding import Clause
from phongtrao.money.models import Estimate, FundingVersion
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown
from phongtrao.work.arguments import find_programme


class Command(BaseCommand):
    help = "In các khoản chi của một phong trào: khoản nào chi cho ai, việc gì, đang có hiệu lực thế nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO")
        parser.add_argument("--year", type=int, metavar="NĂM", help="số tiền của năm này (mặc định: năm nay)")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="khoản như vào ngày này (mặc định: hôm nay)")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="số tiền: chỉ của những dự toán tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi khoản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"] or ADMINISTRATOR), options["on"] or words.today()
        try:
            programme = find_programme(options["programme"], by, words.today())
        except Unknown as unknown:
            raise CommandError(str(unknown)) from unknown
        version = FundingVersion.objects.on(programme, day)
        if version is None:
            raise CommandError(f"Phong trào «{programme.name}» chưa có nguồn kinh phí.")
        year = options["year"] or day.year
        sums = sums_by_clause(Estimate.objects.visible_to(by, day).filter(programme=programme, year=year))
        for clause in version.said.clauses:
            said = told(version, clause, day, sums.get(clause.name, ClauseSums())) | {"year": year}
            line = f"{clause.name}: {said['chain']}. Năm {year}: {grouped(said['asked'])} đồng đề nghị."
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else line)


def told(version: FundingVersion, clause: Clause, day: date, sums: ClauseSums) -> dict[str, Any]:
    """A clause as it stands on the day, for scripts; `words` is null where no paper at hand gives them."""
    one = version.said.on(clause.name, day)
    return {
        "clause": clause.name,
        "chain": one.chain,
        "pays": list(clause.pays),
        "purpose": clause.purpose,
        "words": one.words or None,
        "in_force": clause.is_valid_on(day),
        "source": clause.source,
        "gaps": [gap.words for gap in version.said.gaps_of(clause.name)],
        "asked": sums.asked,
        "appraised": sums.appraised,
        "approved": sums.approved,
    }
