"""Lines of a repaired text and where they stand."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Line(NamedTuple):
    """Some words of the repaired text: a line, or a part of one."""

    start: int
    end: int
    words: str

    def part(self, start: int, end: int | None = None) -> Line:
        """The words from `start` to `end`, counted within the line, without blanks at either end."""
        words = self.words[start:end]
        core = words.strip()
        start += len(words) - len(words.lstrip())
        return Line(self.start + start, self.start + start + len(core), core)


def lines_of(clean: str) -> list[Line]:
    """Every line of the text that holds words."""
    lines: list[Line] = []
    place = 0
    for words in clean.split("\n"):
        if words:
            lines.append(Line(place, place + len(words), words))
        place += len(words) + 1
    return lines


LETTERS = [chr(code) for code in (*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA))]
"""Letters with marks that Vietnamese, or a scan of it, may hold."""
_PLAIN = {ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in LETTERS} | {ord("Đ"): "D", ord("đ"): "d"}


def plain(words: str) -> str:
    """Words without marks, letter for letter: `Đơn vị chủ trì` -> `Don vi chu tri`."""
    return words.translate(_PLAIN)


def fold(words: str) -> str:
    """Words in capitals without marks: `Đông Phú` -> `DONG PHU`."""
    return plain(words).upper()
