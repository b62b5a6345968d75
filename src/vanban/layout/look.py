"""Looking at a Word file: DOCX -> `Seen`. Whatever the bytes are, a `Seen` or `Unreadable` comes of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document

from vanban.intake import MAX_BYTES, Unreadable, too_big
from vanban.intake.archive import BROKEN, check_word
from vanban.intake.numbering import Numbering, W, numbering
from vanban.layout.drawn import rule_of
from vanban.layout.looks import Looks, integer, value
from vanban.layout.pages import section_of
from vanban.layout.seen import Place, Seen, SeenLine, SeenRun

NOT_WORD = "Tệp này không phải tài liệu Word (.docx). Chỉ kiểm được thể thức của tệp .docx."

_CONTAINERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_UNSEEN = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "txbxContent")}
_UNSEEN.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_TWIP = 25.4 / 1440
MOST_LINES = 30_000
"""Paragraphs of a file, some thousand pages; a longer one is no paper."""
TOO_LONG = "Tệp này có quá nhiều đoạn văn để kiểm thể thức. Hãy tách thành từng văn bản rồi kiểm lại."

_NIL = ("nil", "none")


def look(raw: bytes) -> Seen:
    """What one sees in a Word file. Raises `Unreadable`, and nothing else, where it is none, locked or a trap."""
    if not raw.startswith(b"PK"):
        raise Unreadable(NOT_WORD)
    if len(raw) > MAX_BYTES:
        raise Unreadable(too_big(len(raw), MAX_BYTES))
    check_word(raw)
    try:
        return _Looker(docx.Document(io.BytesIO(raw))).seen()
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken package makes the parsers raise, its owner is told one thing
        raise Unreadable(BROKEN) from error


class _Looker:
    """One walk over a document's body."""

    def __init__(self, document: Document) -> None:
        self.looks = Looks(document)
        self.numbers: Numbering = numbering(document)
        self.body = document.element.body
        self.sections = tuple(section_of(section, self.looks) for section in document.sections)
        self.section = 0
        self.tables = 0
        self.lines: list[SeenLine] = []

    def seen(self) -> Seen:
        self._walk(self.body, self._room(), None, False)
        return Seen(self.sections, tuple(self.lines))

    def _room(self) -> float:
        section = self.sections[min(self.section, len(self.sections) - 1)]
        return section.width - section.left - section.right

    def _walk(self, container: Any, room: float, cell: Place | None, ruled: bool) -> None:
        for child in container.iterchildren():
            if len(self.lines) > MOST_LINES:
                raise Unreadable(TOO_LONG)
            if child.tag == W + "p":
                self.lines.append(self._line(child, room if cell else self._room(), cell, ruled))
                if child.find(f"{W}pPr/{W}sectPr") is not None:
                    self.section += 1
            elif child.tag == W + "tbl":
                self._table(child, room)
            elif child.tag in _CONTAINERS:
                self._walk(child, room, cell, ruled)

    def _table(self, table: Any, room: float) -> None:
        number, ruled = self.tables, self._is_ruled(table)
        self.tables += 1
        columns = [integer(column.get(W + "w")) * _TWIP for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row, line in enumerate(_within(table, W + "tr")):
            column = 0
            for cell in _within(line, W + "tc"):
                span = max(integer(value(cell.find(f"{W}tcPr/{W}gridSpan"))), 1)
                wide = sum(columns[column : column + span]) or _stated(cell) or room
                self._walk(cell, wide - self._padding(table), (number, row, column), ruled)
                column += span

    def _padding(self, table: Any) -> float:
        """Room that a table's cells keep at their sides; Word's own where the table says nothing."""
        sides = [table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right")]
        return sum(108 if side is None else integer(side.get(W + "w")) for side in sides) * _TWIP

    def _is_ruled(self, table: Any) -> bool:
        """Whether lines are drawn around its cells: by the table, by its style or by the cells themselves."""
        own = table.find(f"{W}tblPr/{W}tblBorders")
        style = table.find(f"{W}tblPr/{W}tblStyle")
        borders = list(self.looks.borders(value(style)) or ()) if own is None else list(own)
        borders += [side for cell in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders") for side in cell]
        return any(border.get(W + "val") not in _NIL for border in borders)

    def _line(self, paragraph: Any, room: float, cell: Place | None, ruled: bool) -> SeenLine:
        looks = self.looks.of(paragraph)
        runs = tuple(self._runs(paragraph, paragraph))
        label = self.numbers.label(paragraph)
        if label and runs:
            runs = (SeenRun(f"{label} ", *looks.plain_look(paragraph)), *runs)
        text = "".join(run.text for run in runs).strip()
        size = next((run.size for run in runs if run.text.strip()), 12.0)
        return SeenLine(
            number=len(self.lines),
            text=" ".join(text.replace("\n", " ").split(" ")),
            runs=runs,
            align=looks.align,
            first=looks.first * _TWIP,
            left=looks.left * _TWIP,
            before=looks.before / 20,
            after=looks.after / 20,
            spacing=looks.spacing(size),
            section=min(self.section, len(self.sections) - 1),
            room=room,
            cell=cell,
            ruled_table=ruled,
            rule=rule_of(paragraph, room - (looks.left + looks.right) * _TWIP, text),
            framed=looks.framed,
            style=looks.style,
            close=looks.close,
        )

    def _runs(self, element: Any, paragraph: Any) -> Iterator[SeenRun]:
        for child in element.iterchildren():
            if child.tag == W + "r":
                text = "".join(_words(child))
                if text and not self.looks.hidden(child):
                    yield self.looks.run(child, paragraph, text)
            elif child.tag not in _UNSEEN:
                yield from self._runs(child, paragraph)


def _words(run: Any) -> Iterator[str]:
    for child in run.iterchildren():
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]


def _within(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _within(child, tag)


def _stated(cell: Any) -> float:
    wide = cell.find(f"{W}tcPr/{W}tcW")
    return integer(wide.get(W + "w")) * _TWIP if wide is not None and wide.get(W + "type") == "dxa" else 0.0
