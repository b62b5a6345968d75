"""Tables as offices print and file them: sheets and registers as Excel and Word, all through here.

Words go out as text: no code loses its zeros, and nothing that a program would compute goes out. Counts go out as
numbers, so that Excel can sum them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
FONT = "Times New Roman"
PAGE = {"page_width": 297, "page_height": 210}
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Millimetres of an A4 sheet lying down and its margins (Decree 30/2020, Appendix I, part I, section II)."""
BODY, HEAD, INSIDE = 13, 14, 11
"""Points of the lines above the table, of the title, and of the table."""
Cell = str | int
TWIPS = 1440 / 25.4
"""Word's unit of length, to a millimetre."""
_UNPRINTABLE = re.compile("[^\t\n\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how wide its column is in characters."""

    heading: str
    width: int = 24


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with its title and the lines under that (whose it is, on which day)."""

    name: str
    """Of the tab in Excel, at most 31 characters: `Bảng theo dõi`."""
    title: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def looks_like_formula(text: str) -> bool:
    """Whether a program that shows tables might take the text for something to be computed."""
    return text.startswith(FORMULA)


def as_xlsx(table: PrintedTable) -> bytes:
    """The table as an Excel file of one sheet, printed on A4 lying down; its headings stay in sight and are repeated.

    Cells that begin like a formula are marked as text for good (Excel's quote prefix), and shown as they are.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(table.name[:31])
        first = _lines_above(book, sheet, table)
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1})
        for column, one in enumerate(table.columns):
            sheet.write_string(first, column, one.heading, head)
        _fill(book, sheet, table, first)
        _for_printing(sheet, first)
    return out.getvalue()


def _lines_above(book: Any, sheet: Any, table: PrintedTable) -> int:
    """Title and lines of whose it is; the row of the headings."""
    if not table.title:
        return 0
    sheet.write_string(0, 0, clean(table.title), book.add_format({"bold": True, "font_size": 14}))
    for number, line in enumerate(table.above, 1):
        sheet.write_string(number, 0, clean(line))
    return len(table.above) + 2


def _fill(book: Any, sheet: Any, table: PrintedTable, first: int) -> None:
    look = {"text_wrap": True, "valign": "top"} | ({"border": 1} if table.title else {})
    number, text = book.add_format(look), book.add_format(look | {"num_format": "@"})
    quoted = book.add_format(look | {"num_format": "@", "quote_prefix": True})
    for column, one in enumerate(table.columns):
        sheet.set_column(column, column, one.width, None if table.title else text)
    for place, row in enumerate(table.rows, first + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell, number)
            elif cell or table.title:
                sheet.write_string(place, column, clean(cell), quoted if looks_like_formula(cell.lstrip()) else text)


def _for_printing(sheet: Any, first: int) -> None:
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def as_docx(table: PrintedTable) -> bytes:
    """The table as a Word file on A4 lying down; its headings are repeated on every page."""
    word: Word = Document()
    _lay_out(word)
    _line(word.add_paragraph(), table.title.upper(), HEAD, bold=True)
    for line in table.above:
        _line(word.add_paragraph(), line, BODY)
    word.element.body.insert_element_before(parse_xml(_drawn(table)), "w:sectPr")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _lay_out(word: Word) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    for side, length in (PAGE | MARGINS).items():
        setattr(section, side, Mm(length))
    style: Any = word.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])


def _page_number(paragraph: Paragraph) -> None:
    """In the middle of the upper margin, from the second page on (Decree 30/2020, Appendix I)."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def _line(paragraph: Paragraph, text: str, size: int, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run: Run = paragraph.add_run(clean(text))
    run.font.size, run.bold = Pt(size), bold


def _drawn(table: PrintedTable) -> str:
    """The table as Word writes it; python-docx, cell by cell, takes fifty times as long."""
    room = PAGE["page_width"] - MARGINS["left_margin"] - MARGINS["right_margin"]
    whole = sum(one.width for one in table.columns)
    widths = [round(room * one.width / whole * TWIPS) for one in table.columns]
    rows = [_row([one.heading for one in table.columns], widths, is_heading=True)]
    rows += [_row(cells, widths) for cells in table.rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[Cell], widths: list[int], is_heading: bool = False) -> str:
    look = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_heading else ""
    bold = "<w:b/>" if is_heading else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p>{look}<w:r><w:rPr>{bold}<w:sz w:val="{2 * INSIDE}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(str(cell)))}</w:t></w:r></w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_heading else ''}</w:trPr>{drawn}</w:tr>"


def clean(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)
