"""What no paper at hand says: in a programme's files a gap is told as one, and stays one until a paper fills it."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.toml_tables import Key


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known, and what to do about it."""

    about: str
    words: str


GAP_KEYS = (
    Key("about", "điều chưa rõ", longest=200),
    Key("words", "chưa rõ gì, xin làm gì", longest=1000),
)
"""The keys of a `[[gap]]`."""
