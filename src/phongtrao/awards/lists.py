"""Lists of who is proposed, as papers annex them: a table for each kind of subject, people by name, post and body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import SUBJECTS
from phongtrao.work.desk import names_of
from vanban.paper import Annex, Table

CENTRED = ("center", "left", "left", "left")


def rows_of(case: Commendation) -> list[Nominee]:
    """The list in the order of papers: by kind, then as it was drawn up; each with its `named`, the body's name of the
    day on which it was put there."""
    rows = list(case.nominees.select_related("body").order_by("pk"))
    names = names_of({row.body_id for row in rows}, case.begun_on)
    order = list(SUBJECTS)
    for row in rows:
        row.__dict__["named"] = names[row.body_id]
    return sorted(rows, key=lambda row: order.index(row.kind))


def named(row: Nominee) -> str:
    """The name of its body."""
    return str(row.__dict__.get("named") or row.body.name)


def nominee_words(row: Nominee) -> str:
    """`Nguyễn Văn An, Tổ trưởng, UBND xã An Lạc`; of a collective its name."""
    if not row.is_person:
        return named(row)
    return ", ".join(filter(None, (row.full_name, row.post_title, named(row))))


def counted(rows: Iterable[Nominee]) -> str:
    """`02 tập thể, 01 cá nhân`: numbers below ten with a zero, as papers write them."""
    kinds = [row.kind for row in rows]
    return ", ".join(f"{kinds.count(kind):02d} {word}" for kind, word in SUBJECTS.items() if kind in kinds)


def full_list(rows: Sequence[Nominee], title: str) -> Iterator[Annex]:
    """An annex for each kind of subject."""
    for kind, word in SUBJECTS.items():
        if of_it := [row for row in rows if row.kind == kind]:
            yield Annex(f"{title}: {word}", (_table(of_it, people=of_it[0].is_person),))


def _table(rows: Sequence[Nominee], people: bool) -> Table:
    if not people:
        bodies = tuple((str(at), named(row)) for at, row in enumerate(rows, 1))
        return Table(("STT", "Tập thể"), bodies, (1, 9), ("center", "left"))
    cells = tuple((str(at), row.full_name, row.post_title, named(row)) for at, row in enumerate(rows, 1))
    return Table(("STT", "Họ và tên", "Chức vụ", "Đơn vị"), cells, (1, 4, 3, 4), CENTRED)


def voted_list(rows: Sequence[Nominee]) -> Annex:
    """The votes on each."""
    cells = tuple(
        (
            str(at), nominee_words(row), str(row.voters), str(row.votes_for), str(row.votes_against),
            "đủ phiếu" if row.is_carried else "không đủ phiếu",
        )
        for at, row in enumerate(rows, 1)
    )  # fmt: skip
    header = ("STT", "Trường hợp", "Số người biểu quyết", "Tán thành", "Không tán thành", "Kết quả")
    aligns = ("center", "left", "center", "center", "center", "left")
    return Annex("Kết quả biểu quyết", (Table(header, cells, (1, 5, 2, 1.5, 1.5, 2), aligns),), across=True)
