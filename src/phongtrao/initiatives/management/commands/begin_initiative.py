"""phongtrao begin-initiative --body BODY [--kind NAME] [--title TITLE] --by ACCOUNT; with --launched as it stands."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.initiatives.begin import DECIDERS, Begun, begin_initiative, enter_initiative
from phongtrao.initiatives.models import KindVersion
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Bắt đầu xây dựng một mô hình; với --launched thì ghi nguyên trạng mô hình đã hoạt động."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--body", required=True, metavar="ĐƠN-VỊ", help="tên hoặc mã")
        parser.add_argument("--kind", metavar="LOẠI", help="tên ngắn của loại (xem: phongtrao initiative-kinds)")
        parser.add_argument("--title", default="", metavar="TÊN", help="tên mô hình, nếu khác tên của loại")
        parser.add_argument("--decider", choices=[*DECIDERS], default="xa", help="cơ quan quyết định")
        parser.add_argument("--launched", type=a_day, metavar="NGÀY", help="ngày ra mắt của mô hình đã có")
        parser.add_argument("--decision", default="", metavar="SỐ", help="số quyết định của mô hình đã có")
        parser.add_argument("--decided", type=a_day, metavar="NGÀY", help="ngày quyết định của mô hình đã có")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        try:
            body = find_body(options["body"], at.date())
            kind = _kind(options["kind"], by) if options["kind"] else None
            said = Begun(
                body, kind, options["title"], options["decider"], "", options["decision"], options["decided"],
                options["launched"],
            )  # fmt: skip
            made = (enter_initiative if options["launched"] else begin_initiative)(said, by, at)
        except (Refused, Unknown, Ambiguous) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Mô hình số {made.pk}: {made.title}.")


def _kind(name: str, by: User) -> KindVersion:
    """The version in force of this name. Raises Refused."""
    day = words.today()
    rows = KindVersion.objects.visible_to(by, day).filter(name=name).current(day)
    if not rows:
        raise Refused(f"Không có loại mô hình «{name}» (xem: phongtrao initiative-kinds).")
    return rows[0]
