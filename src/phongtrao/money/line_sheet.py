"""Lines of an estimate as an Excel sheet, and back: looked at first, every wrong cell told by its address.

What comes back are all lines: a row with a number is that line, one without is new, a line without a row is dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from phongtrao.files import Readable, Refusal, inspect
from phongtrao.money.line_entry import FIELDS, Typed, as_typed, asked_of, read_line, same_line
from phongtrao.money.lines import MOST_LINES, TOO_MANY, check_whole, clauses_of, locked, replace_lines
from phongtrao.money.models import Estimate
from phongtrao.money.sums import Change, Line, differences, sums_of
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.table_files import Row, Sheet, Table, as_xlsx, plain, sheets_of, typed_text
from phongtrao.words import fold

NUMBER = "Mã dòng"
COLUMNS = {
    "heading": "Nhóm", "words": "Nội dung chi", "unit": "Đơn vị tính", "quantity": "Số lượng",
    "price": "Đơn giá (đồng)", "clause": "Khoản chi", "remark": "Ghi chú",
}  # fmt: skip
"""Field → heading of its column."""
HEADINGS = (NUMBER, *COLUMNS.values())
NEEDED = tuple(COLUMNS[name] for name in ("words", "unit", "quantity", "price"))
FORMULA = "\ue000"
"""What stands for a formula in what was read: a character that nobody types."""
NOT_EXCEL = "Xin gửi tệp Excel (.xlsx) theo bảng mẫu."
NO_HEADINGS = f"Không thấy dòng tiêu đề có cột «{COLUMNS['words']}»; xin dùng bảng mẫu tải từ trang này."


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong, and in which cell."""

    cell: str
    message: str

    def __str__(self) -> str:
        return f"Ô {self.cell}: {self.message}"


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What a sheet comes to. With any fault nothing of it is written."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    faults: tuple[CellFault, ...]

    @property
    def changed(self) -> list[Change]:
        """What would be written."""
        return [one for one in self.changes if one.kind != "same"]

    @property
    def asked(self) -> int:
        """What all lines would come to."""
        return sums_of(self.lines).asked


def sheet_out(case: Estimate) -> bytes:
    """The lines as they stand, to be changed and put in again; without any the sheet to fill in."""
    clauses = clauses_of(case)
    rows = [_row_out(line, as_typed(line, clauses)) for line in case.said_lines()]
    return as_xlsx(HEADINGS, rows, "Dự toán")


def _row_out(line: Line, typed: Typed) -> list[str | int]:
    quantity: str | int = typed.quantity if line.hundredths % 100 else line.hundredths // 100
    shown = {"quantity": quantity, "price": line.price}
    return [line.number, *(shown.get(name, getattr(typed, name)) for name in FIELDS)]


def read_sheet(name: str, raw: bytes | Readable, secret_free: bool) -> Table:
    """The table of a workbook's first sheet that passes the gate of uploads, as a person typed it.

    Raises files.Refusal for whatever is no such sheet.
    """
    sheets = sheets_of(inspect(name, raw, secret_free, "attachment"))
    if not sheets:
        raise Refusal(NOT_EXCEL)
    sheet = sheets[0]
    at = _headings_at(sheet)
    width = max(column for _, column in sheet.values) + 1
    headings = [_text(sheet, at, column) or f"(cột {xl_col_to_name(column)})" for column in range(width)]
    if twice := sorted({one for one in headings if headings.count(one) > 1}):
        raise Refusal(f"Tiêu đề cột lặp lại: {', '.join(twice)}. Xin dùng bảng mẫu.")
    if missing := [one for one in NEEDED if one not in headings]:
        raise Refusal(f"Thiếu cột: {', '.join(missing)}. Xin dùng bảng mẫu.")
    rows = tuple(_rows(sheet, at, headings))
    if len(rows) > MOST_LINES:
        raise Refusal(TOO_MANY)
    return Table(name, tuple(headings), rows)


def _headings_at(sheet: Sheet) -> int:
    """The row of the headings: what people wrote above them is passed over."""
    wanted = fold(COLUMNS["words"])
    rows = sorted(row for (row, _), value in sheet.values.items() if fold(str(value)) == wanted)
    if not rows:
        raise Refusal(NO_HEADINGS)
    return rows[0]


