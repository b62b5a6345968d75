"""Answers parted into sentences, as a writer picks them for a synthesis. Pure.

>>> sentences("Thiếu kinh phí. Đề nghị tỉnh hỗ trợ 1.500.000 đồng; bổ sung cán bộ.")
['Thiếu kinh phí.', 'Đề nghị tỉnh hỗ trợ 1.500.000 đồng; bổ sung cán bộ.']
"""

from __future__ import annotations

import re

_LINE = re.compile(r"\s*\n\s*")
_BULLET = re.compile(r"^[-–—+•*]\s+")
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?(\w))")
"""An end mark before a blank and a word, whose first letter tells whether a sentence begins there."""
_SHORT = re.compile(
    r"(?:\b(?:TP|Tp|TX|Tx|TT|Tt|Q|P|H|KT|TM|TL|TUQ|Q\.\s?H|ThS|Ths|TS|PGS|GS|BS|KS|LS|Đ/c|đ/c|Ô|B|Mr|Ms|Th|No|St|tr|NĐ|QĐ"
    r"|v\.v)|\b\d{1,2}|\b[A-ZĐ]|\b[IVX]{1,5}|^[a-zđ])\.$"
)
"""What ends in a point that is none of a sentence: shortened words, initials, numbers of items and dates."""
_COUNT = re.compile(r"(?:năm|ngày|tháng|quý|là|có|được|còn|đạt|khoảng|thứ|số|xã|phường|thôn|tổ|khu) \d{1,2}\.$")
"""Words before a short number that is a count, not the number of an item."""


def sentences(text: str) -> list[str]:
    """The sentences of an answer in their order, each on one line without the dash of a list; nothing is left out.

    A line is never joined with the next. Points of numbers, initials and shortened words part nothing.
    """
    found = []
    for line in _LINE.split(text.strip()):
        found += _parted(" ".join(_BULLET.sub("", line).split()))
    return [one for one in found if one]


def _parted(line: str) -> list[str]:
    parts, begin = [], 0
    for end in _END.finditer(line):
        so_far = line[begin : end.end()]
        if end[1].islower() or (_SHORT.search(so_far) and not _COUNT.search(so_far)):
            continue
        parts.append(so_far.strip())
        begin = end.end()
    return [*parts, line[begin:].strip()]


def joined(parts: list[str]) -> str:
    """Sentences as one paragraph, each with an end mark."""
    return " ".join(part if part[-1:] in ".!?…;:" else f"{part}." for part in parts)
