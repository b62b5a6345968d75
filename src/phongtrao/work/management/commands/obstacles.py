"""phongtrao obstacles: obstacles that an account sees, with their answers, one a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedures import OBSTACLE
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.models import Obstacle, ObstacleQuerySet


class Command(BaseCommand):
    help = "In các vướng mắc và trả lời mà một tài khoản được xem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", metavar="VĂN_BẢN", help="chỉ của văn bản này (id hoặc số)")
        parser.add_argument("--find", default="", metavar="CHỮ", help="chứa các chữ này, có dấu hay không dấu")
        parser.add_argument("--state", choices=OBSTACLE.states(), help="chỉ ở trạng thái này")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN", help="ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi vướng mắc một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        try:
            by = find_user(options["by"])
            rows = self._rows(options, by)
        except (Unclear, Unknown) as unknown:
            raise CommandError(str(unknown)) from unknown
        whole = set(Obstacle.objects.in_line(by, day).values_list("pk", flat=True))
        for row in rows.with_answer().select_related("handler"):
            said = self._said(row, row.pk in whole)
            plain = f"{row.pk:>6}  {OBSTACLE.words[row.state]:14}  {said['document']}: {row.text[:80]}"
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else plain)

    def _rows(self, options: dict[str, Any], by: User) -> ObstacleQuerySet:
        day = words.today()
        rows = Obstacle.objects.visible_to(by, day).found_by(options["find"]).order_by("at", "pk")
        if options["document"]:
            rows = rows.filter(assignment__duty__adoption__document=find_document(options["document"], by, day))
        return rows.filter(state=options["state"]) if options["state"] else rows

    def _said(self, row: Any, whole: bool) -> dict[str, Any]:
        """Who asked is told in one's own line only."""
        duty, body = row.assignment.duty, row.assignment.organisation
        return {
            "id": row.pk,
            "document": duty.adoption.document.number or duty.adoption.document.title,
            "clause": duty.clause,
            "task": row.task_id if whole else None,
            "organisation": body.name if whole else None,
            "organisation_code": body.code if whole else None,
            "text": row.text,
            "answer": row.answer,
            "answered_by": row.handler.code if row.answered_at else None,
            "shared": row.shared,
            "state": row.state,
            "raised_at": row.at.isoformat(),
            "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        }
