"""How wide words are in Times New Roman, without a font at hand: the advance of each letter in thousandths of its size.

Letters with marks are as wide as without them, but for those with a horn. Whatever is not in the table counts as a
figure; rules and breaks of lines need no more.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_POINT = 25.4 / 72
"""Millimetres."""
_FIGURE = 500

_REGULAR = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”",
    480: "{}", 541: "~", 542: "ư", 529: "ơ", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz", 520: "~", 554: "ơ",
    555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ",
    796: "Ư", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
}  # fmt: skip
_ADVANCES = {
    bold: {letter: advance for advance, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_HORN = "\u031b"


def width(text: str, size: float, bold: bool = False) -> float:
    """Millimetres that words take on one line, set in `size` points."""
    return sum(_advance(letter, bold) for letter in unicodedata.normalize("NFC", text)) * size / 1000 * _POINT


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> int:
    table = _ADVANCES[bold]
    if letter in table:
        return table[letter]
    parts = unicodedata.normalize("NFD", letter)
    plain = unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
    return table.get(plain, _FIGURE)


def broken(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Words on as few lines as fit into `room` millimetres, the lines as even as they can be."""
    words = [word for word in text.split(" ") if word]
    fewest = len(_filled(words, room, size, bold))
    narrow, wide = 0.0, room
    for _ in range(12):
        middle = (narrow + wide) / 2
        if len(_filled(words, middle, size, bold)) <= fewest:
            wide = middle
        else:
            narrow = middle
    return _filled(words, wide, size, bold)


def _filled(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
