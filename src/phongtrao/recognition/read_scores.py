"""Answers from a file: a CSV or table of `criterion, value, base, not_applicable, reason`, or the set's own sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from phongtrao.faults import near
from phongtrao.files import Readable, inspect
from phongtrao.recognition.answers import Answered, wrong_answers
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.score_sheet import BASE, HEADINGS, MARK, NAME, NOT_APPLICABLE, REASON, TITLE, VALUE
from phongtrao.recognition.typed_answers import Typed, Unreadable, answer_of
from phongtrao.table_files import Cells, Sheet, cells_of, sheets_of, typed_text
from phongtrao.words import fold

PARTS = ("value", "base", "not_applicable", "reason")
_COLUMNS = {"value": VALUE, "base": BASE, "not_applicable": NOT_APPLICABLE, "reason": REASON}
_HEADINGS = {
    "criterion": ("criterion", "tieu chi", "ten tieu chi"),
    "value": ("value", "tra loi", "gia tri"),
    "base": ("base", "tong so"),
    "not_applicable": ("not_applicable", "khong ap dung"),
    "reason": ("reason", "ly do", "ly do, can cu cham"),
}
LINE = "criterion,value,base,not_applicable,reason"
FORMULA = "ô có công thức; xin dán giá trị thay cho công thức"
AGAIN = "Xin tải lại bảng (phongtrao score-sheet) rồi chép câu trả lời sang."


class WrongSheet(ValueError):
    """A file of answers that cannot be taken; `lines` name each cell, what is wrong and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(slots=True)
class _Found:
    """What stands in a file: the cells of each criterion, and where they stand."""

    typed: dict[str, Typed] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """Criterion and part → `dòng 5, cột value`, `E12`."""
    wrong: list[str] = field(default_factory=list)

    def place(self, name: str, part: str) -> str:
        return self.places.get((name, part), f"«{name}»")


def read_scores(
    name: str, raw: bytes | Readable, criteria_set: CriteriaSet, secret_free: bool = True
) -> dict[str, Answered]:
    """The answers of a file by a set; criteria without one are left out.

    Raises WrongSheet with every cell that cannot be taken, files.Refusal for what the gate of uploads does not let in.
    """
    inspected = inspect(name, raw, secret_free, "attachment")
    own = next((sheet for sheet in sheets_of(inspected) if sheet.values.get((1, NAME)) == MARK), None)
    found = _of_sheet(own, criteria_set) if own else _of_table(cells_of(inspected))
    answers = dict(_answers(found, criteria_set))
    found.wrong += [
        f"{found.place(one.criterion, one.part)}: {one.words}" for one in wrong_answers(criteria_set, answers)
    ]
    if found.wrong:
        raise WrongSheet(*sorted(found.wrong, key=_row))
    return answers


def _row(line: str) -> int:
    """The row that a message names first."""
    number = re.search(r"\d+", line.partition(":")[0])
    return int(number[0]) if number else 0


def _answers(found: _Found, criteria_set: CriteriaSet) -> Iterator[tuple[str, Answered]]:
    """Name and answer of what could be read; what could not is told in `found.wrong`."""
    known = {one.name: one for one in criteria_set.criteria}
    for name, typed in found.typed.items():
        if name not in known:
            found.wrong.append(f"{found.place(name, 'criterion')}: không có tiêu chí «{name[:60]}»{near(name, known)}")
        elif not typed.is_blank or typed.reason:
            try:
                yield name, answer_of(known[name], typed)
            except Unreadable as error:
                found.wrong.append(f"{found.place(name, error.part)}: {error}")


