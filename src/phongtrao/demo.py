"""Accounts of the demo, as its login page lists them. They exist nowhere else: see checks.py."""

from __future__ import annotations

from dataclasses import dataclass

DEMO_PASSWORD = "xem thử phong trào"
"""The one password of every demo account; printed on the demo's login page."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo: its name ends in `.demo`; `role_in_words` says what its holder can try."""

    username: str
    full_name: str
    role_in_words: str


DEMO_ACCOUNTS: list[DemoAccount] = []
