"""Where later apps lead on from a paper of one's own: to what it was written for. They say so when they start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import User

FROM_PAPER: list[Callable[[Outgoing, User, date], tuple[str, str] | None]] = []
"""Each: words and address of the page; None where the app knows none that this person may open."""


def ways_on(row: Outgoing, user: User, day: date) -> list[tuple[str, str]]:
    """Words and address of each page that the paper was written for."""
    return [way for told in FROM_PAPER if (way := told(row, user, day))]