def _of_sheet(sheet: Sheet, criteria_set: CriteriaSet) -> _Found:
    """The set's own sheet. Raises WrongSheet for that of another set, or one whose columns were moved."""
    mine, theirs = f"{criteria_set.name}@{criteria_set.version}", sheet.values.get((2, NAME))
    if theirs != mine:
        raise WrongSheet(f"Bảng này lập cho bộ tiêu chí «{theirs}», không phải «{mine}». {AGAIN}")
    if sheet.values.get((3, NAME)) != criteria_set.digest:
        raise WrongSheet(f"Bộ tiêu chí «{mine}» đã khác so với khi lập bảng. {AGAIN}")
    heads = [row for (row, column), value in sheet.values.items() if column == TITLE and value == HEADINGS[0]]
    if not any(tuple(sheet.values.get((row, TITLE + n)) for n in range(len(HEADINGS))) == HEADINGS for row in heads):
        raise WrongSheet(f"Các cột của bảng đã bị đổi chỗ hoặc bị xóa. {AGAIN}")
    found = _Found()
    rows = [(row, str(value)) for (row, column), value in sheet.values.items() if column == NAME and row > 3]
    for row, name in sorted(rows):
        _take_row(found, sheet, row, name)
    absent = [one.title for one in criteria_set.criteria if one.name not in found.typed]
    found.wrong += [f"Bảng thiếu dòng «{title}». {AGAIN}" for title in absent]
    return found


def _take_row(found: _Found, sheet: Sheet, row: int, name: str) -> None:
    for part, column in _COLUMNS.items():
        place = xl_rowcol_to_cell(row - 1, column)
        found.places.setdefault((name, part), place)
        if (row, column) in sheet.formulas:
            found.wrong.append(f"{place}: {FORMULA}")
            found.typed.setdefault(name, Typed())
            return
    if name in found.typed:
        found.wrong.append(f"{xl_rowcol_to_cell(row - 1, TITLE)}: dòng này có hai lần; xin xóa một dòng")
    cells = [typed_text(sheet.values.get((row, column))) for column in _COLUMNS.values()]
    found.typed[name] = Typed(*cells)


def _of_table(cells: Cells) -> _Found:
    """Any table whose columns go by their headings; without headings, in the order of a CSV."""
    found = _Found()
    if not cells.rows:
        raise WrongSheet(
            "Tệp không có dòng nào; xin ghi mỗi dòng một tiêu chí: criterion,value,base,not_applicable,reason"
        )
    columns = _columns(cells.rows[0][1])
    for number, row in cells.rows[1:] if columns else cells.rows:
        _take_line(found, number, row, columns or dict(zip(_HEADINGS, range(5), strict=True)))
    found.wrong += [f"dòng {row}: {FORMULA}" for row, _ in cells.formulas]
    return found


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Part → its column; empty where the first row is no row of headings. Raises WrongSheet for unknown ones."""
    folded = [fold(heading) for heading in headings]
    if not folded or folded[0] not in _HEADINGS["criterion"]:
        return {}
    columns: dict[str, int] = {}
    for column, heading in enumerate(folded):
        part = next((part for part, names in _HEADINGS.items() if heading in names), None)
        if part is None and heading:
            raise WrongSheet(f"dòng 1: không có cột «{headings[column][:40]}»{near(heading, _HEADINGS)}")
        if part in columns:
            raise WrongSheet(f"dòng 1: cột «{headings[column][:40]}» có hai lần; xin bỏ một")
        if part:
            columns[part] = column
    if "value" not in columns:
        raise WrongSheet("dòng 1: thiếu cột «value» (trả lời); xin ghi: " + LINE)
    return columns


def _take_line(found: _Found, number: int, row: list[str], columns: dict[str, int]) -> None:
    cells = {part: row[column] if column < len(row) else "" for part, column in columns.items()}
    name = cells.pop("criterion")
    if not name:
        found.wrong.append(f"dòng {number}, cột criterion: còn trống; xin ghi tên tiêu chí")
        return
    if name in found.typed:
        found.wrong.append(f"dòng {number}: «{name[:60]}» đã có ở dòng trên; xin giữ một dòng")
        return
    if beyond := next((cell for cell in row[max(columns.values()) + 1 :] if cell), ""):
        found.wrong.append(f"dòng {number}: thừa ô «{beyond[:40]}»; xin đặt trong dấu nháy kép nếu có dấu phẩy")
    for part in ("criterion", *PARTS):
        found.places[name, part] = f"dòng {number}, cột {part}"
    found.typed[name] = Typed(**cells)
