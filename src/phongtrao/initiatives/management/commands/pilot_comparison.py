"""phongtrao pilot-comparison ID --by ACCOUNT [--json]: figures side by side; options add a table, a line, figures."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives import pilot_figures
from phongtrao.initiatives.models import ComparedFigure, ComparedLine, Comparison, Pilot
from phongtrao.initiatives.pilot_arguments import add_pilot, the_body, the_pilot
from phongtrao.initiatives.pilot_compare import side_by_side, told
from phongtrao.measures import MEASURES
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Số liệu nơi thí điểm cạnh các nơi khác, trước và sau; không suy ra tác dụng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pilot(parser)
        days = ("TỪ", "ĐẾN")
        parser.add_argument("--new", metavar="TÊN", help="lập bảng mới, với --before và --after")
        parser.add_argument("--before", nargs=2, type=a_day, metavar=days, help="khoảng trước")
        parser.add_argument("--after", nargs=2, type=a_day, metavar=days, help="khoảng sau")
        parser.add_argument("--table", type=int, metavar="BẢNG", help="số của bảng; mặc định bảng lập sau cùng")
        parser.add_argument("--measure", choices=sorted(MEASURES), help="thêm số liệu hệ thống đếm")
        parser.add_argument("--line", metavar="TÊN", help="thêm số liệu tự ghi; hoặc thứ tự của số liệu, với --value")
        parser.add_argument("--unit", default="", metavar="ĐƠN-VỊ-TÍNH")
        parser.add_argument("--take", action="store_true", help="lấy số hệ thống đếm")
        parser.add_argument("--body", metavar="ĐƠN-VỊ", help="ghi số của nơi này, với --when, --value, --source")
        parser.add_argument("--when", choices=list(ComparedFigure.WHEN), help="before: trước; after: sau")
        parser.add_argument("--value", type=int, metavar="SỐ")
        parser.add_argument("--base", type=int, metavar="TỔNG-SỐ")
        parser.add_argument("--source", default="", metavar="NGUỒN")
        parser.add_argument("--json", action="store_true", help="mỗi bảng một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        pilot = the_pilot(options["id"], by, words.today())
        try:
            self._done(pilot, by, options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for row in pilot.comparisons.order_by("pk"):
            table = told(side_by_side(row))
            self.stdout.write(json.dumps(table, ensure_ascii=False) if options["json"] else _line(table))

    def _done(self, pilot: Pilot, by: User, options: dict[str, Any]) -> None:
        if options["new"]:
            if not (options["before"] and options["after"]):
                raise CommandError("Xin ghi --before TỪ ĐẾN và --after TỪ ĐẾN.")
            windows = pilot_figures.Windows(*options["before"], *options["after"])
            pilot_figures.compare(pilot, options["new"], windows, by, words.now())
        if options["body"]:
            self._type(_table(pilot, options), by, options)
        elif options["measure"] or options["line"]:
            row, said = _table(pilot, options), (options["line"] or "", options["unit"], options["measure"] or "")
            pilot_figures.add_line(row, *said, by, words.now())
        if options["take"]:
            pilot_figures.take_figures(_table(pilot, options), by, words.now())

    def _type(self, row: Comparison, by: User, options: dict[str, Any]) -> None:
        if options["value"] is None or not options["when"] or not options["line"]:
            raise CommandError("Xin ghi --line THỨ-TỰ, --when và --value.")
        typed = pilot_figures.TypedFigure(options["value"], options["source"], options["base"])
        body = the_body(options["body"], by, row.after_from)
        pilot_figures.type_figure(_known_line(row, options["line"]), body, options["when"], typed, by, words.now())


def _table(pilot: Pilot, options: dict[str, Any]) -> Comparison:
    rows = pilot.comparisons.order_by("-pk")
    found = rows.filter(pk=options["table"]).first() if options["table"] else rows.first()
    if found is None:
        raise CommandError(f"Thí điểm số {pilot.pk} chưa có bảng như vậy; lập bằng --new.")
    return found


def _known_line(row: Comparison, nth: str) -> ComparedLine:
    found = row.lines.filter(nth=int(nth)).first() if nth.isascii() and nth.isdecimal() else None
    if found is None:
        raise CommandError(f"Bảng không có số liệu thứ «{nth}».")
    return found


def _line(table: dict[str, Any]) -> str:
    sides = f"{len(table['places'])} nơi thí điểm, {len(table['others'])} nơi khác"
    return f"{table['id']:>5}  {table['title']}: {len(table['lines'])} số liệu, {sides}, thiếu {table['missing']} số"
