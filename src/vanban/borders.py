"""Tables whose cells stand between lines that hold a lone `|`, as pages turned into text leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.labels import UPPER

LAYOUT = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?- ?Tự do"
    r"|^\W*(?:Nơi nhận|Kính gửi|Đồng kính gửi) ?:|^\W*Số ?: ?\d*[a-z]? ?[/-]|^\W*Số \d+ ?-"
    rf"|^\W*[{UPPER}][^,.;:|\d]{{1,38}}, ?ngày\b.{{0,6}}\btháng\b.{{0,6}}\bnăm\b.{{0,8}}$"
    r"|^\W*(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b[ .]",
    re.MULTILINE,
)
"""What stands in the cells of a head or a foot: the national title, number and date, `Nơi nhận`, a signature."""
_NATIONAL = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ")
"""What no table of tasks holds, however many bars a page lost or doubled."""

LONGEST_CELL = 200
"""Lines; a lone `|` with none after it for longer opens no table."""
MOST_COLUMNS = 30
WIDEST_LAYOUT = 3
"""Columns of a table that only lays out a head or foot."""


@dataclass(slots=True)
class Table:
    """Rows of cells of numbers of lines, the first line after the table, whether it only lays out a head or foot."""

    rows: list[list[list[int]]] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)
    """For each row the line of its first border and the line after its last."""
    end: int = 0
    layout: bool = False


def is_border(line: str) -> bool:
    """Whether a line holds nothing but the border of a cell."""
    return line in ("|", "||")


def read_table(lines: Sequence[str], start: int) -> Table | None:
    """The table whose first border is the lone `|` in line `start`; None where nothing closes it."""
    table = Table()
    columns = 0
    place: int | None = start
    while place is not None:
        row, end = _read_row(lines, place + 1, columns)
        if end is None:
            break
        table.rows.append(row)
        table.bounds.append((place, end))
        table.end = end
        columns = columns or len(row)
        following = _next_line(lines, end)
        place = following if following is not None and is_border(lines[following]) and following - end <= 1 else None
    if not table.rows:
        return None
    cells = ["\n".join(lines[number].strip("| ") for number in cell) for row in table.rows for cell in row]
    signs = LAYOUT if columns <= WIDEST_LAYOUT else _NATIONAL
    table.layout = columns == 1 or any(signs.search(cell) for cell in cells)
    return table


def _read_row(lines: Sequence[str], place: int, columns: int) -> tuple[list[list[int]], int | None]:
    """The cells from `place` on and the line after the border that closes the row; None where none closes it."""
    row: list[list[int]] = []
    cell: list[int] = []
    limit = min(len(lines), place + LONGEST_CELL)
    end: int | None = None
    while place < limit:
        line = lines[place]
        if line and not is_border(line):
            cell.append(place)
        place += 1
        if not (is_border(line) or line.endswith(" |")):
            continue
        row.append(cell)
        cell = []
        limit = min(len(lines), place + LONGEST_CELL)
        end = place
        if _row_is_full(lines, place, row, columns):
            break
    return row, end


def _row_is_full(lines: Sequence[str], place: int, row: list[list[int]], columns: int) -> bool:
    """Whether a row may end before line `place`; the first row of a table shows how many columns there are."""
    if columns or len(row) >= MOST_COLUMNS:
        return len(row) >= (columns or MOST_COLUMNS)
    if not any(row):
        return False
    following = _next_line(lines, place)
    if following is None or is_border(lines[following]):
        return True
    return following > place and len(row) > 1


def _next_line(lines: Sequence[str], place: int) -> int | None:
    for number in range(place, min(len(lines), place + LONGEST_CELL)):
        if lines[number]:
            return number
    return None
