"""phongtrao carry FILE --then DATE [--now DATE]: figures of one day's map on another's."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.files import Refusal
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.figures import Unreadable, outline, read_figures, shown
from phongtrao.organisations.models import Organisation
from phongtrao.table_files import read_cells
from phongtrao.words import today


class Command(BaseCommand):
    help = "Chuyển số liệu theo địa bàn của một ngày sang địa bàn của ngày khác; số của đơn vị bị chia được giữ chung."

    def add_arguments(self, parser: ArgumentParser) -> None:
        told = "CSV hoặc Excel, mỗi dòng hai cột: mã (địa bàn hoặc tổ chức) và số liệu"
        parser.add_argument("file", type=Path, metavar="TỆP", help=told)
        parser.add_argument("--then", type=a_day, required=True, metavar="NGÀY", help="số liệu theo địa bàn ngày này")
        parser.add_argument("--now", type=a_day, metavar="NGÀY", help="chuyển sang địa bàn ngày này; mặc định: hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi địa bàn một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        path, then, now = options["file"], options["then"], options["now"] or today()
        try:
            with path.open("rb") as file:
                cells = read_cells(path.name, file, secret_free=True)
            found = shown(read_figures(cells, then, Organisation.objects.all()), then, now)
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}.") from error
        except (Refusal, Unreadable) as error:
            raise CommandError(str(error)) from error
        for line in found.after:
            told = [json.dumps(line, ensure_ascii=False)] if options["json"] else outline(line, now)
            for one in told:
                self.stdout.write(one)
        for note in found.notes:
            self.stderr.write(note)
