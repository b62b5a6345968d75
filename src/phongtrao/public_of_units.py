"""What anybody may know of a recognised unit besides its recognition: the names of its models. The app that has them
says so when it starts; who lists units does not know it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

INITIATIVES: list[Callable[[Collection[int], date], dict[int, list[str]]]] = []
"""Each: of bodies (their ids), the names of the models that work there on the day; in one query."""


def initiatives_of(bodies: Collection[int], day: date) -> dict[int, list[str]]:
    """Body → the names of its models on the day, in their order; nothing for bodies without any."""
    found: dict[int, list[str]] = {}
    for told in INITIATIVES:
        for body, names in told(bodies, day).items():
            found.setdefault(body, []).extend(names)
    return found
