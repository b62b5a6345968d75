"""Candidates of a year as a table for paper and Excel."""

from __future__ import annotations

from collections.abc import Sequence

from phongtrao.printed_table import Column, PrintedTable
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.selecting import OTHERS, Candidate
from phongtrao.words import day_in_words
from phongtrao.work.models import Programme

COLUMNS = (
    Column("Mã đơn vị", 18),
    Column("Tên đơn vị", 36),
    Column("Đối tượng", 16),
    Column("Năm", 7),
    Column("Ngày đăng ký", 13),
    Column("Muộn", 8),
    Column("Gửi đến", 30),
    *(Column(f"{word} năm trước", 18) for word in OTHERS.values()),
    Column("Trạng thái", 22),
)


def printed(programme: Programme, year: int, lines: Sequence[Candidate]) -> PrintedTable:
    """Every line, in its order."""
    rows = [
        [
            line.row.organisation.code, line.body, line.subject, line.row.year, day_in_words(line.row.registered_on),
            "muộn" if line.row.is_late else "", line.where, *(result or "chưa có" for result in line.results),
            CANDIDACY.words[line.row.state],
        ]
        for line in lines
    ]  # fmt: skip
    above = (programme.title, f"{len(rows)} đơn vị đăng ký")
    return PrintedTable("Đăng ký", f"Danh sách đăng ký xây dựng năm {year}", above, COLUMNS, rows)
