"""phongtrao organisations: bodies of a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations import tree
from phongtrao.organisations.arguments import a_day, of_province
from phongtrao.organisations.listing import bodies_on, body_lines
from phongtrao.organisations.lookup import find_body
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.wording import BODY_KINDS, LEVELS, kind_slug
from phongtrao.words import day_in_words, today


class Command(BaseCommand):
    help = "Danh sách tổ chức trong một ngày, với ngày lập, ngày kết thúc và đơn vị kế thừa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--find", default="", metavar="TÊN", help="tìm theo tên, có dấu hay không dấu")
        parser.add_argument("--province", metavar="TỈNH", help="chỉ tổ chức của tỉnh này (và tỉnh đã sáp nhập vào)")
        parser.add_argument("--under", metavar="TỔ_CHỨC", help="chỉ tổ chức này và cấp dưới")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="mặc định: hôm nay")
        parser.add_argument("--kind", metavar="LOẠI", help=f"một trong: {', '.join(BODY_KINDS)}")
        parser.add_argument("--level", choices=LEVELS, metavar="CẤP", help=f"một trong: {', '.join(LEVELS)}")
        parser.add_argument("--json", action="store_true", help="mỗi tổ chức một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or today()
        kind = kind_slug(options["kind"], BODY_KINDS) if options["kind"] else ""
        if kind is None:
            raise CommandError(f"Không có loại «{options['kind']}». Các loại: {', '.join(BODY_KINDS)}.")
        among = of_province(options["province"]) if options["province"] else None
        if options["under"]:
            try:
                top = find_body(options["under"], day)
            except LookupError as error:
                raise CommandError(str(error)) from error
            among = (Organisation.objects.all() if among is None else among).filter(pk__in=tree.below([top.pk], day))
        for line in body_lines(bodies_on(day, among, options["find"], kind, options["level"] or ""), day):
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else outline(line))


def outline(line: dict[str, Any]) -> str:
    """A body in one line for people."""
    until = f" (đến hết {day_in_words(a_day(line['valid_until']))})" if line["valid_until"] else ""
    return f"{line['code']} | {line['name']}{until}"
