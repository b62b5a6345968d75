"""Tables on paper: every cell as it was, nothing that computes, headings repeated, the look of the decree."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from phongtrao.hand_out import FORMATS
from phongtrao.printed_table import Column, PrintedTable, as_docx, as_xlsx

FORMULAS = ["=HYPERLINK(1)", "+84", "- gạch đầu dòng", "@SUM(A1)", " =1+1"]
TABLE = PrintedTable(
    "Bảng thử",
    "Bảng theo dõi vườn trường",
    ("UBND tỉnh Hà Thanh", "Số liệu ngày 02/02/2026"),
    (Column("STT", 5), Column("Nội dung", 40), Column("Ghi chú", 15)),
    [[f"0{n}", cell, ""] for n, cell in enumerate(FORMULAS, 1)] + [["06", "a < b & \x02c", "đủ"]],
)


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return parts.read(name).decode()


def test_excel_shows_title_headings_and_every_cell_as_it_was() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(TABLE))).get_sheet_by_name("Bảng thử").to_python()
    assert [row[0] for row in rows[:3]] == [TABLE.title, *TABLE.above]
    assert rows[4] == ["STT", "Nội dung", "Ghi chú"]
    assert [row[1] for row in rows[5:10]] == FORMULAS
    assert rows[10] == ["06", "a < b &  c", "đủ"]


def test_what_begins_like_a_formula_is_text_for_good_in_excel() -> None:
    raw = as_xlsx(TABLE)
    assert "<f>" not in part(raw, "xl/worksheets/sheet1.xml")
    styles = etree.fromstring(part(raw, "xl/styles.xml").encode())
    looks = styles.findall(".//{*}cellXfs/{*}xf")
    cells = {c.get("r"): looks[int(c.get("s", "0"))] for c in sheet_of(raw).iter("{*}c")}
    quoted = {place for place, look in cells.items() if look.get("quotePrefix") == "1"}
    assert quoted == {f"B{row}" for row in range(6, 11)}


def sheet_of(raw: bytes) -> etree._Element:
    return etree.fromstring(part(raw, "xl/worksheets/sheet1.xml").encode())


def test_in_excel_the_headings_stay_in_sight_and_are_printed_on_each_page() -> None:
    raw = as_xlsx(TABLE)
    pane = sheet_of(raw).find(".//{*}pane")
    assert pane is not None and (pane.get("ySplit"), pane.get("state")) == ("5", "frozen")
    assert "$5:$5" in part(raw, "xl/workbook.xml")
    setup = sheet_of(raw).find(".//{*}pageSetup")
    assert setup is not None and (setup.get("orientation"), setup.get("paperSize")) == ("landscape", "9")
    widths = [float(c.get("width", "0")) for c in sheet_of(raw).iter("{*}col")]
    assert [int(width) for width in widths] == [5, 40, 15]


def test_word_is_a4_lying_down_in_times_with_headings_on_each_page() -> None:
    word = Document(io.BytesIO(as_docx(TABLE)))
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert [p.text for p in word.paragraphs[:3]] == [TABLE.title.upper(), *TABLE.above]
    table = word.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][0] == ["STT", "Nội dung", "Ghi chú"]
    assert [row.cells[1].text for row in table.rows][1:] == [*FORMULAS, "a < b &  c"]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, *[False] * len(TABLE.rows)]
    assert "PAGE" in section.header._element.xml and section.different_first_page_header_footer


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_without_rows_is_still_a_file(ending: str) -> None:
    empty = PrintedTable("Bảng", "Bảng trống", (), TABLE.columns, [])
    assert zipfile.is_zipfile(io.BytesIO(FORMATS[ending].make(empty)))
