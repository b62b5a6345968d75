"""The Excel sheet of a report comes back (`report_sheet` makes it): which report it is for, and what was filled in.

What is wrong is told cell by cell, by the address that Excel shows. A sheet whose binding is missing, or not signed by
this site, is refused: nobody knows whose it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.reports.cells import Unreadable, as_written
from phongtrao.reports.enter import Typed
from phongtrao.reports.form import Form
from phongtrao.reports.models import FormVersion
from phongtrao.reports.sheet_binding import (
    BASE,
    HEADINGS,
    HIDDEN_MARK,
    MARK,
    NAME,
    TITLE,
    VALUE,
    Binding,
    Written,
    address,
    unseal,
)
from phongtrao.table_files import Place, Sheet, typed_text

AGAIN = "Xin tải lại bảng tại trang của báo cáo rồi chép số liệu sang."
NO_BINDING = f"Bảng thiếu trang ẩn cho biết là báo cáo nào (có thể do chép sang tệp khác). {AGAIN}"
CHANGED = f"Trang ẩn cho biết là báo cáo nào đã bị sửa, hoặc bảng do hệ thống khác lập. {AGAIN}"
MOVED = f"Các cột của bảng đã bị đổi chỗ hoặc bị xóa. {AGAIN}"
FORMULA = "Ô có công thức; xin dán giá trị thay cho công thức."
MERGED = "Ô bị gộp với ô khác; xin bỏ gộp ô."


class NotASheet(ValueError):
    """A report's sheet that cannot be taken at all; the Vietnamese text says what to do."""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a sheet says: its binding, what stands in its cells, where, and which of them cannot be taken."""

    binding: Binding
    version: FormVersion
    typed: dict[str, Typed]
    places: dict[str, str]
    wrong: dict[str, str]


def read_sheet(sheets: Sequence[Sheet]) -> SheetRead | None:
    """The report's sheet among those of a workbook; None where there is none. Raises NotASheet."""
    first = next((s for s in sheets if s.values.get((1, NAME)) == MARK), None)
    if first is None:
        return None
    binding = _binding(sheets)
    version = FormVersion.objects.filter(form__name=binding.form, number=binding.version).select_related("form").first()
    if version is None:
        raise NotASheet(f"Không còn mẫu «{binding.form}» phiên bản {binding.version}. {AGAIN}")
    _same_columns(first)
    return _Reading(first, binding, version).read()


def _binding(sheets: Sequence[Sheet]) -> Binding:
    hidden = next((s for s in sheets if s.values.get((1, 0)) == HIDDEN_MARK), None)
    if hidden is None:
        raise NotASheet(NO_BINDING)
    pieces = [
        str(v) for (row, column), v in sorted(hidden.values.items(), key=lambda cell: cell[0]) if not column and row > 1
    ]
    try:
        return unseal(pieces)
    except ValueError as error:
        raise NotASheet(CHANGED) from error


def _same_columns(sheet: Sheet) -> None:
    heads = [row for (row, column), value in sheet.values.items() if column == TITLE and value == HEADINGS[0]]
    if not any(tuple(sheet.values.get((row, TITLE + n)) for n in range(len(HEADINGS))) == HEADINGS for row in heads):
        raise NotASheet(MOVED)


class _Reading:
    """A sheet while it is read."""

    def __init__(self, sheet: Sheet, binding: Binding, version: FormVersion) -> None:
        self.sheet, self.binding = sheet, binding
        self.found = SheetRead(binding, version, {}, {}, {})

    def read(self) -> SheetRead:
        form, rows = self.found.version.said, self._rows()
        for one in form.indicators:
            self._take(form, one.name, rows.get(one.name, []), (VALUE, BASE))
        for question in form.questions:
            self._take(form, question.name, rows.get(question.name, []), (TITLE,))
        return self.found

    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for (row, column), value in sorted(self.sheet.values.items(), key=lambda cell: cell[0]):
            if column == NAME and row > 1:
                rows.setdefault(str(value), []).append(row)
        return rows

    def _take(self, form: Form, name: str, rows: list[int], columns: tuple[int, ...]) -> None:
        if not rows:
            self.found.wrong[name] = f"Bảng thiếu dòng này. {AGAIN}"
            return
        self.found.places[name] = address(rows[0], columns[0])
        if len(rows) > 1:
            self.found.wrong[name] = f"Dòng này có hai lần (xem {address(rows[1], columns[0])}); xin xóa một dòng."
            return
        for column in columns:
            if said := self._unfit((rows[0], column), name):
                self.found.places[name] = address(rows[0], column)
                self.found.wrong[name] = said
                return
        texts = [typed_text(self.sheet.values.get((rows[0], column))) for column in columns]
        was = self.binding.was.get(name, ("", ""))
        self.found.typed[name] = Typed(*_as_before(form, name, (texts[0], *texts[1:], "")[:2], was), was)  # type: ignore[arg-type]

    def _unfit(self, place: Place, name: str) -> str:
        """Why a cell cannot be taken as it stands; the empty string for one that can."""
        if place in self.sheet.formulas:
            return FORMULA
        own = (place, (place[0], TITLE + len(HEADINGS) - 1)) if place[1] == TITLE else None
        held = (one for one in self.sheet.merged if _within(place, one))
        return MERGED if any(one != own for one in held) else ""


def _within(place: Place, merged: tuple[Place, Place]) -> bool:
    (top, left), (bottom, right) = merged
    return top <= place[0] <= bottom and left <= place[1] <= right


def _as_before(form: Form, name: str, given: Written, was: Written) -> Written:
    """What was given, as the draft writes it; exactly what stood there where nothing else is said."""
    if name not in form.names:
        return was if _tidy(given[0]) == _tidy(was[0]) else given
    try:
        return as_written(form.indicator(name), *given)
    except Unreadable:
        return given


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
