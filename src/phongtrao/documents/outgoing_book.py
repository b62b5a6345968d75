"""Sổ đăng ký văn bản đi as a table to print and file (Decree 30/2020/NĐ-CP, Appendix IV)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from phongtrao.documents.books import book_table
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Organisation
from phongtrao.printed_table import Column, PrintedTable
from phongtrao.words import day_in_words

COLUMNS = (
    Column("Số, ký hiệu", 16),
    Column("Ngày tháng", 12),
    Column("Tên loại và trích yếu nội dung", 40),
    Column("Người ký", 18),
    Column("Nơi nhận", 32),
    Column("Đơn vị, người nhận bản lưu", 16),
    Column("Số lượng bản", 9),
    Column("Ngày chuyển", 12),
    Column("Ký nhận", 10),
    Column("Ghi chú", 18),
)


def printed(body: Organisation, year: int, rows: Iterable[Outgoing], day: date) -> PrintedTable:
    """The book of a body and year, as it stands on the day; the column for signing is left to the paper."""
    title, cells = "Sổ đăng ký văn bản đi", [_cells(row) for row in rows]
    return book_table("Văn bản đi", title, body, year, day, COLUMNS, cells)


def _cells(row: Outgoing) -> list[str | int]:
    return [
        row.code,
        day_in_words(row.issued_on),
        f"{row.kind_name}: {row.subject}",
        row.signer,
        row.recipients,
        row.kept_by,
        row.copies or "",
        day_in_words(row.passed_on),
        "",
        row.remark,
    ]
