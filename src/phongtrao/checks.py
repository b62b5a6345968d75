"""System checks of the whole site: what must hold before it starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

DEMO_SUFFIX = ".demo"
"""Accounts of the demo end in it, so that they can be told from people's."""


@register(Tags.database)
def no_demo_account_outside_the_demo(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Demo accounts have passwords that anyone can read; a real site that finds one does not start."""
    if settings.DEMO or not databases:
        return []
    from phongtrao.organisations.models import User

    try:
        found = list(User.objects.filter(username__endswith=DEMO_SUFFIX, is_active=True).values_list("username", flat=True))
    except DatabaseError:
        return []
    return [
        Error(
            f"Có tài khoản dùng thử trong dữ liệu thật: {', '.join(found[:5])}. Xin khoá các tài khoản này trước khi chạy.",
            id="phongtrao.E002",
        )
    ] if found else []
