"""phongtrao accuracy: how often readings needed correction by hand, by field and by version of the compiler."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.documents.models import Reading
from phongtrao.work.accuracy import Accuracy, accuracy


class Command(BaseCommand):
    help = "In tỷ lệ phải sửa tay của bản đọc theo từng trường, chung và theo phiên bản bộ đọc."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="mỗi phiên bản một dòng JSON; dòng đầu là chung")

    def handle(self, *_: Any, **options: Any) -> None:
        for one in accuracy(Reading.objects.all()):
            self.stdout.write(json.dumps(as_row(one), ensure_ascii=False) if options["json"] else _text(one))


def as_row(one: Accuracy) -> dict[str, Any]:
    """The figures of one version as one object; `compiler` None for all together."""
    fields = {line.field: {"corrected": line.corrected, "of": line.of, "share": line.share} for line in one.lines}
    return {"compiler": one.compiler or None, "readings": one.readings, "duties": one.duties, "fields": fields}


def _text(one: Accuracy) -> str:
    title = f"Bộ đọc {one.compiler}" if one.compiler else "Mọi phiên bản"
    lines = [f"{title}: {one.readings} bản đọc đã xem, {one.duties} nhiệm vụ"]
    return "\n".join(lines + [f"  {x.label:28} {x.corrected:>6} / {x.of:<6} {x.percent}" for x in one.lines])
