"""What an Excel sheet of a report is bound to: form, version, period and body, signed by the site in a hidden sheet.

The binding also keeps what stood in each cell when the sheet was made, so that nothing typed on the page meanwhile is
written over unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

SALT = "report-sheet"
PIECE = 30_000
"""Characters of the token in one cell; Excel holds 32,767."""
MARK = "phongtrao:bao-cao"
"""In the first cell of the sheet, in a hidden column with the names of the rows."""
HIDDEN_MARK = "phongtrao:ma-bang"
"""In the first cell of the hidden sheet; below it the token."""
HEADINGS = ("Nội dung", "Đơn vị tính", "Kỳ trước", "Kỳ này", "Tổng số (với tỷ lệ)", "Cách ghi")
"""Of the columns from the second on; `VALUE` and `BASE` are filled in."""
NAME, TITLE, UNIT, LAST, VALUE, BASE, HOW = range(7)
Written = tuple[str, str]
"""A cell and its base as `cells.written` has them."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Which report a sheet is for, and what stood in its cells; a cell that is not in `was` was empty."""

    form: str
    version: int
    period: str
    body: str
    """Its code."""
    made_at: datetime
    was: Mapping[str, Written]


def seal(binding: Binding) -> list[str]:
    """The signed token, cut into pieces that fit into cells."""
    said = [binding.form, binding.version, binding.period, binding.body, binding.made_at.isoformat()]
    token = signing.dumps([*said, binding.was], salt=SALT, compress=True)
    return [token[start : start + PIECE] for start in range(0, len(token), PIECE)]


def unseal(pieces: Iterable[str]) -> Binding:
    """What this site sealed. Raises ValueError for anything else, and for a token that was changed."""
    try:
        form, version, period, body, made_at, was = signing.loads("".join(pieces), salt=SALT)
    except signing.BadSignature as error:
        raise ValueError("not a token of this site") from error
    given = {name: (text, base) for name, (text, base) in was.items()}
    return Binding(form, version, period, body, datetime.fromisoformat(made_at), given)


def address(row: int, column: int) -> str:
    """A cell as Excel calls it, row from 1, column from 0: `D12`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
