"""Repair: from the characters of a file to a text that rules can be written for, with a map back to the source."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.borders import LAYOUT, WIDEST_LAYOUT
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
    draft = draft.edited(_parted(draft.text))
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


_KIND = "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG BÁO|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|CHƯƠNG TRÌNH|KẾT LUẬN|NGHỊ QUYẾT|CÔNG ĐIỆN"
_DATED = rf"[{UPPER}][^.;:,/\d|]{{1,36}}, ngày ?\d{{0,2}} ?tháng ?\d{{0,2}} ?năm ?\d{{4}}"
_HEAD_PARTS = (
    ("CỘNG HÒA XÃ HỘI CHỦ", re.compile(r"( )(?<!NƯỚC )(?<!CỦA )CỘNG HÒA XÃ HỘI CHỦ NGHĨA")),
    (
        "ĐẢNG CỘNG SẢN VIỆT",
        re.compile(r"^ *(?:\w+ ỦY|ĐẢNG BỘ|BAN)\b[^\n]{0,60}( )ĐẢNG CỘNG SẢN VIỆT NAM$", re.MULTILINE),
    ),
    ("Tự do", re.compile(r"( )(?<=[^\d\W]{2} )Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh [Pp]húc")),
    ("Tự do", re.compile(r"Tự do ?[-–] ?Hạnh [Pp]húc( )(?=\S)")),
    ("Số", re.compile(rf"Số ?:? ?\d*[^ \n]*(?: [/-] ?[^ \n]*)?( )(?={_DATED})")),
    ("ngày", re.compile(rf"ngày ?\d{{0,2}} ?tháng ?\d{{0,2}} ?năm ?\d{{4}}( )(?=(?:{_KIND})\b|V/v|Kính gửi)")),
)
"""Where lines of a head run together, with words without which there is nothing to look for."""
_LAYOUT_ROW = re.compile(r"^.*\|.*$", re.MULTILINE)
_IN_LAYOUT = re.compile(r" ?[-=]{4,} ?\|? ?| ?\| ?|(?<=[;:.)])( )(?=[-–+] ?\S)")
_RULE = re.compile("[-=][-=]{3,}")
LONGEST_LINE = 6000
"""Characters; a longer line with labels in it is a text that lost its line ends."""
_LOST_BREAK = re.compile(
    rf"(?<=[.;:/”)])( )(?=(?:[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}})*)[.)] [“{UPPER}]|[-+] [“{UPPER}]"
    rf"|[a-zđ]\) [“{UPPER}]|Điều \d+\. )"
)


def _parted(text: str) -> list[Edit]:
    """Line ends where columns, table cells or a whole text were run together into one line."""
    found = [_break(m) for words, pattern in _HEAD_PARTS if words in text for m in pattern.finditer(text)]
    if "|" in text:
        found += _layout_rows(text)
    found += _rules(text)
    found += _lost_breaks(text)
    found.sort()
    return [edit for edit, before in zip(found, [(0, 0, ""), *found], strict=False) if edit[0] >= before[1]]


def _layout_rows(text: str) -> Iterator[Edit]:
    for row in _LAYOUT_ROW.finditer(text):
        if (
            len(row[0]) < LONGEST_LINE
            and row[0].count("|") <= WIDEST_LAYOUT + 1
            and LAYOUT.search("\n".join(row[0].split("|")))
        ):
            yield from ((m.start(), m.end(), "\n") for m in _IN_LAYOUT.finditer(text, row.start(), row.end()))


def _rules(text: str) -> Iterator[Edit]:
    """Rules behind words on a line, which part it; those on lines of their own and in tables are seen to later."""
    for match in _RULE.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] == " ")
        end = match.end() + (text[match.end() : match.end() + 1] == " ")
        if start > 0 and text[start - 1] not in f"\n{SOFT}|" and text[end : end + 1] != "|":
            yield start, end, "\n"


def _break(match: re.Match[str]) -> Edit:
    group = match.lastindex or 0
    return match.start(group), match.end(group), "\n"


def _lost_breaks(text: str) -> Iterator[Edit]:
    few = text.count("\n") < 6
    place = 0
    for line in text.split("\n"):
        if len(line) > (600 if few else LONGEST_LINE):
            breaks = [_break(match) for match in _LOST_BREAK.finditer(text, place, place + len(line))]
            if len(breaks) > 2:
                yield from breaks
        place += len(line) + 1
