"""phongtrao users: accounts and the posts they hold."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.models import User
from phongtrao.words import today


class Command(BaseCommand):
    help = "Danh sách tài khoản và chức năng giữ trong một ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="mặc định: hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi tài khoản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = options["on"] or today()
        for user in User.objects.order_by("username"):
            posts = user.posts_on(day)
            if options["json"]:
                self.stdout.write(json.dumps(as_row(user, posts), ensure_ascii=False))
            else:
                held = "; ".join(
                    f"{p.pk}: {p.get_function_display()} {p.organisation or ''}".strip() + p.instead_of for p in posts
                )
                self.stdout.write(f"{user.username} | {user.full_name} | {held or 'chưa giữ chức năng nào'}")


def as_row(user: User, posts: list[Any]) -> dict[str, Any]:
    """An account as one object of the list."""
    return {
        "username": user.username,
        "full_name": user.full_name,
        "open": user.is_active,
        "posts": [
            {
                "id": p.pk,
                "function": p.function,
                "organisation": p.organisation.name if p.organisation else None,
                "organisation_code": p.organisation.code if p.organisation else None,
                "from": p.starts_on.isoformat(),
                "until": p.ends_on.isoformat() if p.ends_on else None,
                "deputy_for": p.deputy_for.user.username if p.deputy_for else None,
            }
            for p in posts
        ],
    }
