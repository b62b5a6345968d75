"""A text under repair: its characters so far, and for each of them where in the source it came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

Edit = tuple[int, int, str]
"""Characters `start` to `end` (exclusive) of a draft become the given words."""

WIDEST = 255
"""Most characters of the source that one repaired character can stand for."""


class Draft:
    """Characters and their origins; `origin` never decreases, `width` counts the source's characters behind each."""

    __slots__ = ("origin", "text", "width")

    def __init__(self, text: str, origin: array[int], width: bytearray) -> None:
        self.text = text
        self.origin = origin
        self.width = width

    @classmethod
    def of(cls, raw: str) -> Draft:
        """The source as it stands: every character is its own origin."""
        return cls(raw, array("I", range(len(raw))), bytearray(b"\x01") * len(raw))

    def same_length(self, text: str) -> Draft:
        """The draft with other characters in the same places."""
        if len(text) != len(self.text):
            raise ValueError("the number of characters changed")
        return Draft(text, self.origin, self.width)

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """The draft after the edits, which come in order and do not overlap. Takes time linear in text and edits."""
        text: list[str] = []
        origin: array[int] = array("I")
        width = bytearray()
        place = 0
        for start, end, words in edits:
            text.append(self.text[place:start])
            origin += self.origin[place:start]
            width += self.width[place:start]
            if words:
                text.append(words)
                self._trace(start, end, len(words), origin, width)
            place = end
        if not text:
            return self
        text.append(self.text[place:])
        origin += self.origin[place:]
        width += self.width[place:]
        return Draft("".join(text), origin, width)

    def _trace(self, start: int, end: int, count: int, origin: array[int], width: bytearray) -> None:
        """Give `count` new characters the origins of those they replace; the last one reaches to their end."""
        if end - start == count:
            origin += self.origin[start:end]
            width += self.width[start:end]
            return
        if start == end:
            before = self.origin[start] if start < len(self.origin) else self.origin[-1]
            origin.extend([before] * count)
            width.extend([0] * count)
            return
        finish = self.origin[end - 1] + self.width[end - 1]
        for place in range(count):
            source = min(start + place, end - 1)
            reach = finish - self.origin[source] if place == count - 1 else self.width[source]
            origin.append(self.origin[source])
            width.append(min(WIDEST, reach))
