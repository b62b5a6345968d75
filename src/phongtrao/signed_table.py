"""A table that was looked at, signed for the person who did: the page holds it until it is confirmed."""

from __future__ import annotations

from django.core import signing

from phongtrao.organisations.models import User
from phongtrao.table_files import Row, Table

AN_HOUR = 3600
TOO_LATE = "Bản xem trước đã quá một giờ hoặc không đúng. Xin gửi lại tệp."


def packed(table: Table, user: User, purpose: str) -> str:
    """The table as one signed text; `purpose` is what it may be used for, of which thing."""
    rows = [(row.number, [row.cells[one] for one in table.headings]) for row in table.rows]
    said = {"name": table.name, "headings": table.headings, "rows": rows}
    return signing.dumps(said, salt=_salt(user, purpose), compress=True)


def unpacked(written: str, user: User, purpose: str) -> Table:
    """The table that this person looked at for this purpose. Raises signing.BadSignature."""
    said = signing.loads(written, salt=_salt(user, purpose), max_age=AN_HOUR)
    headings = tuple(said["headings"])
    rows = tuple(Row(number, dict(zip(headings, cells, strict=True))) for number, cells in said["rows"])
    return Table(said["name"], headings, rows)


def _salt(user: User, purpose: str) -> str:
    return f"{purpose}:{user.pk}"
