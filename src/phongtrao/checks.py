"""System checks of the whole site: what must hold before it starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Error, Tags, register, run_checks
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
        accounts = User.objects.filter(username__endswith=DEMO_SUFFIX, is_active=True)
        found = list(accounts.order_by("username").values_list("username", flat=True))
    except DatabaseError:
        return []
    said = (
        f"Có tài khoản dùng thử trong dữ liệu thật: {', '.join(found[:5])}. Xin khoá các tài khoản này trước khi chạy."
    )
    return [Error(said, id="phongtrao.E002")] if found else []


def must_hold() -> None:
    """Raise SystemExit, naming what is wrong, where a check fails that a running site must pass.

    Stands in the WSGI application itself, so that no web server starts a site that `phongtrao check` would refuse.
    """
    wrong = [m for m in run_checks(databases=["default"]) if m.level >= ERROR and not m.is_silenced()]
    if wrong:
        raise SystemExit("\n".join(["Không chạy được trang:", *(f"- {m.msg}" for m in wrong)]))
