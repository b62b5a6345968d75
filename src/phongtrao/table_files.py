"""Tables in and out as CSV and Excel files. A cell is text; nothing that a program would run goes in or out.

What begins like a formula gets an apostrophe before it on its way out, which is taken off again on its way in; so does
what would begin one where the program parts cells by another sign than ours. Cells of a sheet that are formulas are
told, so that whoever takes the table can refuse them; a CSV that has any is refused at the gate.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from phongtrao import words
from phongtrao.files import Inspected, Readable, Refusal, inspect
from phongtrao.hazards import computes
from phongtrao.printed_table import Column, PrintedTable, looks_like_formula
from phongtrao.printed_table import as_xlsx as printed_as_xlsx

MAX_ROWS, MAX_COLUMNS = 20_000, 100
OTHER = "Xin gửi tệp CSV (.csv) hoặc Excel (.xlsx)."
BROKEN = "Bảng tính này bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
BROKEN_CSV = "Tệp CSV này không đọc được. Hãy mở bằng Excel, lưu lại thành «CSV UTF-8» rồi gửi lại."
NO_ROWS = "Bảng không có dòng nào. Dòng đầu phải là tiêu đề các cột."
TOO_LARGE = f"Bảng lớn quá {MAX_ROWS} dòng hoặc {MAX_COLUMNS} cột. Xin chia thành nhiều tệp."
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DELIMITERS = ",;\t"
_PARTING = re.compile(r"([;\t\r\n])")
"""Signs inside a cell at which a program may begin another one, whatever stands around it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number`: as the file counts, from 1; `cells`: heading → text, all headings."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the headings of its first row."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    formulas: tuple[tuple[int, str], ...] = ()
    """Row and heading of cells that hold a formula."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a file that are not blank, whatever stands in the first of them."""

    name: str
    rows: tuple[tuple[int, list[str]], ...]
    """Number as the file counts, from 1, and the texts of the cells."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Row (from 1) and column (from 0) of cells that hold a formula."""


Place = tuple[int, int]
"""Row (from 1) and column (from 0) of a cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook as it stands, hidden ones too: values of the cells that are not blank, by place."""

    values: dict[Place, Any]
    formulas: frozenset[Place]
    merged: tuple[tuple[Place, Place], ...]
    """First and last cell of each range that was made one."""


def safe(text: str) -> str:
    """The text as it may stand in a cell: what begins like a formula has an apostrophe before it."""
    first, *rest = _PARTING.split(text)
    begun = f"'{first}" if looks_like_formula(first.lstrip()) else first
    return "".join([begun, *(f"'{piece}" if computes(piece) else piece for piece in rest)])


def plain(text: str) -> str:
    """A cell's text as people mean it: composed characters, single blanks, without the apostrophe of `safe`."""
    pieces = [p[1:] if p.startswith("'") and computes(p[1:]) else p for p in _PARTING.split(text)]
    clean = " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())
    return clean[1:] if clean.startswith("'") and looks_like_formula(clean[1:].lstrip()) else clean


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """The table as CSV; the mark at its beginning lets Excel know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cell if isinstance(cell, int) else safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def as_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str | int]], title: str) -> bytes:
    """The table as an Excel file of one sheet; text stays text, so that no code loses its zeros."""
    columns = tuple(Column(heading) for heading in headings)
    guarded = [[cell if isinstance(cell, int) else safe(cell) for cell in row] for row in rows]
    return printed_as_xlsx(PrintedTable(title, "", (), columns, guarded))


def read_table(name: str, raw: bytes | Readable, secret_free: bool) -> Table:
    """A table out of a CSV or Excel file that passes the gate of uploads; of a workbook its first sheet.

    Raises files.Refusal for whatever is no such file, or too large.
    """
    return _table(read_cells(name, raw, secret_free))


def read_cells(name: str, raw: bytes | Readable, secret_free: bool) -> Cells:
    """The cells of a CSV or Excel file that passes the gate of uploads; of a workbook those of its first sheet.

    Raises files.Refusal for whatever is no such file, or has too many rows.
    """
    return cells_of(inspect(name, raw, secret_free, "attachment"))


def cells_of(inspected: Inspected) -> Cells:
    """The cells of a file that has passed the gate; see `read_cells`."""
    if inspected.kind == "xlsx":
        numbered, formulas = _of_sheet(inspected.raw)
    elif inspected.kind == "text" and inspected.source is not None:
        numbered, formulas = _of_csv(inspected.source.text), []
    else:
        raise Refusal(OTHER)
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if len(filled) > MAX_ROWS + 1:
        raise Refusal(TOO_LARGE)
    return Cells(inspected.name, tuple(filled), tuple(formulas))


def sheets_of(inspected: Inspected) -> tuple[Sheet, ...]:
    """Every sheet of a workbook that has passed the gate, in its order; none of a file of another kind.

    Raises files.Refusal for a broken one, and for one with cells too far out.
    """
    return tuple(_whole_sheets(inspected.raw)) if inspected.kind == "xlsx" else ()


def _table(cells: Cells) -> Table:
    filled = cells.rows
    if len(filled) < 2:
        raise Refusal(NO_ROWS)
    headings = filled[0][1]
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > MAX_COLUMNS:
        raise Refusal(TOO_LARGE)
    twice = sorted({heading for heading in headings if headings.count(heading) > 1})
    if twice:
        raise Refusal(f"Tiêu đề cột lặp lại hoặc để trống: {', '.join(twice) or '(trống)'}. Xin sửa dòng đầu.")
    rows = []
    for number, row in filled[1:]:
        whole = row + [""] * (len(headings) - len(row))
        if any(whole[len(headings) :]):
            raise Refusal(f"Dòng {number} có ô nằm ngoài các cột có tiêu đề. Xin xem lại dấu phân cách hoặc tiêu đề.")
        rows.append(Row(number, dict(zip(headings, whole, strict=False))))
    said = [(number, headings[column]) for number, column in cells.formulas if column < len(headings)]
    return Table(cells.name, tuple(headings), tuple(rows), tuple(said))


def _of_csv(text: str) -> list[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(number, [plain(cell) for cell in row]) for number, row in enumerate(reader, 1)]
    except csv.Error as error:
        raise Refusal(BROKEN_CSV) from error


@contextmanager
def _broken_is_refused() -> Iterator[None]:
    try:
        yield
    except Refusal:
        raise
    except (CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refusal(BROKEN) from error


def _of_sheet(raw: bytes) -> tuple[list[tuple[int, list[str]]], list[Place]]:
    """Rows of the first sheet, and where its formulas stand (row from 1, column from 0)."""
    with _broken_is_refused(), zipfile.ZipFile(io.BytesIO(raw)) as parts:
        formulas = [place for name in _sheet_parts(parts) for place in _formulas_of(parts.read(name))]
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        rows: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [(number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, 1)], formulas


def _whole_sheets(raw: bytes) -> Iterator[Sheet]:
    with _broken_is_refused(), zipfile.ZipFile(io.BytesIO(raw)) as parts:
        # Whatever stands too far out is refused before anything is held.
        formulas = {name: frozenset(_formulas_of(parts.read(name))) for name in _sheet_parts(parts)}
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for title, name in _titles(parts):
            page = book.get_sheet_by_name(title)
            rows: list[list[Any]] = page.to_python(skip_empty_area=False)
            values = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row) if v not in ("", None)}
            merged = tuple(((a + 1, b), (c + 1, d)) for (a, b), (c, d) in page.merged_cell_ranges or ())
            yield Sheet(values, formulas[name], merged)


def _sheet_parts(parts: zipfile.ZipFile) -> list[str]:
    return [name for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]


def _titles(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title of each sheet of cells, and the part that holds it; sheets of a chart alone are left out."""
    links = etree.fromstring(parts.read("xl/_rels/workbook.xml.rels"), _parser())
    targets = {link.get("Id"): (link.get("Target") or "").removeprefix("/xl/") for link in links}
    for sheet in etree.fromstring(parts.read("xl/workbook.xml"), _parser()).iter("{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        if (name := targets.get(link, "")).startswith("worksheets/"):
            yield str(sheet.get("name")), f"xl/{name}"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _formulas_of(xml: bytes) -> Iterator[Place]:
    """Cells with a formula. Raises Refusal where a cell stands too far out for a reader to hold."""
    reader = etree.iterparse(io.BytesIO(xml), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False)
    for _, cell in reader:
        at = _REFERENCE.fullmatch(cell.get("r") or "")
        if at and len(cell):
            row, column = int(at[2]), _column(at[1])
            if row > MAX_ROWS + 1 or column >= MAX_COLUMNS:
                raise Refusal(TOO_LARGE)
            if any(etree.QName(part).localname == "f" for part in cell):
                yield row, column
        cell.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(value: Any) -> str:
    """A value of a sheet as text: days as dd/mm/yyyy, whole numbers without a point."""
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return words.day_in_words(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value))


def typed_text(value: Any) -> str:
    """A cell's value as a person typed it: lines are kept, a broken number is never taken for a whole one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return words.day_in_words(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("_x000D_", "")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))
