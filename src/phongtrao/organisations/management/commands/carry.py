"""phongtrao carry FILE.csv --then DATE [--now DATE]: figures of one day's map on another's."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.carry import carried
from phongtrao.organisations.figures import Unreadable, figure_lines, marks_left, outline, read_figures
from phongtrao.organisations.maps import load_history
from phongtrao.organisations.models import AreaVersion
from phongtrao.organisations.units import known_since
from phongtrao.words import day_in_words, today


class Command(BaseCommand):
    help = "Chuyển số liệu theo địa bàn của một ngày sang địa bàn của ngày khác; số của đơn vị bị chia được giữ chung."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", help="mỗi dòng: mã,số liệu (mã địa bàn hoặc mã tổ chức)")
        parser.add_argument("--then", type=a_day, required=True, metavar="NGÀY", help="số liệu theo địa bàn ngày này")
        parser.add_argument("--now", type=a_day, metavar="NGÀY", help="chuyển sang địa bàn ngày này; mặc định: hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi địa bàn một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        then, now = options["then"], options["now"] or today()
        for day in (then, now):
            if not AreaVersion.objects.on(day).exists():
                raise CommandError(
                    f"Chưa có địa bàn nào ngày {day_in_words(day)}; xin chạy: phongtrao load-units TỈNH."
                )
        try:
            figures = read_figures(Path(options["file"]).read_text(encoding="utf-8"), then)
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{options['file']}»: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError("Tệp không phải văn bản UTF-8; xin lưu lại dạng CSV UTF-8.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        history = load_history()
        found = carried(figures, then, now, history)
        for line in figure_lines(found, history):
            told = [json.dumps(line, ensure_ascii=False)] if options["json"] else outline(line, now)
            for one in told:
                self.stdout.write(one)
        provinces = {history.on(then).chain(area)[-1] for area in figures}
        since = max((day for area, day in known_since().items() if area in provinces), default=then)
        if since > min(then, now):
            self.stderr.write(f"Lưu ý: bản đồ của các tỉnh này chỉ đầy đủ từ ngày {day_in_words(since)}.")
        if left := marks_left(found.told):
            self.stderr.write(left)
