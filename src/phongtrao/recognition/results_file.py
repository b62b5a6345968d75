"""Results of other programmes out of a sheet: looked at row by row, then written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.organisations.file_rows import Fault
from phongtrao.organisations.models import Organisation, User
from phongtrao.recognition.models import RecordedResult
from phongtrao.recognition.results import recordable, write_result, wrong_in_result
from phongtrao.recognition.unit_rows import CODE, NAME, FilePlan, Line, Units, faults_of_headings, year_in
from phongtrao.table_files import Row, Table
from phongtrao.words import HANOI
from phongtrao.work.models import Programme

YEAR, RESULT, SOURCE = "Năm", "Kết quả", "Văn bản"
HEADINGS = (CODE, NAME, YEAR, RESULT, SOURCE)
COLUMN_OF = {"year": YEAR, "result": RESULT, "source": SOURCE}
MOST = 2000
TOO_MANY = f"tệp có hơn {MOST} dòng; xin chia thành nhiều tệp."


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row says."""

    row: int
    body: Organisation
    year: int
    result: str
    source: str


def plan_of(table: Table, programme: Programme, by: User, day: date) -> FilePlan:
    """What recording the table would do."""
    return _plan(programme, *_read(table, by, day), day)


@transaction.atomic
def record_all(table: Table, programme: Programme, by: User, at: datetime) -> FilePlan:
    """Record every row, or none: with any fault nothing is written and the faults are given."""
    day = at.astimezone(HANOI).date()
    told, faults = _read(table, by, day)
    plan = _plan(programme, told, faults, day)
    for one in () if faults else told:
        write_result(programme, one.body, one.year, one.result, one.source, by, at)
    return plan


def _plan(programme: Programme, told: list[_Told], faults: list[Fault], day: date) -> FilePlan:
    rows = RecordedResult.objects.filter(programme=programme, year__in={one.year for one in told})
    kept = {(row.organisation_id, row.year): row for row in rows}
    return FilePlan(tuple(_line(kept.get((one.body.pk, one.year)), one, day) for one in told), tuple(faults))


def _read(table: Table, by: User, day: date) -> tuple[list[_Told], list[Fault]]:
    faults = faults_of_headings(table, HEADINGS, (YEAR, RESULT, SOURCE))
    if len(table.rows) > MOST:
        faults.append(Fault(table.rows[MOST].number, YEAR, TOO_MANY))
    if faults:
        return [], faults
    units = Units(table.rows, day, recordable(by, day))
    found = [_told(row, units.of(row), day) for row in table.rows]
    told = [one for one in found if isinstance(one, _Told)]
    return told, [*(one for one in found if isinstance(one, Fault)), *_twice(told)]


def _told(row: Row, body: Organisation | Fault, day: date) -> _Told | Fault:
    year = year_in(row, YEAR)
    if isinstance(body, Fault):
        return body
    if isinstance(year, Fault):
        return year
    result, source = row.cells[RESULT], row.cells[SOURCE]
    if wrong := wrong_in_result(year, result, source, day):
        return Fault(row.number, COLUMN_OF[wrong[0]], wrong[1])
    return _Told(row.number, body, year, result, source)


def _twice(told: list[_Told]) -> Iterator[Fault]:
    """Rows about the same unit and year as one above."""
    first: dict[tuple[int, int], int] = {}
    for one in told:
        above = first.setdefault((one.body.pk, one.year), one.row)
        if above != one.row:
            yield Fault(one.row, CODE, f"trùng với dòng {above}: cùng đơn vị, cùng năm.")


def _line(there: RecordedResult | None, one: _Told, day: date) -> Line:
    name = one.body.name_on(day)
    said = f"năm {one.year}: {one.result} ({one.source})"
    if there is None:
        return Line(one.row, one.body.code, name, said, changes=True)
    if (there.result, there.source) == (one.result, one.source):
        return Line(one.row, one.body.code, name, f"{said}; đã ghi từ trước", changes=False)
    return Line(one.row, one.body.code, name, f"{said}; thay cho «{there.result}» ({there.source})", changes=True)
