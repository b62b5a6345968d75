"""phongtrao end-post: a function ends after a day; an account with no post left is closed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, find_body, find_user
from phongtrao.organisations.models import Function
from phongtrao.organisations.staff import end_post
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words, now, today


class Command(BaseCommand):
    help = "Kết thúc chức năng của một tài khoản; tài khoản không còn chức năng nào thì đóng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("function", choices=Function.values, metavar="CHỨC_NĂNG", help=", ".join(Function.values))
        parser.add_argument("organisation", nargs="?", metavar="TỔ_CHỨC", help="mã hoặc tên")
        parser.add_argument("--last-day", type=a_day, metavar="NGÀY", help="ngày cuối cùng còn giữ; mặc định: hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        last = options["last_day"] or today()
        try:
            body = find_body(options["organisation"], last) if options["organisation"] else None
            user = find_user(options["username"])
            posts = user.posts.filter(organisation=body, function=options["function"])
            posts = posts.order_by("-starts_on", "-pk")
            if not posts:
                raise CommandError(f"Tài khoản {user.username} không giữ chức năng này.")
            post = end_post(posts[0], last, find_user(options["by"]), now())
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{post}: đến hết {day_in_words(post.ends_on)}.")
