"""What becomes of what was written in two windows at one time: nobody's words vanish, what differs is shown to both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from phongtrao.organisations.models import User

T = TypeVar("T")
"""What somebody wrote for one thing, as its page writes it."""


@dataclass(frozen=True, slots=True)
class Conflict(Generic[T]):
    """Somebody else wrote something else meanwhile; nothing was written over it."""

    theirs: T
    mine: T
    by: User | None
    at: datetime | None


@dataclass(slots=True)
class Saved(Generic[T]):
    """What became of each thing that was written to, by its name."""

    written: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict[T]] = field(default_factory=dict)
