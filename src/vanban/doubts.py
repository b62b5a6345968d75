"""What a reader should check of a text that is otherwise sound."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.deadlines import windows
from vanban.directive import Note


def doubts(clean: str) -> Iterator[Note]:
    """Notes on windows of data that cannot be meant as they stand; offsets count the repaired text."""
    for window in windows(clean, 0, len(clean)):
        if window.odd:
            message = f"Mốc số liệu dài {window.days} ngày: hai năm liền nhau trùng số liệu, đề nghị xác nhận."
            yield Note("odd-period", message, window.start, window.end)
