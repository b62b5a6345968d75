"""Who was commended: the standing rows of decided proposals, as a page, Excel and Word show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from phongtrao.awards.models import Commendation, CommendationPaper, Nominee
from phongtrao.awards.rules import COLLECTIVE, SUBJECTS
from phongtrao.organisations.models import OrganisationVersion, User
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.words import day_in_words, fold
from phongtrao.work.desk import names_of

COLUMNS = (
    Column("STT", 6),
    Column("Đối tượng", 14),
    Column("Họ và tên", 26),
    Column("Chức vụ", 22),
    Column("Đơn vị", 34),
    Column("Hình thức", 34),
    Column("Thành tích", 40),
    Column("Quyết định", 18),
    Column("Ngày", 12),
)


@dataclass(frozen=True, slots=True)
class Commended:
    """One who was commended. `name` and `post_title` are empty for collectives."""

    row: Nominee
    kind: str
    name: str
    post_title: str
    body: str
    form: str
    decision: str


def commended(
    cases: QuerySet[Commendation], user: User, day: date, with_names: bool, body: str = ""
) -> QuerySet[Nominee]:
    """Collectives of these decided proposals that the user sees; with names the people too, where he reads them.

    `body`: words that the body's name must hold, with or without marks.
    """
    rows = Nominee.objects.visible_to(user, day).filter(case__in=cases, case__state="decided", standing=True)
    rows = rows if with_names else rows.filter(kind=COLLECTIVE)
    for word in fold(body).split():
        rows = rows.filter(body__in=OrganisationVersion.objects.filter(keys__contains=word).values("organisation"))
    return rows.select_related("case__rules", "case__organisation").order_by("-case__decided_on", "case", "-kind", "pk")


def shown(rows: Iterable[Nominee], day: date) -> list[Commended]:
    """Rows as they are read; names of bodies and numbers of decisions are asked once."""
    found = list(rows)
    names = names_of({row.body_id for row in found}, day)
    numbers = decision_numbers({row.case_id for row in found})
    return [
        Commended(
            row, SUBJECTS[row.kind], row.full_name, row.post_title, names[row.body_id], row.case.asked_form.title,
            numbers.get(row.case_id, ""),
        )
        for row in found
    ]  # fmt: skip


def decision_numbers(cases: Iterable[int]) -> dict[int, str]:
    """Proposal → number and symbol of the decision that commended, where it has one."""
    papers = CommendationPaper.objects.filter(case__in=set(cases), name="quyet_dinh").select_related("outgoing")
    return {paper.case_id: paper.code for paper in papers.order_by("pk") if paper.is_whole}


def printed(lines: Iterable[Commended], year: str, with_names: bool) -> PrintedTable:
    """The table for paper and Excel."""
    rows: list[list[Cell]] = [
        [
            at, one.kind, one.name, one.post_title, one.body, one.form, one.row.achievement, one.decision,
            day_in_words(one.row.case.decided_on),
        ]
        for at, one in enumerate(lines, 1)
    ]  # fmt: skip
    title = f"Danh sách được khen thưởng{f' năm {year}' if year else ''}"
    above = (f"{len(rows)} trường hợp" + ("" if with_names else "; không gồm cá nhân, hộ gia đình"),)
    return PrintedTable("Khen thưởng", title, above, COLUMNS, rows)


def counts(cases: QuerySet[Commendation]) -> dict[str, int]:
    """How many of each kind of subject were commended by these decisions, for who sees no names too."""
    rows = Nominee.objects.filter(case__in=cases, case__state="decided", standing=True).order_by()
    found = dict(rows.values_list("kind").annotate(Count("pk")))
    return {word: found.get(kind, 0) for kind, word in SUBJECTS.items()}
