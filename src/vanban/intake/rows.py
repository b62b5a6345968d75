"""Tables as text: a row of data is one line `| a | b |`; a table that only lays out a page gives its lines.

Letterheads, `Kính gửi` and the foot with `Nơi nhận` beside the signature are tables without borders in nearly every
Word file; their cells hold paragraphs that belong under each other, so they are put out cell after cell, a line each.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Cell = list[str]
"""The lines of a cell, from top to bottom."""


class Table(NamedTuple):
    """Rows of cells; `bordered` where the file says that lines are drawn around them, None where it does not say."""

    rows: list[list[Cell]]
    bordered: bool | None


_PAGE_PARTS = re.compile(r"C[ỘÔO]NG\s+H[ÒO][AÀ]\s+X[ÃA]\s+H[ỘÔO]I|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận\s*:|K[íi]nh gửi\s*:")
_LABEL = re.compile(r"(?:[-+*•–—]|\(?\w{1,3}[.)])\s|[A-ZĐÀ-ỸĂÂÊÔƠƯ][a-zđà-ỹăâêôơư]")
_ENDED = (".", ",", ";", ":", "…", "/")


def lines(table: Table) -> list[str]:
    """The lines of a table: one a row, or one a paragraph where it only lays out the page."""
    if _lays_out(table):
        return [line for row in table.rows for cell in row for line in cell if line.strip()]
    return [line for row in table.rows if (line := _row(row))]


def _lays_out(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row]
    if any(_PAGE_PARTS.search(line) for cell in cells for line in cell):
        return True
    narrow = max((len(row) for row in table.rows), default=0) <= 2 and len(table.rows) <= 4
    return narrow and not table.bordered and any(len(cell) > 1 for cell in cells)


def _row(row: list[Cell]) -> str:
    if not any(line.strip() for cell in row for line in cell):
        return ""
    return "|" + "|".join(f" {cell} " if cell else " " for cell in map(_cell, row)) + "|"


def _cell(cell: Cell) -> str:
    """A cell on one line; paragraphs that begin anew are told apart by `;` where no sign of theirs does."""
    joined = ""
    for line in cell:
        if line.startswith("| "):  # a row of a table inside the cell
            line = "; ".join(part for part in map(str.strip, line.split("|")) if part)
        line = " ".join(line.replace("|", "/").split())
        if not line:
            continue
        apart = bool(joined) and not joined.endswith(_ENDED) and _LABEL.match(line) is not None
        joined += ("; " if apart else " " if joined else "") + line
    return joined
