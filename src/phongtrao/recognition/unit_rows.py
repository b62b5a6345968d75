"""Rows of a file that each name a unit: what they would do, row by row, and what is wrong with them, by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.file_rows import Fault
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.table_files import Row, Table

CODE, NAME = "Mã đơn vị", "Tên đơn vị"
TOGETHER = 500
"""Codes of one question to the database."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one row comes to; `changes`: whether anything would be written."""

    row: int
    code: str
    name: str
    said: str
    changes: bool


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file comes to. With any fault nothing of it is written."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def changes(self) -> int:
        return sum(line.changes for line in self.lines)


def faults_of_headings(table: Table, known: Sequence[str], needed: Sequence[str]) -> list[Fault]:
    """Columns that are missing or unknown, and cells that hold formulas."""
    said = ", ".join(f"«{one}»" for one in known)
    faults = [
        Fault(1, one, f"không có cột này; các cột dùng được: {said}.") for one in table.headings if one not in known
    ]
    faults += [Fault(1, one, "thiếu cột này; xin tải bảng mẫu.") for one in needed if one not in table.headings]
    if CODE not in table.headings and NAME not in table.headings:
        faults.append(Fault(1, CODE, f"xin có cột «{CODE}» hoặc «{NAME}»."))
    return faults + [Fault(row, one, "ô này là công thức; xin dán giá trị.") for row, one in table.formulas]


class Units:
    """The units that rows name, among those that the person may name; codes are asked for together."""

    def __init__(self, rows: Sequence[Row], day: date, among: OrganisationQuerySet) -> None:
        codes = sorted({row.cells.get(CODE, "") for row in rows} - {""})
        parts = [codes[at : at + TOGETHER] for at in range(0, len(codes), TOGETHER)]
        found = [body for part in parts for body in among.filter(code__in=part).prefetch_related("versions")]
        self._known = {body.code: body for body in found}
        self._day, self._among = day, among

    def of(self, row: Row) -> Organisation | Fault:
        """The unit that the row names by its code, by its name where there is no code; else what is wrong."""
        code, name = row.cells.get(CODE, ""), row.cells.get(NAME, "")
        if code in self._known:
            return self._known[code]
        column = CODE if code else NAME
        if not code and not name:
            return Fault(row.number, column, "chưa ghi mã hoặc tên đơn vị.")
        try:
            return find_body(code or name, self._day, self._among)
        except (Ambiguous, Unknown) as error:
            return Fault(row.number, column, str(error))


def year_in(row: Row, column: str) -> int | Fault:
    """The year of a cell, `2026` or `2026,0` as sheets write whole numbers; else what is wrong."""
    written = row.cells.get(column, "").removesuffix(".0").removesuffix(",0")
    if written.isascii() and written.isdigit() and len(written) == 4:
        return int(written)
    return Fault(row.number, column, f"«{row.cells.get(column, '')}» chưa phải năm; xin ghi bốn chữ số, ví dụ 2026.")
