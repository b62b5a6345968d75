"""A criteria set from its Excel workbook (`criteria_sheet`): the set, or every wrong cell by its page and place.

Cells become the data that a TOML file would say, and go through the same builder: one place says what a set may be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from phongtrao.faults import Fault
from phongtrao.files import Readable, Refusal, inspect
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.criteria_keys import CRITERIA, KIND
from phongtrao.recognition.criteria_sheet import HEAD_FIRST, KEY, NO, PAGES, ROWS_FIRST, VALUE, YES
from phongtrao.recognition.read_criteria import build_criteria, criteria_of
from phongtrao.table_files import Sheet, sheets_of, typed_text
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import BadFile, Key, Wrong
from phongtrao.words import fold, read_day

OTHER = "xin dùng bảng Excel từ «phongtrao criteria-sheet», hoặc tệp TOML"
FORMULA = "ô có công thức; xin dán giá trị thay cho công thức"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,15}(?:[.,]\d{1,4})?")
Place = tuple[int, int]


def read_any(name: str, raw: bytes | Readable, secret_free: bool = True) -> CriteriaSet:
    """The set of a workbook, or of a TOML file by the end of its name.

    Raises BadFile with every fault, files.Refusal for what the gate of uploads does not let in.
    """
    if name.lower().endswith(".toml"):
        inspected = inspect(f"{name}.txt", raw, secret_free, "attachment")
        return criteria_of(name, inspected.source.text if inspected.source else "")
    return read_workbook(name, raw, secret_free)


def read_workbook(name: str, raw: bytes | Readable, secret_free: bool = True) -> CriteriaSet:
    """The set of a workbook. Raises BadFile with every wrong cell, files.Refusal as the gate of uploads does."""
    pages = sheets_of(inspect(name, raw, secret_free, "attachment"))
    found = _Found(name)
    for table, sheet in _tables(pages).items():
        found.head(sheet) if table == "" else found.rows(table, sheet)
    if not found.data:
        raise Refusal(f"Tệp «{name}» không phải bảng của bộ tiêu chí; {OTHER}.")
    made, faults = build_criteria(found.data)
    if made is None or found.wrong:
        told = [found.said(fault) for fault in faults if fault.path not in found.mine]
        raise BadFile(tuple(dict.fromkeys([*found.wrong, *told])))
    return made


def _tables(pages: tuple[Sheet, ...]) -> dict[str, Sheet]:
    """Table → its page, known by the names of its columns; the head by those of its rows."""
    found: dict[str, Sheet] = {}
    for sheet in pages:
        column = {str(value) for (row, place), value in sheet.values.items() if place == KEY and row >= HEAD_FIRST}
        if {"kind", "name", "version"} <= column:
            found.setdefault("", sheet)
            continue
        heads = {str(value) for (row, _), value in sheet.values.items() if row == ROWS_FIRST - 2}
        fitting = [table for table in CRITERIA.most if heads >= {key.name for key in CRITERIA.keys[table]}]
        if fitting:
            found.setdefault(max(fitting, key=lambda table: len(CRITERIA.keys[table])), sheet)
    return found


@dataclass(slots=True)
class _Found:
    """What the cells say, as a file's data, with the place of each."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    mine: set[Path] = field(default_factory=set)
    """Of cells that are told wrong already."""

    def head(self, sheet: Sheet) -> None:
        rows = {str(value): row for (row, column), value in sorted(sheet.values.items()) if column == KEY}
        self.places[()] = f"{self.name}, trang «{PAGES['']}»"
        for key in CRITERIA.keys[""]:
            row = rows.get(key.name)
            if row is None:
                continue
            self._take(sheet, PAGES[""], self.data, (), key, (row, VALUE))
        self.data.setdefault("kind", KIND)

    def rows(self, table: str, sheet: Sheet) -> None:
        columns = {str(value): column for (row, column), value in sorted(sheet.values.items()) if row == ROWS_FIRST - 2}
        known = [columns[key.name] for key in CRITERIA.keys[table]]
        filled = sorted({row for row, column in sheet.values if row >= ROWS_FIRST and column in known})
        for row in filled:
            one: dict[str, Any] = {}
            path = (table, len(self.data.setdefault(table, [])))
            self.places[path] = f"{self.name}, trang «{PAGES[table]}», dòng {row}"
            for key in CRITERIA.keys[table]:
                self._take(sheet, PAGES[table], one, path, key, (row, columns[key.name]))
            self.data[table].append(one)

    def _take(self, sheet: Sheet, page: str, into: dict[str, Any], path: Path, key: Key, at: Place) -> None:
        place = f"{self.name}, trang «{page}», ô {xl_rowcol_to_cell(at[0] - 1, at[1])}"
        self.places[*path, key.name] = place
        text, said = typed_text(sheet.values.get(at)), ""
        if at in sheet.formulas:
            said = FORMULA
        elif not text and key.required:
            said = f"còn trống ({key.words}); xin ghi giá trị"
        elif text:
            try:
                into[key.name] = value_of(key, text)
            except Wrong as wrong:
                said = str(wrong)
        if said:
            self.wrong.append(f"{place}: {said}")
            self.mine.add((*path, key.name))
            into[key.name] = ""

    def said(self, fault: Fault) -> str:
        before = f" (đã có ở {self._place(fault.first)})" if fault.first else ""
        words = fault.words
        for table, page in PAGES.items():
            words = words.replace(f"[[{table}]]", f"dòng ở trang «{page}»") if table else words
        return f"{self._place(fault.path)}: {words}{before}"

    def _place(self, path: Path) -> str:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.name)


def value_of(key: Key, text: str) -> Any:
    """What a cell says, as a file would say it. Raises Wrong for what cannot be read."""
    if key.known:
        return _known(key, text)
    if key.note == "yes_no":
        return _one_of({fold(YES): True, fold(NO): False, "true": True, "false": False}, text, f"«{YES}» hoặc «{NO}»")
    if key.note == "date":
        if (day := read_day(text)) is None:
            raise Wrong(f"«{text[:40]}» không phải ngày/tháng/năm; xin ghi như 30/01/2026")
        return day
    if key.name == "steps":
        return [_step(pair) for pair in text.split(";") if pair.strip()]
    if key.note == "texts":
        return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]
    if key.note in ("number", "decimal"):
        number = _number(text)
        return int(number) if key.note == "number" and number == int(number) else number
    return text


def _known(key: Key, text: str) -> Any:
    named = {fold(words): value for value, words in key.known.items()} | {value: value for value in key.known}
    return _one_of(named, text, "; ".join(f"«{words}»" for words in key.known.values()))


def _one_of(named: Mapping[str, Any], text: str, fitting: str) -> Any:
    if fold(text) not in named:
        raise Wrong(f"«{text[:40]}» không có trong các lựa chọn; xin chọn {fitting}")
    return named[fold(text)]


def _step(written: str) -> list[Decimal]:
    try:
        reaches, points = written.split(":")
        return [_number(reaches), _number(points)]
    except ValueError:
        raise Wrong(f"«{written.strip()[:40]}» chưa đúng; thang điểm ghi như 70: 5; 90: 10") from None


def _number(text: str) -> Decimal:
    """`1.250`, `2,5`, `2.5`. Raises Wrong."""
    bare = " ".join(text.split())
    if not _NUMBER.fullmatch(bare):
        raise Wrong(f"«{text.strip()[:40]}» không phải số; xin ghi như 5 hoặc 2,5")
    return Decimal(bare.replace(".", "") if _GROUPED.fullmatch(bare) else bare.replace(",", "."))
