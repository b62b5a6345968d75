"""phongtrao criteria-sets --json: the criteria sets that are loaded, drafts too."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.recognition.models import CriteriaSet


class Command(BaseCommand):
    help = "In các bộ tiêu chí đã nạp, cả dự thảo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="mỗi bộ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        for row in CriteriaSet.objects.select_related("root"):
            told = {
                "name": row.name,
                "version": row.number,
                "title": row.title,
                "valid_from": row.valid_from.isoformat(),
                "valid_until": row.valid_until.isoformat() if row.valid_until else None,
                "source": row.source,
                "sample": row.sample,
                "frozen": row.frozen_at is not None,
                "root": row.root.code if row.root else None,
            }
            line = f"{row.name}: {row}, {'đã chốt' if row.frozen_at else 'dự thảo'}"
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else line)
