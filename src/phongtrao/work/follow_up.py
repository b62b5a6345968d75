"""Sổ theo dõi giải quyết văn bản đến: what came in, by when it is to be dealt with, and how far that is.

Columns of Decree 30/2020/NĐ-CP, Appendix IV. The day and the progress are those of the duties given out of the document
to the body and all below it; the answer is the body's own document that a person confirmed to carry it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from phongtrao.documents.books import book_table
from phongtrao.documents.models import Arrival, Effect
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.words import day_in_words
from phongtrao.work.board import MARKS, WORDS
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.models import Assignment, Task
from phongtrao.work.tallies import Scope, Tally, tallies

DOCUMENT = "assignment__duty__adoption__document"
COLUMNS = (
    Column("Số đến", 8),
    Column("Tên loại, số, ký hiệu, ngày tháng và tác giả văn bản", 50),
    Column("Đơn vị hoặc người nhận", 22),
    Column("Thời hạn giải quyết", 14),
    Column("Tiến độ giải quyết", 40),
    Column("Số, ký hiệu văn bản trả lời", 22),
    Column("Ghi chú", 22),
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One line of the book."""

    arrival: Arrival
    named: str
    """`Kế hoạch 35/KH-UBND ngày 12/01/2026 của UBND tỉnh`."""
    due: date | None
    """The first day of what is not done, else the last one."""
    tally: Tally
    answer: str

    @property
    def progress(self) -> list[tuple[str, str, str, int]]:
        """Name, mark, word and number of each count that is not zero."""
        return [(c, MARKS[c], WORDS[c], self.tally.of(c)) for c in (*COUNTS, UNDATED) if self.tally.of(c)]


def follow_ups(arrivals: Iterable[Arrival], body: Organisation, user: User, day: date) -> list[FollowUp]:
    """The lines of a book, with what the user may see of the work of the body and all below it."""
    rows = list(arrivals)
    below = tree.below_either([body.pk], day)
    tally: dict[int, Tally] = defaultdict(Tally)
    for (document, bound), one in tallies(Scope(user, day), "duty__adoption__document").items():
        tally[document] += one if bound in below else Tally()
    documents = {row.document_id for row in rows}
    dues, answers = _dues(documents, below, user, day), _answers(documents, body)
    return [
        FollowUp(row, _named(row), dues.get(row.document_id), tally[row.document_id], answers.get(row.document_id, ""))
        for row in rows
    ]


def _dues(documents: set[int], below: set[int], user: User, day: date) -> dict[int, date]:
    seen = Assignment.objects.visible_to(user, day).filter(organisation__among=below)
    tasks = Task.objects.filter(assignment__in=seen, **{f"{DOCUMENT}__in": documents}).order_by()
    return dict(tasks.unfinished().values_list(DOCUMENT).annotate(first=Min("due")))


def _answers(documents: set[int], body: Organisation) -> dict[int, str]:
    """Document → numbers of the body's own documents that carry it out."""
    found: dict[int, list[str]] = defaultdict(list)
    own = Effect.objects.filter(kind="implements", confirmed=True, onto__in=documents, document__issuer=body)
    for document, number in own.order_by("document__issued_on", "pk").values_list("onto", "document__number"):
        found[document] += [number] if number and number not in found[document] else []
    return {document: "; ".join(numbers) for document, numbers in found.items()}


def _named(row: Arrival) -> str:
    document = row.document
    issued = f" ngày {day_in_words(document.issued_on)}" if document.issued_on else ""
    return f"{document.title}{issued}{f' của {document.issuer_name}' if document.issuer_name else ''}"


def printed(body: Organisation, year: int, rows: Iterable[FollowUp], day: date) -> PrintedTable:
    """The book for paper, as it stands on the day."""
    title, cells = "Sổ theo dõi giải quyết văn bản đến", [_cells(row) for row in rows]
    return book_table("Theo dõi văn bản đến", title, body, year, day, COLUMNS, cells)


def _cells(row: FollowUp) -> list[Cell]:
    return [
        row.arrival.number,
        row.named,
        row.arrival.handled_by,
        day_in_words(row.due),
        "; ".join(f"{word}: {number}" for _, _, word, number in row.progress),
        row.answer,
        row.arrival.remark,
    ]
