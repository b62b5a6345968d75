"""The list out of a sheet: every row is put on it, or none, with what is wrong by row and column."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phongtrao.awards.models import Commendation
from phongtrao.awards.nominate import MOST, Told, put_on_list
from phongtrao.awards.rules import SUBJECTS
from phongtrao.organisations.file_rows import Fault
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.wording import kind_slug
from phongtrao.procedure import Refused
from phongtrao.table_files import Row, Table
from phongtrao.words import HANOI

KIND, BODY, NAME, POST, DONE = "Đối tượng", "Đơn vị", "Họ và tên", "Chức vụ", "Thành tích"
HEADINGS = (KIND, BODY, NAME, POST, DONE)
TITLE = "Danh sách đề nghị"
LONGEST = {NAME: 120, POST: 120, DONE: 3000}


class _Undone(Exception):
    """Takes back what was written of a sheet with faults."""


def put_sheet_on_list(case: Commendation, table: Table, by: User, at: datetime) -> tuple[int, list[Fault]]:
    """How many rows were put on the list, and what is wrong; with any fault nothing is written."""
    told, faults = _read(case, table, by, at.astimezone(HANOI).date())
    if faults:
        return 0, faults
    try:
        with transaction.atomic():
            for row, one in told:
                try:
                    put_on_list(case, one, by, at)
                except Refused as refused:
                    faults.append(Fault(row.number, KIND, str(refused)))
            if faults:
                raise _Undone
    except _Undone:
        return 0, faults
    return len(told), []


def _read(case: Commendation, table: Table, by: User, day: date) -> tuple[list[tuple[Row, Told]], list[Fault]]:
    faults = _of_headings(table)
    if len(table.rows) > MOST:
        faults.append(Fault(table.rows[MOST].number, KIND, f"tệp có hơn {MOST} dòng; xin chia thành nhiều tệp."))
    if faults:
        return [], faults
    told = []
    for row in table.rows:
        one = _told(case, row, by, day)
        if isinstance(one, Fault):
            faults.append(one)
        else:
            told.append((row, one))
    return told, faults


def _of_headings(table: Table) -> list[Fault]:
    known = ", ".join(f"«{one}»" for one in HEADINGS)
    faults = [Fault(1, one, f"không có cột này; các cột: {known}.") for one in table.headings if one not in HEADINGS]
    faults += [Fault(1, one, "thiếu cột này; xin tải bảng mẫu.") for one in HEADINGS if one not in table.headings]
    return faults + [Fault(row, one, "ô này là công thức; xin dán giá trị.") for row, one in table.formulas]


def _told(case: Commendation, row: Row, by: User, day: date) -> Told | Fault:
    kind = kind_slug(row.cells[KIND], SUBJECTS)
    if kind is None:
        return Fault(row.number, KIND, f"xin ghi một trong: {', '.join(SUBJECTS.values())}.")
    for heading, most in LONGEST.items():
        if len(row.cells[heading]) > most:
            return Fault(row.number, heading, f"dài quá {most} ký tự; xin rút ngắn.")
    body = _body(case, row, by, day)
    if isinstance(body, Fault):
        return body
    return Told(kind, body, row.cells[DONE], row.cells[NAME], row.cells[POST])


def _body(case: Commendation, row: Row, by: User, day: date) -> Organisation | Fault:
    """The body that the row names; an empty cell is the proposing one."""
    written = row.cells[BODY]
    if not written:
        return case.organisation
    try:
        return find_body(written, day, Organisation.objects.visible_to(by, day))
    except (Ambiguous, Unknown) as error:
        return Fault(row.number, BODY, str(error))
