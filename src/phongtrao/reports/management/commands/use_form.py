"""phongtrao use-form DUTY [FORM] --by ACCOUNT: the form with which a duty is answered; without FORM, with none."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Unknown, find_user
from phongtrao.procedure import Refused
from phongtrao.reports.arguments import a_period, find_form
from phongtrao.reports.fit_form import NotFitting
from phongtrao.reports.periods import Period
from phongtrao.reports.use_form import use_form
from phongtrao.work.models import Duty


def _chosen(written: str) -> tuple[date, Period | None]:
    """`2026-11-09=2026`: day and period. Raises ArgumentTypeError."""
    day, _, key = written.partition("=")
    return a_day(day), a_period(key) if key else None


class Command(BaseCommand):
    help = "Gắn một nhiệm vụ đã giao với mẫu báo cáo trả lời nó; không ghi mẫu là bỏ mẫu đang gắn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("duty", type=int, help="số của nhiệm vụ (xem: phongtrao tasks --json)")
        parser.add_argument("form", nargs="?", help="tên ngắn của mẫu (xem: phongtrao report-forms)")
        told = "kỳ cho việc hạn ngày đó, khi ngày không khớp kỳ của mẫu; bỏ trống KỲ: không lập báo cáo theo mẫu"
        parser.add_argument("--period", type=_chosen, action="append", default=[], metavar="NGÀY=KỲ", help=told)
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        form = find_form(options["form"]) if options["form"] else None
        try:
            by = find_user(options["by"])
            seen = Duty.objects.visible_to(by, words.today()).select_related("adoption__organisation")
            duty = seen.filter(pk=options["duty"]).first()
            if duty is None:
                raise Unknown(f"Không có nhiệm vụ số {options['duty']} trong phạm vi của tài khoản này.")
            changed = use_form(duty, form, by, words.now(), dict(options["period"]))
        except NotFitting as unfit:
            raise CommandError(f"{unfit} Ví dụ: --period {unfit.days[0]}=2026.") from unfit
        except (Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        said = f"trả lời bằng mẫu {form.name}" if form else "không dùng mẫu báo cáo"
        self.stdout.write(f"Nhiệm vụ {duty.pk}: {said}{'' if changed else ' (đã ghi từ trước)'}.")
