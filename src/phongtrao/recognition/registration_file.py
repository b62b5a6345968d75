"""Registrations out of a sheet: handed out with the units that may be put forward, looked at, then written whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from phongtrao.organisations.file_rows import Fault
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.eligible import eligibility_of
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.offered_units import offered_versions
from phongtrao.recognition.provinces import provinces_of
from phongtrao.recognition.register import COMMUNE, PATHS, PROVINCE, look, register, rules_in_force
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.recognition.unit_rows import CODE, NAME, FilePlan, Line, Units, faults_of_headings, year_in
from phongtrao.table_files import Row, Table
from phongtrao.words import HANOI, day_in_words, fold
from phongtrao.work.models import Programme

SUBJECT, YEAR, PATH, NOTE = "Đối tượng", "Năm", "Gửi đến", "Ghi chú"
HEADINGS = (CODE, NAME, SUBJECT, YEAR, PATH, NOTE)
MOST = 300
"""Registrations of one file: each is held against the rules."""
TOO_MANY = f"tệp có hơn {MOST} dòng ghi năm; xin chia thành nhiều tệp."
WRITTEN_PATHS = {"": "", "xa": COMMUNE, "phuong": COMMUNE, "xa, phuong": COMMUNE, "tinh": PROVINCE}
"""What may stand in the column, without marks."""
LONGEST_NOTE = 2000


def rows_out(programme: Programme, user: User, day: date) -> Iterator[list[str]]:
    """The sheet to fill in: eligible units that the person may put forward, their year still empty."""
    rules = rules_in_force(programme, day).said
    for version in offered_versions(rules, user, day, provinces_of(programme, user, day)):
        found = eligibility_of(rules, version)
        if found.subject is not None and found.holds:
            yield [version.organisation.code, version.name, found.subject.title, "", "", ""]


def plan_of(table: Table, programme: Programme, by: User, day: date) -> FilePlan:
    """What registering by the table would do; rows without a year are left alone. Raises Refused without rules."""
    rules = rules_in_force(programme, day).said
    faults = faults_of_headings(table, HEADINGS, (YEAR,))
    if faults:
        return FilePlan((), tuple(faults))
    rows = [row for row in table.rows if row.cells[YEAR]]
    if len(rows) > MOST:
        return FilePlan((), (Fault(rows[MOST].number, YEAR, TOO_MANY),))
    units = Units(rows, day, Organisation.objects.visible_to(by, day))
    found = [_look(_asked(row, units), row, programme, rules, by, day) for row in rows]
    lines = tuple(one for one in found if isinstance(one, Line))
    return FilePlan(lines, (*(one for one in found if isinstance(one, Fault)), *_twice(rows, lines)))


@transaction.atomic
def register_all(table: Table, programme: Programme, by: User, at: datetime) -> FilePlan:
    """Register every row that names a year, or none: with any fault nothing is written and the faults are given."""
    day = at.astimezone(HANOI).date()
    plan = plan_of(table, programme, by, day)
    if plan.faults:
        return plan
    new = {line.row for line in plan.lines if line.changes}
    rows = [row for row in table.rows if row.number in new]
    units = Units(rows, day, Organisation.objects.visible_to(by, day))
    for row in rows:
        asked = _asked(row, units)
        assert not isinstance(asked, Fault)
        body, year, path = asked
        register(programme, body, year, by, at, path, row.cells.get(NOTE, ""))
    return plan


def _asked(row: Row, units: Units) -> tuple[Organisation, int, str] | Fault:
    """Unit, year and path of a row, or what is wrong with its cells."""
    body = units.of(row)
    year = year_in(row, YEAR)
    path = WRITTEN_PATHS.get(fold(row.cells.get(PATH, "")))
    if isinstance(body, Fault):
        return body
    if isinstance(year, Fault):
        return year
    if path is None:
        return Fault(row.number, PATH, f"«{row.cells[PATH]}»: xin ghi «xã», «tỉnh» hoặc để trống.")
    if len(row.cells.get(NOTE, "")) > LONGEST_NOTE:
        return Fault(row.number, NOTE, f"dài quá {LONGEST_NOTE} ký tự; xin rút ngắn.")
    return body, year, path


def _look(
    asked: tuple[Organisation, int, str] | Fault, row: Row, programme: Programme, rules: RecognitionRules, by: User,
    day: date,
) -> Line | Fault:  # fmt: skip
    if isinstance(asked, Fault):
        return asked
    body, year, path = asked
    try:
        found = look(programme, body, year, by, day, path)
    except Refused as refused:
        return Fault(row.number, CODE if row.cells.get(CODE) else NAME, str(refused))
    name = body.name_on(day)
    there = Candidacy.objects.filter(programme=programme, organisation=body, year=year).first()
    if there is not None:
        said = f"đã đăng ký cho năm {year} từ {day_in_words(there.registered_on)}; không đổi"
        return Line(row.number, body.code, name, said, changes=False)
    due = rules.registers_by(year)
    late = " (muộn)" if due and day > due else ""
    said = f"đăng ký cho năm {year}{late}, {PATHS[found.path]}"
    return Line(row.number, body.code, name, said, changes=True)


def _twice(rows: list[Row], lines: tuple[Line, ...]) -> Iterator[Fault]:
    """Rows that register the same unit for the same year as one above."""
    years = {row.number: row.cells[YEAR] for row in rows}
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        above = first.setdefault((line.code, years[line.row]), line.row)
        if above != line.row:
            yield Fault(line.row, CODE, f"trùng với dòng {above}: cùng đơn vị, cùng năm.")
