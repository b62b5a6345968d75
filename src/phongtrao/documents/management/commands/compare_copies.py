"""phongtrao compare-copies ID: which duties two copies of a document have the same, changed, or alone."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.arguments import the_document
from phongtrao.documents.compare_readings import Compared, compare_readings, pair_of
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user


class Command(BaseCommand):
    help = "So hai bản của một văn bản: nhiệm vụ nào giống, thay đổi, chỉ có ở một bản. Không đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID", help="mã văn bản")
        parser.add_argument("--old", default="", metavar="READING", help="bản đọc cũ; mặc định của bản trước")
        parser.add_argument("--new", default="", metavar="READING", help="bản đọc mới; mặc định của bản sau cùng")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            document = the_document(options["document"], find_user(options["by"]), words.today())
        except LookupError as error:
            raise CommandError(str(error)) from error
        pair = pair_of(document, options["old"], options["new"])
        if pair is None:
            raise CommandError("Văn bản này chỉ có một bản đọc, không có gì để so.")
        found = compare_readings(*pair)
        self.stdout.write(json.dumps(as_object(found), ensure_ascii=False) if options["json"] else _text(found))


def as_object(found: Compared) -> dict[str, Any]:
    """The comparison as one object."""
    lists = {name: [asdict(one) for one in getattr(found, name)] for name in ("changed", "only_old", "only_new")}
    return {"old": found.old.pk, "new": found.new.pk, "same": found.same, **lists}


def _text(found: Compared) -> str:
    lines = [
        f"Giống nhau {found.same}, thay đổi {len(found.changed)}, "
        f"chỉ ở bản cũ {len(found.only_old)}, chỉ ở bản mới {len(found.only_new)}."
    ]
    for one in found.changed:
        lines += [f"{one.new.place}: {one.new.words[:100]}"]
        lines += [f"    {change.label}: {change.old[:100]} → {change.new[:100]}" for change in one.fields]
    lines += [f"Chỉ ở bản cũ: {one.place}: {one.words[:100]}" for one in found.only_old]
    return "\n".join(lines + [f"Chỉ ở bản mới: {one.place}: {one.words[:100]}" for one in found.only_new])
