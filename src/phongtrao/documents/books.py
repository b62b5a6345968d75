"""Registers of a body as tables to print and file: each says whose it is, and on which day it stood so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from phongtrao.organisations.models import Organisation
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.words import day_in_words


def book_table(
    name: str,
    title: str,
    body: Organisation,
    year: int,
    day: date,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Cell]],
) -> PrintedTable:
    """The book of a body and year as it stands on the day; `name` is that of its tab in Excel."""
    above = (body.name_on(day), f"Số liệu ngày {day_in_words(day)}")
    return PrintedTable(name, f"{title} năm {year}", above, columns, rows)