def _rows(sheet: Sheet, after: int, headings: list[str]) -> Iterator[Row]:
    for number in sorted({row for row, _ in (*sheet.values, *sheet.formulas) if row > after}):
        yield Row(number, {one: _text(sheet, number, column) for column, one in enumerate(headings)})


def _text(sheet: Sheet, row: int, column: int) -> str:
    if (row, column) in sheet.formulas:
        return FORMULA
    return plain(typed_text(sheet.values.get((row, column))))


def plan_of(case: Estimate, table: Table) -> LinePlan:
    """What putting in the table would do; nothing is written."""
    reader = _Reader(case, table)
    lines = [line for row in table.rows if (line := reader.line(row)) is not None]
    if not table.rows:
        raise Refused("Bảng chưa có khoản nào; xin ghi ít nhất một dòng.")
    if not reader.faults:
        check_whole(lines)
    there = [asked_of(line) for line in case.said_lines()]
    return LinePlan(tuple(lines), tuple(differences(there, lines)), tuple(reader.faults))


class _Reader:
    """Rows of a table as lines of an estimate, with every fault on the way."""

    def __init__(self, case: Estimate, table: Table) -> None:
        self._clauses, self._usual = clauses_of(case), case.clause
        self._there = {line.number for line in case.said_lines()}
        self._next = case.last_number + 1
        self._places = {heading: column for column, heading in enumerate(table.headings)}
        self._read: dict[int, int] = {}
        self._lines: list[Line] = []
        self.faults: list[CellFault] = []

    def line(self, row: Row) -> Line | None:
        """The line of a row; None where anything of it is wrong."""
        before = len(self.faults)
        for heading, text in row.cells.items():
            if text == FORMULA and heading in HEADINGS:
                self._fault(row, heading, "ô này là công thức; xin dán giá trị.")
        number = self._number(row)
        cells = {name: row.cells.get(heading, "") for name, heading in COLUMNS.items()}
        found, wrong = read_line(Typed(**cells), number, self._clauses, self._usual)
        for name, said in wrong.items():
            if cells[name] != FORMULA:
                self._fault(row, COLUMNS[name], said)
        if found is not None and (same := same_line(found, self._lines)) is not None:
            self._fault(row, COLUMNS["words"], f"trùng với dòng {self._read[same.number]}: cùng nhóm, nội dung chi.")
        if found is None or len(self.faults) > before:
            return None
        self._lines.append(found)
        return found

    def _number(self, row: Row) -> int:
        """The line that the row is; a new number for a new one."""
        written = row.cells.get(NUMBER, "")
        if not written:
            self._next += 1
            self._read[self._next - 1] = row.number
            return self._next - 1
        number = int(written) if written.isascii() and written.isdigit() and len(written) <= 5 else 0
        if number not in self._there:
            self._fault(row, NUMBER, f"«{written[:20]}» không phải mã dòng của dự toán này; dòng mới thì để trống.")
        elif number in self._read:
            self._fault(row, NUMBER, f"mã dòng {number} đã ghi ở dòng {self._read[number]}; xin bỏ một dòng.")
        self._read.setdefault(number, row.number)
        return number

    def _fault(self, row: Row, heading: str, message: str) -> None:
        cell = xl_rowcol_to_cell(row.number - 1, self._places.get(heading, 0))
        self.faults.append(CellFault(cell, f"{heading[:1].lower()}{heading[1:]}: {message}"))


def writings(case: Estimate) -> str:
    """How often each line was written, in one word: whether others wrote meanwhile is told by it."""
    told = ";".join(f"{number}:{times}" for number, times in case.lines.values_list("number", "revision"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def put_in(case: Estimate, table: Table, seen: str, by: User, at: datetime) -> LinePlan:
    """Put in the table that was looked at, all of it or nothing: with any fault nothing is written.

    `seen`: `writings` when it was looked at. Raises Refused where others wrote lines meanwhile.
    """
    case = locked(case, by, at)
    if writings(case) != seen:
        raise Refused("Các khoản vừa được người khác sửa. Xin tải bảng mới nhất, sửa rồi nạp lại.")
    plan = plan_of(case, table)
    if not plan.faults and plan.changed:
        replace_lines(case, plan.lines, by, at)
    return plan
