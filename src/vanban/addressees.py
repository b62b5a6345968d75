"""To whom a letter is addressed: `Kính gửi` with its entries on the same line, in bullets, or line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vanban.capitals import is_capitals
from vanban.labels import read_label
from vanban.lines import Line

_TO = re.compile(r"\W*(?:Kính gửi|KÍNH GỬI|Kính gởi|Kính trình) ?[:;]? ?|.{0,80}\b(?:ĐIỆN|điện|Điện) ?:$")
_ALSO_TO = re.compile(r"\W*Đồng (?:kính )?(?:gửi|gởi)")
_CONTENT = re.compile(
    r"(?:Căn cứ|Thực hiện|Để|Nhằm|Theo|Xét|Sau khi|Ngày \d|Qua|Trên cơ sở|Vừa qua|Ủy ban .{3,60} (?:yêu cầu|đề nghị"
    r"|nhận được)) ?"
)
_BETWEEN = re.compile(r";(?: [-–+])? ?|(?<=[.:]) [-–] ")


def addresses(words: str) -> bool:
    """Whether a line begins the list of addressees."""
    match = _TO.match(words)
    return match is not None and len(words) < 500 and (match[0][-5:-1].upper() != "ĐIỆN" or is_capitals(words[:-5]))


def read_addressees(lines: Sequence[Line], place: int, is_head: Callable[[str], bool]) -> tuple[list[Line], int]:
    """The entries under the `Kính gửi` of line `place`, and the number of the line after them.

    `Đồng kính gửi` and its entries are read over: who only gets to know is no addressee.
    """
    match = _TO.match(lines[place].words)
    line = lines[place].part(match.end() if match else 0)
    entries = _entries(line)
    loose = not line.words or line.words.endswith(";")
    place += 1
    while place < len(lines):
        found = _further(lines[place], loose, is_head)
        if found is None:
            break
        entries.append(found)
        loose = lines[place].words.endswith(";")
        place += 1
    return [entry for entry in entries if any(map(str.isalpha, entry.words))], _also_to(lines, place)


def _further(line: Line, loose: bool, is_head: Callable[[str], bool]) -> Line | None:
    """The entry that a line below `Kính gửi` is; None where the list is over."""
    label = read_label(line.words)
    if label is not None and label.kind == "bullet":
        return _core(line.part(label.length))
    if label is not None or _ALSO_TO.match(line.words) or is_head(line.words) or _CONTENT.match(line.words):
        return None
    return _core(line) if loose and len(line.words) < 200 and not is_capitals(line.words) else None


def _also_to(lines: Sequence[Line], place: int) -> int:
    if place >= len(lines) or not _ALSO_TO.match(lines[place].words):
        return place
    place += 1
    while place < len(lines) and (label := read_label(lines[place].words)) and label.kind == "bullet":
        place += 1
    return place


def _entries(line: Line) -> list[Line]:
    cuts = [0, *(match.end() for match in _BETWEEN.finditer(line.words)), len(line.words)]
    pieces = [_core(line.part(start, end)) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [piece for piece in pieces if piece.words]


def _core(line: Line) -> Line:
    words = line.words.strip(" -–+;.,:…")
    return line.part(line.words.index(words), line.words.index(words) + len(words))
