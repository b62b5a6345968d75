"""phongtrao add-post: gives an account a function in a body."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, find_body, find_user
from phongtrao.organisations.models import Function, Organisation, Post, User
from phongtrao.organisations.staff import add_deputy, add_post
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words, now, today


class Command(BaseCommand):
    help = "Giao chức năng cho một tài khoản tại một đơn vị. Chạy lại không giao hai lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="TÀI_KHOẢN")
        parser.add_argument("function", choices=Function.values, metavar="CHỨC_NĂNG", help=", ".join(Function.values))
        parser.add_argument("organisation", nargs="?", metavar="TỔ_CHỨC", help="mã hoặc tên; quản trị có thể để trống")
        parser.add_argument("--from", dest="first", type=a_day, metavar="NGÀY", help="mặc định: hôm nay")
        parser.add_argument("--until", dest="last", type=a_day, metavar="NGÀY")
        parser.add_argument("--deputy-for", metavar="TÀI_KHOẢN", help="làm thay người này, cùng chức năng và đơn vị")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        first = options["first"] or today()
        try:
            body = find_body(options["organisation"], first) if options["organisation"] else None
            user = User.objects.filter(username=options["username"]).first() or find_user(options["username"])
            by = find_user(options["by"])
            if options["deputy_for"]:
                principal = held_by(find_user(options["deputy_for"]), body, options["function"], first)
                post = add_deputy(principal, user, first, by, now(), options["last"])
            else:
                post = add_post(user, body, options["function"], first, by, now(), options["last"])
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{post}, từ {day_in_words(post.starts_on)}.")


def held_by(user: User, body: Organisation | None, function: str, day: date) -> Post:
    """The user's own post of this function and body on the day. Raises Refused where there is none."""
    own = user.posts.filter(organisation=body, function=function, deputy_for=None)
    post = own.lasting(day).order_by("starts_on").first()
    if post is None:
        raise Refused(f"Tài khoản {user.username} không giữ chức năng này vào ngày {day_in_words(day)}.")
    return post
