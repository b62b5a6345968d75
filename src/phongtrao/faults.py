"""What is wrong with a form's data: a place, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from phongtrao.toml_lines import Path
from phongtrao.words import fold

_LISTED = 12
"""Known words that a message lists at the most."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of the data, and what to write instead."""

    path: Path
    words: str
    first: Path | None = None
    """Where the same stands already."""


def near(word: str, known: Iterable[str]) -> str:
    """`; có phải là «...»?` with the known word nearest to this one, else the known words themselves.

    >>> near("titel", ["title", "name"])
    '; có phải là «title»?'
    """
    words = list(known)
    if close := get_close_matches(fold(word), words, 1, 0.6):
        return f"; có phải là «{close[0]}»?"
    listed = ", ".join(words[:_LISTED]) + (", …" if len(words) > _LISTED else "")
    return f"; dùng được: {listed}" if listed else ""


def twice(rows: Iterable[tuple[Path, dict[str, Any]]], key: str) -> Iterator[Fault]:
    """Tables whose value of a key stands in one before."""
    seen: dict[Any, Path] = {}
    for path, one in rows:
        value = one.get(key)
        if value is not None and value in seen:
            yield Fault((*path, key), f"«{value}» ghi hai lần; xin bỏ một", seen[value])
        seen.setdefault(value, (*path, key))
