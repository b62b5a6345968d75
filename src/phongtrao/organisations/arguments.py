"""What commands take from the command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime

FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def a_day(written: str) -> date:
    """`2026-01-30` or `30/01/2026` as a day. Raises ArgumentTypeError."""
    for form in FORMS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise ArgumentTypeError(f"«{written}» chưa phải ngày; xin ghi dạng 30/01/2026 hoặc 2026-01-30")
