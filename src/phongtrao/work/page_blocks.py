"""What later apps show on the desk, and on the pages of a duty, of a task and of a programme.

They say so when they start; work does not know them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.organisations.models import User
from phongtrao.work.models import Duty, Programme, Task


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: its template, drawn with `block` as this value; `shown` is what the template reads."""

    template: str
    shown: dict[str, Any]


ON_DUTY: list[Callable[[Duty, User, date], Block | None]] = []
"""Each: an app's part of a duty's page; None where it has nothing to say."""
ON_TASK: list[Callable[[Task, User, date], Block | None]] = []
"""Each: an app's part of a task's page."""
ON_PROGRAMME: list[Callable[[Programme, User, date], Block | None]] = []
"""Each: an app's part of a programme's page."""
ON_DESK: list[Callable[[User, date], Block | None]] = []
"""Each: an app's part of a person's desk, in two queries at most."""


def on_desk(user: User, day: date) -> list[Block]:
    """Parts of later apps for this desk."""
    return [block for told in ON_DESK if (block := told(user, day))]


def on_duty(duty: Duty, user: User, day: date) -> list[Block]:
    """Parts of later apps for this page."""
    return [block for told in ON_DUTY if (block := told(duty, user, day))]


def on_task(task: Task, user: User, day: date) -> list[Block]:
    """Parts of later apps for this page."""
    return [block for told in ON_TASK if (block := told(task, user, day))]


def on_programme(programme: Programme, user: User, day: date) -> list[Block]:
    """Parts of later apps for this page."""
    return [block for told in ON_PROGRAMME if (block := told(programme, user, day))]
