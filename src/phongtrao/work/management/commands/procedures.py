"""phongtrao procedures: every procedure as a table of steps."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.procedure import Procedure, Step
from phongtrao.procedures import PROCEDURES


class Command(BaseCommand):
    help = "In các quy trình: từ trạng thái nào, thao tác gì, ai làm, cần gì, sang trạng thái nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        for procedure in PROCEDURES:
            if not options["json"]:
                self.stdout.write(procedure.title)
            for step in procedure.steps:
                self.stdout.write(self._json(procedure, step) if options["json"] else self._row(procedure, step))

    def _json(self, procedure: Procedure, step: Step) -> str:
        row = {
            "procedure": procedure.name,
            "name": step.name,
            "from": list(step.before),
            "deed": step.deed,
            "who": list(step.who),
            "needs": list(step.needs),
            "paper": step.paper,
            "to": step.after,
        }
        return json.dumps(row, ensure_ascii=False)

    def _row(self, procedure: Procedure, step: Step) -> str:
        said = procedure.words
        before = ", ".join(said[state] for state in step.before)
        after = said[step.after] if step.after else "giữ nguyên"
        needs = f" (cần: {', '.join(step.needs)})" if step.needs else ""
        return f"  {before} → {said[step.deed]}{needs} → {after}; {', '.join(said[who] for who in step.who)}"
