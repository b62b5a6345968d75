"""phongtrao add-post: gives an account a function in a body."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import ADMINISTRATOR, find_body, find_user
from phongtrao.organisations.models import Function, User
from phongtrao.organisations.staff import add_post
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
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        first = options["first"] or today()
        try:
            body = find_body(options["organisation"], first) if options["organisation"] else None
            user = User.objects.filter(username=options["username"]).first() or find_user(options["username"])
            by = find_user(options["by"])
            post = add_post(user, body, options["function"], first, by, now(), options["last"])
        except (LookupError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{post}, từ {day_in_words(post.starts_on)}.")
