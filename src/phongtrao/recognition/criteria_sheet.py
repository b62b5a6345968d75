"""The Excel workbook of a criteria set: a page for each table of its file, a column for each key, its words beside it.

`read_criteria_sheet` reads the same set out of it that its TOML file gives.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from phongtrao.printed_table import clean, looks_like_formula
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.criteria_keys import CRITERIA, KIND
from phongtrao.recognition.reasons import number
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.write_criteria import criteria_data
from phongtrao.toml_tables import NOTES, Key

PAGES = {
    "": "Bộ tiêu chí",
    "level": "Mức",
    "group": "Nhóm",
    "criterion": "Tiêu chí",
    "option": "Phương án",
    "gap": "Điều chưa rõ",
}
"""Table of the file → page of the workbook."""
HEAD_FIRST, ROWS_FIRST = 3, 4
"""First row of values (from 1): of the page of the head, and of the others, below names and words of the columns."""
KEY, WORDS, VALUE = range(3)
"""Columns of the page of the head."""
EMPTY_ROWS = 60
"""Rows that are made ready to be filled in."""
GUIDE = (
    "Ghi vào các ô nền vàng; cột có (*) là bắt buộc. Không đổi tên trang, tên cột (dòng chữ xám). Không ghi công thức. "
    "Thang điểm ghi như 70: 5; 90: 10 (từ 70 được 5 điểm, từ 90 được 10 điểm)."
)
_BOXED = {"text_wrap": True, "valign": "top", "border": 1}
_FORMATS: dict[str, dict[str, Any]] = {
    "guide": {"text_wrap": True, "valign": "top", "italic": True},
    "key": _BOXED | {"font_color": "#767676", "font_size": 10},
    "words": _BOXED | {"bold": True, "bg_color": "#E7E6E6"},
    "open": _BOXED | {"bg_color": "#FFF8D6", "num_format": "@"},
    "quoted": _BOXED | {"bg_color": "#FFF8D6", "num_format": "@", "quote_prefix": True},
}
YES, NO = "có", "không"


def as_workbook(criteria_set: CriteriaSet | None = None) -> bytes:
    """The set as an Excel file; without one an empty workbook to be filled in."""
    data: dict[str, Any] = criteria_data(criteria_set) if criteria_set else {"kind": KIND}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = {name: book.add_format({"font_name": "Times New Roman", "font_size": 12} | look)
                 for name, look in _FORMATS.items()}  # fmt: skip
        _head(book.add_worksheet(PAGES[""]), looks, data)
        for table in CRITERIA.most:
            _rows(book.add_worksheet(PAGES[table]), looks, table, data.get(table, []))
    return out.getvalue()


def _head(sheet: Any, looks: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    for column, width in ((KEY, 16), (WORDS, 60), (VALUE, 60)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 54)
    sheet.merge_range(0, KEY, 0, VALUE, GUIDE, looks["guide"])
    for column, words in ((KEY, "Khóa"), (WORDS, "Ghi gì"), (VALUE, "Giá trị")):
        sheet.write_string(1, column, words, looks["words"])
    for row, key in enumerate(CRITERIA.keys[""], HEAD_FIRST - 1):
        sheet.write_string(row, KEY, key.name, looks["key"])
        sheet.write_string(row, WORDS, asked_for(key), looks["words"])
        _cell(sheet, looks, row, VALUE, written(key, data.get(key.name)))
        _choose(sheet, key, row, row, VALUE)


def _rows(sheet: Any, looks: Mapping[str, Any], table: str, rows: list[dict[str, Any]]) -> None:
    keys = CRITERIA.keys[table]
    sheet.write_string(0, 0, GUIDE, looks["guide"])
    last = ROWS_FIRST - 2 + max(len(rows) + 10, EMPTY_ROWS)
    for column, key in enumerate(keys):
        sheet.set_column(column, column, 40 if key.name in ("title", "source", "guide", "words") else 18)
        sheet.write_string(ROWS_FIRST - 3, column, key.name, looks["key"])
        sheet.write_string(ROWS_FIRST - 2, column, asked_for(key), looks["words"])
        for row in range(ROWS_FIRST - 1, last + 1):
            place = row - ROWS_FIRST + 1
            _cell(sheet, looks, row, column, written(key, rows[place].get(key.name)) if place < len(rows) else "")
        _choose(sheet, key, ROWS_FIRST - 1, last, column)
    sheet.set_row(0, 20)
    sheet.freeze_panes(ROWS_FIRST - 1, 2)


def asked_for(key: Key) -> str:
    """What a cell asks for: its words, whether it must be there, what may stand in it."""
    choices = "; ".join(key.known.values())
    subjects = "; ".join(f"{slug} ({words})" for slug, words in SUBJECTS.items())
    allowed = subjects if key.name == "subjects" else choices or ("" if key.read else NOTES[key.note])
    dates = "ngày/tháng/năm" if key.note == "date" else allowed
    mark = " (*)" if key.required else ""
    return f"{key.words}{mark}" + (f"\n[{dates}]" if dates and key.note != "text" or choices else "")


def written(key: Key, value: Any) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal | int):
        return number(value)
    if key.name == "steps":
        return "; ".join(f"{number(reaches)}: {number(points)}" for reaches, points in value)
    if isinstance(value, list | tuple):
        return "; ".join(value)
    return key.known.get(value, value)


def _cell(sheet: Any, looks: Mapping[str, Any], row: int, column: int, text: str) -> None:
    if text:
        look = looks["quoted" if looks_like_formula(text.lstrip()) else "open"]
        sheet.write_string(row, column, clean(text), look)
    else:
        sheet.write_blank(row, column, None, looks["open"])


def _choose(sheet: Any, key: Key, first: int, last: int, column: int) -> None:
    """A list to choose from, where there is one that Excel can hold in a cell's rule."""
    source = [YES, NO] if key.note == "yes_no" else [*key.known.values()]
    if source and len(",".join(source)) <= 255 and not any("," in one for one in source):
        said = {"validate": "list", "source": source, "error_title": "Chưa đúng", "error_message": "Xin chọn một mục."}
        sheet.data_validation(first, column, last, column, said)
