"""The words of one PDF page in the order of reading, with ruled tables as rows and columns side by side told apart.

pdfium gives characters in the order in which the file writes them, which for files of word processors is line after
line and cell after cell. Only two things are lost: which words stand in which cell of a table, and that a letterhead
has two columns (`Số: 15/KH-SXD   Kon Tum, ngày 05 ...`). Both are told again from where the characters stand.
"""

from __future__ import annotations

import re
from typing import Any

from vanban.intake.rows import Table, lines
from vanban.intake.ruled import Ruled, tables

_GAP = 20.0
"""Points between two words from which they belong to different columns."""
_COLUMN = "\x1f"
_LABEL = re.compile(r"\s*(?:\S{1,4}|(?:Điều|Phần|Chương|Mục)\s\S+)\s*")
"""What stands before a wide gap and is no column: a label with its tab."""


def page_text(page: Any) -> str:
    """The text of a page (pypdfium2 `PdfPage`), lines ended by `\\n`."""
    words = page.get_textpage()
    try:
        text = words.get_text_range(errors="replace")
        if len(text) != words.count_chars():  # characters that pdfium left out: places cannot be told
            return _plain(text)
        ruled = tables(page)
        return "\n".join(_flow(words, text, ruled)) if ruled else _columns(_marked(words, text, range(len(text))))
    finally:
        words.close()


def _flow(words: Any, text: str, ruled: list[Ruled]) -> list[str]:
    """Text and tables in the order in which the file writes their first characters."""
    told: list[str] = []
    outside: list[int] = []
    inside: list[dict[tuple[int, int], str]] = [{} for _ in ruled]
    place: tuple[int, tuple[int, int]] | None = None
    order: dict[int, int] = {}
    for at, character in enumerate(text):
        if not character.isspace():
            place = _cell_of(words, at, ruled)
        if place is None:
            outside.append(at)
            continue
        table, cell = place
        if table not in order:
            told.append(_columns(_marked(words, text, outside)))
            outside = []
            order[table] = len(told)
            told.append("")
        inside[table][cell] = inside[table].get(cell, "") + character
    told.append(_columns(_marked(words, text, outside)))
    for table, position in order.items():
        told[position] = "\n".join(_rows(ruled[table], inside[table]))
    return [part for part in told if part]


def _cell_of(words: Any, at: int, ruled: list[Ruled]) -> tuple[int, tuple[int, int]] | None:
    left, bottom, right, top = words.get_charbox(at)
    for number, table in enumerate(ruled):
        cell = table.cell_at((left + right) / 2, (bottom + top) / 2)
        if cell is not None:
            return number, cell
    return None


def _rows(ruled: Ruled, cells: dict[tuple[int, int], str]) -> list[str]:
    rows = [
        [_plain(cells.get((row, column), "")).split("\n") for column in range(len(cuts) - 1)]
        for row, cuts in enumerate(ruled.cuts)
    ]
    return lines(Table([[[line for line in cell if line] for cell in row] for row in rows], bordered=True))


def _marked(words: Any, text: str, places: Any) -> str:
    """The characters at some places; a blank over a wide gap in a line is marked."""
    told: list[str] = []
    for at in places:
        character = text[at]
        if character == " " and 0 < at < len(text) - 1 and not (text[at - 1] + text[at + 1]).isspace():
            right, left = words.get_charbox(at - 1)[2], words.get_charbox(at + 1)[0]
            character = _COLUMN if left - right > _GAP else " "
        told.append(character)
    return _plain("".join(told))


def _columns(text: str) -> str:
    """Lines that follow each other in two columns: the left column, then the right one."""
    told: list[str] = []
    right: list[str] = []
    for line in text.split("\n"):
        parts = line.split(_COLUMN)
        if len(parts) == 2 and not _LABEL.fullmatch(parts[0]):
            told.append(parts[0].strip())
            right.append(parts[1].strip())
            continue
        told += right + [line.replace(_COLUMN, " ")]
        right = []
    return "\n".join(told + right)


def _plain(text: str) -> str:
    """Line ends as `\\n`. pdfium joins a line that ends in a hyphen to the next and marks the place."""
    text = text.replace("\ufffe", "-").replace("\x02", "-").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
