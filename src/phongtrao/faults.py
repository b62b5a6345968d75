"""What is wrong with a form's data: a place, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

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
