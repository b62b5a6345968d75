"""phongtrao initiatives [--on DAY] [--kind NAME] [--by ACCOUNT] --json: models as they stood on a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.initiatives.listed import Line, as_json, lines, printed
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.working import of_kind_named
from phongtrao.organisations.arguments import a_day, account


class Command(BaseCommand):
    help = "In các mô hình như tình trạng của một ngày: trạng thái, số điểm, số tổ (đếm riêng), đánh giá, thiết bị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="tình trạng cuối ngày này; mặc định hôm nay")
        parser.add_argument("--kind", metavar="LOẠI", help="tên ngắn của loại mô hình; «khac» cho mô hình khác")
        parser.add_argument("--state", metavar="TRẠNG-THÁI", help="chỉ mô hình ở trạng thái này vào ngày đó")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="chỉ những mô hình mà tài khoản này được xem")
        parser.add_argument("--json", action="store_true", help="mỗi mô hình một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        today = words.today()
        day = options["on"] or today
        rows = Initiative.objects.order_by("pk")
        if options["by"]:
            rows = rows.visible_to(account(options["by"]), today)
        if options["kind"]:
            rows = rows.filter(of_kind_named(options["kind"]))
        found = [one for one in lines(rows, day) if options["state"] in (None, one.state)]
        if files := to_files(lambda: printed(found, day), options):
            self.stdout.write(f"{len(found)} dòng: {', '.join(map(str, files))}")
            return
        for one in found:
            self.stdout.write(json.dumps(as_json(one), ensure_ascii=False) if options["json"] else _line(one))


def _line(one: Line) -> str:
    return f"{one.row.pk:>5}  {one.row.title}, {one.body}: {one.word}; {one.places} điểm; {one.groups} tổ"
