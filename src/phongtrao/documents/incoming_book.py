"""Sổ đăng ký văn bản đến as a table to print and file (Decree 30/2020/NĐ-CP, Appendix IV)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from phongtrao.documents.books import book_table
from phongtrao.documents.models import Arrival
from phongtrao.organisations.models import Organisation
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.words import day_in_words

COLUMNS = (
    Column("Ngày đến", 12),
    Column("Số đến", 8),
    Column("Tác giả", 24),
    Column("Số, ký hiệu", 16),
    Column("Ngày tháng văn bản", 12),
    Column("Tên loại và trích yếu", 44),
    Column("Đơn vị hoặc người nhận", 20),
    Column("Ngày chuyển", 12),
    Column("Ký nhận", 10),
    Column("Ghi chú", 18),
)


def printed(body: Organisation, year: int, rows: Iterable[Arrival], day: date) -> PrintedTable:
    """The book of a body and year, as it stands on the day; the column for signing is left to the paper."""
    title, cells = "Sổ đăng ký văn bản đến", [_cells(row) for row in rows]
    return book_table("Văn bản đến", title, body, year, day, COLUMNS, cells)


def _cells(row: Arrival) -> list[Cell]:
    document = row.document
    return [
        day_in_words(row.day),
        row.number,
        document.issuer_name,
        document.number,
        day_in_words(document.issued_on),
        document.kind_and_subject or document.title,
        row.handled_by,
        day_in_words(row.passed_on),
        "",
        row.remark,
    ]
