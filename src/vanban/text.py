"""Repair: from the characters of a file to a text that rules can be written for, with a map back to the source."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.breaks import parted
from vanban.directive import Span
from vanban.draft import Draft, Edit
from vanban.labels import UPPER
from vanban.markup import SOFT, characters, composed, unmarked
from vanban.mending import mended, modern_tones
from vanban.misread import reread
from vanban.paragraphs import paragraphs


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A source and what repair made of it."""

    raw: str
    clean: str
    origin: array[int] = field(repr=False)
    """For each clean character the first source character behind it."""
    width: bytearray = field(repr=False)
    """For each clean character how many source characters stand behind it."""

    def source(self, start: int, end: int) -> Span:
        """The span of the source behind the clean characters `start` to `end` (exclusive ends); in constant time."""
        if not self.clean:
            return 0, 0
        size = len(self.clean)
        start = 0 if start < 0 else start if start < size else size - 1
        first = self.origin[start]
        if end <= start:
            return first, first
        last = (end if end < size else size) - 1
        return first, max(first, self.origin[last] + self.width[last])


def repair(raw: str) -> Text:
    """Repair the text of a document; any string is accepted.

    Of `Text.clean` this holds:

    1. It is in Unicode's composed form (NFC).
    2. It has no Markdown marks (a bullet `*` stays), byte order marks, zero-width signs or soft hyphens; every blank
       is a plain one.
    3. Blanks stand singly, and never at either end of a line.
    4. A line is a paragraph: what was wrapped or broken by a page is joined; labels, bullets, headings, rows of tables
       (`| a | b |`) and lines of a letterhead begin lines. There are no empty lines.
    5. Symbols, dates and words torn by blanks or line ends are whole: `QĐ- UBND`, `22/11/ 2019`, `Quý IV/ 2019`.
    6. Tone marks stand where modern spelling has them: `òa`, `ủy`; `toàn`.
    7. Every character has an origin in `raw`; origins never decrease.
    8. Repair takes time and memory linear in the length of `raw`.
    """
    draft = unmarked(characters(Draft.of(raw)))
    draft = reread(modern_tones(draft))
    draft = draft.edited(_single_blanks(draft.text, indents=True))
    draft = draft.edited(parted(draft.text))
    draft = mended(paragraphs(draft))
    draft = composed(draft)
    draft = draft.edited(_single_blanks(draft.text))
    return Text(raw, draft.text, draft.origin, draft.width)


_BLANKS = re.compile(f" (?: +|(?=[\n{SOFT}])|(?<=[\n{SOFT}] ))")
_ENDS = frozenset(f"\n{SOFT}")
COLUMNS = 4
"""Blanks between words that stand in columns side by side, as a page's layout is kept in plain text."""
_COLUMN = re.compile(
    r"CỘNG HÒA|Độc lập|ĐẢNG CỘNG SẢN|(?:TM|KT|TL|TUQ|T/M|K/T)\b"
    rf"|[{UPPER} ]{{6,60}}$|[{UPPER}][^.;:\n]{{1,38}}, ngày\b",
    re.MULTILINE,
)
"""What stands in the right-hand column of a head or foot."""


def _single_blanks(text: str, indents: bool = False) -> Iterator[Edit]:
    """Blanks made one, those at ends of lines dropped; with `indents` those at their beginning stay for now."""
    if text.startswith(" ") and not indents:
        yield 0, len(text) - len(text.lstrip(" ")), ""
    for match in _BLANKS.finditer(text.rstrip(" "), 1):
        start, end = match.span()
        if text[start - 1] in _ENDS or text[end] in _ENDS:
            if not indents or text[end] in _ENDS:
                yield start, end, ""
        elif indents and end - start >= COLUMNS and _COLUMN.match(text, end):
            yield start, end, "\n"
        elif end - start > 1:
            yield start, end, " "
    if text.endswith(" ") and not text.isspace():
        yield len(text.rstrip(" ")), len(text), ""
