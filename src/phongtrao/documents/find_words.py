"""Where do these words stand? People paste them, and blanks and line ends change on the way."""

from __future__ import annotations

import re

from phongtrao.files import Refusal

LONGEST = 20_000
NOT_FOUND = "Không tìm thấy những chữ này trong văn bản. Xin chép đúng nguyên văn."
NO_SUCH_TIME = "Những chữ này chỉ có {count} chỗ trong văn bản. Xin ghi lại «lần thứ»."


def find_words(text: str, words: str, near: int | None = None, nth: int = 1) -> list[int]:
    """Start and end of `words` in `text`, any run of blanks and line ends counting as one blank.

    Of several places the one nearest to `near`, else the `nth`. Raises Refusal where there is none.
    """
    parts = words.split()
    if not parts or len(words) > LONGEST:
        raise Refusal(NOT_FOUND)
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    places = [[m.start(), m.end()] for m in pattern.finditer(text)]
    if not places:
        raise Refusal(NOT_FOUND)
    if near is not None:
        return min(places, key=lambda place: abs(place[0] - near))
    if not 1 <= nth <= len(places):
        raise Refusal(NO_SUCH_TIME.format(count=len(places)))
    return places[nth - 1]
