"""phongtrao initiatives-working [--kind NAME] [--province CODE] --by ACCOUNT --json: what works, what is missing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.working import evidence, lacking, of_kinds
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.provincial import own_province


class Command(BaseCommand):
    help = "Loại mô hình nào hiệu quả, ở đâu, còn thiếu ở đâu; với --kind thì từng mô hình và từng đơn vị còn thiếu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", metavar="LOẠI", help="tên ngắn của loại mô hình")
        parser.add_argument("--province", default="", metavar="MÃ", help="mã của UBND tỉnh")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="mỗi dòng một JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), words.today()
        root = own_province(by, day, options["province"])
        if root is None:
            raise CommandError("Tài khoản này không thuộc tỉnh nào.")
        rows = _of_kind(by, root, options["kind"], day) if options["kind"] else _of_kinds(by, root, day)
        for told in rows:
            said = json.dumps(told, ensure_ascii=False)
            self.stdout.write(said if options["json"] else ", ".join(f"{k}: {v}" for k, v in told.items()))


def _of_kinds(by: User, root: Organisation, day: date) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.name, "title": one.title, "initiatives": one.figures.initiatives, "places": one.figures.places,
            "groups": one.figures.groups, "reviewed": one.reviewed, **dict(one.by_word), "missing": one.missing,
        }
        for one in of_kinds(by, root, day)
    ]  # fmt: skip


def _of_kind(by: User, root: Organisation, name: str, day: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "id": one.row.pk, "organisation": one.body, "organisation_code": one.row.organisation.code,
            "year": one.review.year if one.review else None, "word": one.stands or None,
            "met": one.review.met if one.review else None, "asked": one.review.asked if one.review else None,
        }
        for one in evidence(by, root, name, day)
    ]  # fmt: skip
    versions = KindVersion.objects.visible_to(by, day).of_root(root).filter(name=name).current(day)
    for version in versions:
        rows = lacking(version.said, root, by, day)
        found += [{"missing": row.name, "organisation_code": row.organisation.code} for row in rows]
    return found
