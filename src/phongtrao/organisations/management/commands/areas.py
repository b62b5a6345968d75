"""phongtrao areas: places of a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.listing import area_lines, areas_on
from phongtrao.organisations.units import NoProvince, find_province
from phongtrao.organisations.wording import AREA_KINDS, kind_slug
from phongtrao.words import day_in_words, today


class Command(BaseCommand):
    help = "Danh sách địa bàn trong một ngày, với mã, ngày hiệu lực và địa bàn kế thừa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", metavar="TỈNH", help="chỉ tỉnh này, theo địa giới của ngày đó")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="mặc định: hôm nay")
        parser.add_argument("--kind", metavar="LOẠI", help=f"một trong: {', '.join(AREA_KINDS)}")
        parser.add_argument("--find", default="", metavar="TÊN", help="tìm theo tên, có dấu hay không dấu")
        parser.add_argument("--json", action="store_true", help="mỗi địa bàn một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or today()
        kind = kind_slug(options["kind"], AREA_KINDS) if options["kind"] else ""
        if kind is None:
            raise CommandError(f"Không có loại «{options['kind']}». Các loại: {', '.join(AREA_KINDS)}.")
        try:
            province = find_province(options["province"]) if options["province"] else ""
        except NoProvince as error:
            raise CommandError(str(error)) from error
        found = areas_on(day, province, options["find"], kind)
        if province and not areas_on(day, province).exists():
            raise CommandError(
                f"Chưa nạp địa bàn của tỉnh này; xin chạy: phongtrao load-units «{options['province']}»."
            )
        for line in area_lines(found, day, today()):
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else outline(line))


def outline(line: dict[str, Any]) -> str:
    """An area in one line for people."""
    until = f" (đến hết {day_in_words(a_day(line['valid_until']))})" if line["valid_until"] else ""
    return f"{line['code'] or '-'} | {line['name']}{until} | {line['area']}"
