"""Tables in and out: what is written comes back, what could be run or could do harm does not come in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from phongtrao.files import Refusal
from phongtrao.printed_table import looks_like_formula
from phongtrao.table_files import MAX_COLUMNS, MAX_ROWS, Table, as_csv, as_xlsx, read_table, safe

HEADINGS = ("Mã", "Tên")
ROWS = [["0012", "Trường «Sông Lam», cơ sở 2"], ["b", '=HYPERLINK("http://x")'], ["c", "-1"], ["d", ""]]


def read(raw: bytes, name: str = "bang.csv") -> Table:
    return read_table(name, raw, secret_free=True)


def sheet(fill: Callable[[xlsxwriter.Workbook, object], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet())
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_written_comes_back_as_it_was(kind: str) -> None:
    raw = as_xlsx(HEADINGS, ROWS, "Thử") if kind == "xlsx" else as_csv(HEADINGS, ROWS).encode()
    table = read(raw, f"bang.{kind}")
    assert table.headings == HEADINGS and table.formulas == ()
    assert [[*row.cells.values()] for row in table.rows] == ROWS
    assert [row.number for row in table.rows] == [2, 3, 4, 5]


def test_nothing_that_begins_like_a_formula_goes_out() -> None:
    for raw in ("=1+1", "+1", "-1", "@SUM(A1)", " =1"):
        assert safe(raw) == f"'{raw}" and looks_like_formula(raw.strip())
    assert safe("Sở Tài chính") == "Sở Tài chính"
    written = list(csv.reader(io.StringIO(as_csv(HEADINGS, ROWS).removeprefix("\ufeff"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in written for cell in row)
    parts = zipfile.ZipFile(io.BytesIO(as_xlsx(HEADINGS, ROWS, "Thử")))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert "'=HYPERLINK" in parts.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    "raw",
    [
        "Mã;Tên\nxa;Xã A\n".encode(),
        "Mã\tTên\nxa\tXã A\n".encode("utf-16"),
        '\ufeffMã,Tên,\r\n\r\nxa,"Xã\nA",\r\n'.encode(),
        "Mã,Tên\nxa,Xa\u0303  A \n".encode(),
    ],
)
def test_csv_of_every_make_is_read(raw: bytes) -> None:
    assert [row.cells for row in read(raw).rows] == [{"Mã": "xa", "Tên": "Xã A"}]


def test_days_numbers_and_ticks_of_a_sheet_become_text() -> None:
    def fill(book: xlsxwriter.Workbook, page: object) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, heading in enumerate(("Số", "Ngày", "Có")):
            page.write(0, column, heading)  # type: ignore[attr-defined]
        page.write(1, 0, 21439)  # type: ignore[attr-defined]
        page.write_datetime(1, 1, date(2026, 1, 30), day)  # type: ignore[attr-defined]
        page.write_boolean(1, 2, True)  # type: ignore[attr-defined]

    [row] = read(sheet(fill), "bang.xlsx").rows
    assert row.cells == {"Số": "21439", "Ngày": "30/01/2026", "Có": "có"}


def test_formulas_of_a_sheet_are_told_with_row_and_heading() -> None:
    def fill(_: xlsxwriter.Workbook, page: object) -> None:
        page.write_row(0, 0, HEADINGS)  # type: ignore[attr-defined]
        page.write_row(1, 0, ["a", "An"])  # type: ignore[attr-defined]
        page.write_formula(2, 1, '=HYPERLINK("http://x")', None, "An")  # type: ignore[attr-defined]

    assert read(sheet(fill), "bang.xlsx").formulas == ((3, "Tên"),)


def far(row: int, column: int) -> bytes:
    return sheet(lambda _, page: page.write(row, column, "x"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("bang.csv", b"", "Tệp rỗng"),
        ("bang.csv", "Mã,Tên\n".encode(), "không có dòng nào"),
        ("bang.csv", "Mã,Mã\na,b\n".encode(), "lặp lại"),
        ("bang.csv", 'Mã,Tên\na,"An" b\n'.encode(), "không đọc được"),
        ("bang.csv", "Mã,Tên\na,b,c\n".encode(), "Dòng 2 có ô nằm ngoài"),
        ("bang.csv", "Mã\n".encode() + b"a\n" * (MAX_ROWS + 1), "quá"),
        ("bang.xlsx", far(1_048_575, 16_383), "quá"),
        ("bang.xlsx", far(1, MAX_COLUMNS), "quá"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "CSV"),
        ("../bang.csv", "Mã,Tên\na,b\n".encode(), "gạch chéo"),
        ("bang.xlsx", b"PK\x03\x04" + b"0" * 60, "hỏng"),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(name: str, raw: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read(raw, name)


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [("xl/vbaProject.bin", b"x", "macro"), ("xl/media/a.bin", b"0" * 60_000_000, "giải nén")],
)
def test_macros_and_bombs_are_refused(part: str, content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read(with_part(as_xlsx(HEADINGS, ROWS, "Thử"), part, content), "bang.xlsx")


def test_a_sheet_that_is_broken_inside_is_refused_in_words() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(HEADINGS, ROWS, "Thử"))) as parts, zipfile.ZipFile(whole, "w") as cut:
        for name in parts.namelist():
            raw = parts.read(name)
            cut.writestr(name, raw[: len(raw) // 2] if name.startswith("xl/worksheets/") else raw)
    with pytest.raises(Refusal, match="bị hỏng"):
        read(whole.getvalue(), "bang.xlsx")


def test_without_the_tick_nothing_is_looked_at() -> None:
    with pytest.raises(Refusal, match="bí mật"):
        read_table("bang.csv", as_csv(HEADINGS, ROWS).encode(), secret_free=False)
