"""phongtrao change-duty DUTY: another receiver, product or further body for an adopted duty."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.models import Assignment, Duty
from phongtrao.work.settle import assign, change_duty


class Command(BaseCommand):
    help = "Sửa nơi nhận kết quả, sản phẩm của một nhiệm vụ, hoặc giao thêm đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("duty", type=int, help="số của nhiệm vụ (xem: phongtrao tasks --json)")
        parser.add_argument("--receiver", help="nơi nhận kết quả (mã hoặc tên)")
        parser.add_argument("--product", help="sản phẩm")
        parser.add_argument("--lead", nargs="*", default=[], help="giao thêm đơn vị chủ trì (mã hoặc tên)")
        parser.add_argument("--support", nargs="*", default=[], help="giao thêm đơn vị phối hợp (mã hoặc tên)")
        parser.add_argument("--by", required=True, help="tài khoản của người sửa")

    def handle(self, *_: Any, **options: Any) -> None:
        shown = Duty.objects.select_related("adoption__document", "adoption__organisation", "receiver")
        duty = shown.filter(pk=options["duty"]).first()
        if duty is None:
            raise CommandError(f"Không có nhiệm vụ số {options['duty']} (xem: phongtrao tasks --json).")
        try:
            self._change(duty, options)
        except (Ambiguous, Unknown, Refused) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Nhiệm vụ {duty.pk}: đã ghi.")

    def _change(self, duty: Duty, options: dict[str, Any]) -> None:
        by, at = find_user(options["by"]), words.now()
        receiver = find_body(options["receiver"], at.date()) if options["receiver"] else duty.receiver
        product = duty.product if options["product"] is None else options["product"]
        change_duty(duty, receiver, product, by, at)
        for role in (Assignment.LEAD, Assignment.SUPPORT):
            for name in options[role]:
                assign(duty, find_body(name, at.date()), role, by, at)
