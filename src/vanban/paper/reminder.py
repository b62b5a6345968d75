"""The reminder letter (công văn đôn đốc): who is late with what, by how many days, by when to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vanban.paper.content import Annex, Item, Paper, Paragraph, Run, Signer, Table, Words

MOST_IN_LETTER = 12
"""Rows that the letter itself holds; more go into an annex."""
MOST_NAMED = 10
"""Bodies that are addressed by name; more are addressed together, their names stand in the table."""
_HEADER = ("STT", "Cơ quan, đơn vị", "Nhiệm vụ", "Căn cứ", "Thời hạn", "Số ngày chậm")
_WIDTHS = (1.0, 3.4, 4.8, 4.0, 2.6, 1.8)
_RESULTS = "Hoàn thành nhiệm vụ, gửi kết quả"
_REASONS = "Nêu rõ lý do chậm; nếu có khó khăn, vướng mắc hoặc không thuộc thẩm quyền thì báo cáo ngay."
_ALIGNS = ("center", "left", "left", "left", "center", "center")


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that one body owes: the duty in a few words, the clause and document that ask for it, its last day."""

    body: str
    duty: str
    source: str
    """`điểm a khoản 1 Mục IV Kế hoạch số 96/KH-UBND ngày 12/8/2025`."""
    due: date
    days: int
    """Days late on the day of the letter, as the site counts them."""
    key: str = ""
    """What the site calls it; the figure in the letter can be found again by it."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all letters of an office have in common, as in `Paper`."""

    agency: str
    place: str
    symbol: str
    signers: tuple[Signer, ...]
    parent: str = ""
    recipients: tuple[str, ...] = ()
    kept: str = "VT"


def reminder(head: Letterhead, late: Sequence[Late], as_of: date, answer_by: date, to: str = "") -> Paper:
    """A draft of the letter, without number and day.

    `as_of` is the day that the list was made, `answer_by` the last day for results, `to` the body that collects them
    (the issuer where it is empty). Raises `ValueError` where nobody is late.
    """
    if not late:
        raise ValueError("nobody is late: there is nothing to remind of")
    names = tuple(dict.fromkeys(one.body for one in late))
    table = _table(late)
    inside = len(late) <= MOST_IN_LETTER
    return Paper(
        kind="cong_van",
        agency=head.agency,
        parent=head.parent,
        symbol=head.symbol,
        place=head.place,
        year=as_of.year,
        subject="đôn đốc thực hiện nhiệm vụ quá hạn",
        addressees=names if len(names) <= MOST_NAMED else ("Các cơ quan, đơn vị có tên trong Phụ lục",),
        blocks=(
            Paragraph(_counted(late, len(names), as_of, inside)),
            *((table,) if inside else ()),
            Paragraph(f"{head.agency} đề nghị các cơ quan, đơn vị có tên nêu trên:"),
            Item("khoan", f"{_RESULTS} về {to or head.agency} chậm nhất ngày {answer_by:%d/%m/%Y}."),
            Item("khoan", _REASONS),
            Paragraph("Đề nghị các cơ quan, đơn vị quan tâm thực hiện."),
        ),
        signers=head.signers,
        recipients=head.recipients,
        kept=head.kept,
        annexes=() if inside else (Annex("Danh sách nhiệm vụ quá hạn", (table,), across=True),),
    )


def _counted(late: Sequence[Late], bodies: int, as_of: date, inside: bool) -> Words:
    return (
        f"Qua theo dõi, đến ngày {as_of:%d/%m/%Y} còn ",
        Run(f"{len(late):02d}", field="late.count"),
        " nhiệm vụ của ",
        Run(f"{bodies:02d}", field="late.bodies"),
        " cơ quan, đơn vị đã quá thời hạn mà chưa có kết quả",
        ", cụ thể như sau:" if inside else " (có Phụ lục kèm theo).",
    )


def _table(late: Sequence[Late]) -> Table:
    rows = tuple(
        (str(at), one.body, one.duty, one.source, f"{one.due:%d/%m/%Y}", (Run(str(one.days), field=_field(one, at)),))
        for at, one in enumerate(late, 1)
    )
    return Table(_HEADER, rows, _WIDTHS, _ALIGNS)


def _field(one: Late, at: int) -> str:
    return f"late.{one.key or at}.days"
