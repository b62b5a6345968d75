"""phongtrao hand-over POST TO --on DAY: a post goes to a successor on a day, delegated work with it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.models import Post, User
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words, now
from phongtrao.work.hand_over import hand_over


class Command(BaseCommand):
    help = "Bàn giao một chức năng cho người khác từ một ngày. Chạy lại không bàn giao hai lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("post", type=int, metavar="CHỨC_NĂNG", help="số của chức năng (xem: phongtrao users)")
        parser.add_argument("to", metavar="TÀI_KHOẢN", help="người nhận")
        parser.add_argument("--on", required=True, type=a_day, metavar="NGÀY", help="ngày người nhận bắt đầu giữ")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        post = Post.objects.filter(pk=options["post"]).first()
        if post is None:
            raise CommandError(f"Không có chức năng số {options['post']} (xem: phongtrao users).")
        try:
            to = User.objects.filter(username=options["to"]).first() or find_user(options["to"])
            made, moved = hand_over(post, to, options["on"], find_user(options["by"]), now())
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made}, từ {day_in_words(made.starts_on)}. Đã chuyển {moved} nhiệm vụ.")
