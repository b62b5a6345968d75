"""phongtrao obstacle-deed ID DEED --by ACCOUNT: raise an obstacle on a task or assignment, or take a step of one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.procedures import OBSTACLE
from phongtrao.work.arguments import find_work
from phongtrao.work.models import Obstacle, Task
from phongtrao.work.obstacles import raise_obstacle, take

RAISE = "raise"


class Command(BaseCommand):
    help = "Nêu vướng mắc về một việc, hoặc một thao tác trên vướng mắc (xem: phongtrao procedures)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = [RAISE, *(step.deed for step in OBSTACLE.steps)]
        parser.add_argument("id", help="với raise: số của việc (12) hoặc nhiệm vụ (a12); còn lại: số của vướng mắc")
        parser.add_argument("deed", choices=known, help="thao tác")
        parser.add_argument("--by", required=True, help="tài khoản của người làm")
        parser.add_argument("--note", default="", help="vướng mắc, trả lời hoặc lý do")
        parser.add_argument("--withheld", action="store_true", help="với answer: không công bố")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            row = self._raised(options, by) if options["deed"] == RAISE else self._taken(options, by)
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        handler = row.handler.name_on(words.today())
        self.stdout.write(f"Vướng mắc {row.pk}: {OBSTACLE.words[row.state]}, nơi trả lời {handler}.")

    def _raised(self, options: dict[str, Any], by: User) -> Obstacle:
        found = find_work(options["id"], by, words.today())
        task = found if isinstance(found, Task) else None
        assignment = found.assignment if isinstance(found, Task) else found
        return raise_obstacle(assignment, options["note"], by, words.now(), task)

    def _taken(self, options: dict[str, Any], by: User) -> Obstacle:
        seen = Obstacle.objects.visible_to(by, words.today())
        row = seen.filter(pk=int(options["id"])).first() if options["id"].isdecimal() else None
        if row is None:
            raise Unknown(f"Không có vướng mắc số «{options['id']}» (xem: phongtrao obstacles --by {by.username}).")
        return take(row, options["deed"], by, words.now(), options["note"], not options["withheld"])
