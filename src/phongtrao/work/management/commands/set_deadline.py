"""phongtrao set-deadline DUTY --rule JSON: gives a duty its day, or corrects the one that was read."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents import contract
from phongtrao.files import Refusal
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.work.models import DeadlineRule, Duty
from phongtrao.work.set_deadline import set_deadline, set_rest_policy
from phongtrao.working_days import POLICIES


class Command(BaseCommand):
    help = "Cho một nhiệm vụ thời hạn, hoặc thay thời hạn đã đọc; việc chưa bắt đầu của thời hạn cũ được đóng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("duty", type=int, help="số của nhiệm vụ (xem: phongtrao tasks --json)")
        parser.add_argument("--rule", help='thời hạn mới, ví dụ {"on": "2026-11-30"}; bỏ trống: bỏ thời hạn cũ')
        parser.add_argument("--replaces", type=int, help="số của thời hạn được thay (xem: phongtrao sheet --json)")
        parser.add_argument(
            "--on-rest", choices=[*POLICIES], help="thời hạn đang có: khi rơi vào ngày nghỉ thì thế nào"
        )
        parser.add_argument("--reason", default="", help="lý do (cần khi thay hoặc bỏ thời hạn)")
        parser.add_argument("--by", required=True, help="tài khoản của người sửa")

    def handle(self, *_: Any, **options: Any) -> None:
        shown = Duty.objects.select_related("adoption__document", "adoption__organisation")
        duty = shown.filter(pk=options["duty"]).first()
        if duty is None:
            raise CommandError(f"Không có nhiệm vụ số {options['duty']} (xem: phongtrao tasks --json).")
        try:
            rule = contract.rule(json.loads(options["rule"])) if options["rule"] else None
            old = self._replaced(duty, options["replaces"])
            by = find_user(options["by"])
            if options["on_rest"] and rule is None and old is not None:
                set_rest_policy(old, options["on_rest"], by, words.now())
            else:
                set_deadline(duty, rule, by, words.now(), options["reason"], old)
        except json.JSONDecodeError as error:
            raise CommandError('Thời hạn chưa đúng dạng JSON, ví dụ {"on": "2026-11-30"}.') from error
        except (Refused, Refusal, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Nhiệm vụ {duty.pk}: đã ghi thời hạn.")

    def _replaced(self, duty: Duty, pk: int | None) -> DeadlineRule | None:
        if pk is None:
            return None
        found = duty.rules.filter(pk=pk).first()
        if found is None:
            raise Refused(f"Nhiệm vụ {duty.pk} không có thời hạn số {pk} (xem: phongtrao sheet --json).")
        return found
