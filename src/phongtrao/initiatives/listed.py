"""Models as lists show them: on pages, for paper and Excel, as lines of JSON on any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from phongtrao.initiatives.equipping import CONDITIONS
from phongtrao.initiatives.models import EquipmentCount, Initiative, Repair, Review
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.initiatives.reviewing import is_overdue, year_owed
from phongtrao.initiatives.standing import FETCHED, figures_of, last_review, places_on, state_on, stood_on
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.procedures import INITIATIVE
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of

RELATED = ("kind", "organisation", "decider")


@dataclass(frozen=True, slots=True)
class Line:
    """A model on a day: its state then, its places and groups then, each counted apart."""

    row: Initiative
    body: str
    decider: str
    state: str
    places: int
    groups: int
    review: Review | None
    """The last closed one."""
    overdue: int | None
    """The year whose review is overdue."""
    equipment: tuple[EquipmentCount, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """Owed on the day."""

    @property
    def kind(self) -> str:
        return self.row.said.title

    @property
    def word(self) -> str:
        return INITIATIVE.words[self.state]

    @property
    def proposal(self) -> str:
        return PROPOSALS.get(self.review.proposal, "") if self.review else ""

    @property
    def verdict(self) -> str:
        return PROPOSALS.get(self.review.verdict, "") if self.review else ""

    @property
    def late_repairs(self) -> int:
        return len(self.repairs)


def lines(rows: QuerySet[Initiative], day: date) -> list[Line]:
    """Every model that was there on the day; a fixed number of queries."""
    found = list(rows.select_related(*RELATED).prefetch_related(*FETCHED, "equipment", "repairs"))
    bodies = {one.organisation_id for one in found} | {one.decider_id for one in found if one.decider_id}
    names = names_of(bodies, day)
    told = ((one, state_on(one, day)) for one in found)
    return [_line(one, state, names, day) for one, state in told if state is not None]


def _line(one: Initiative, state: str, names: dict[int, str], day: date) -> Line:
    places = places_on(one, day)
    overdue = year_owed(one, day) if is_overdue(one, day) and stood_on(one, day) else None
    decider = names.get(one.decider_id or 0, "")
    owed = [r for r in one.repairs.all() if (r.done_on is None or r.done_on > day) and r.due < day]
    return Line(
        one, names[one.organisation_id], decider, state, len(places), sum(p.groups_on(day) for p in places),
        last_review(one, day), overdue, tuple(_last_counts(one.equipment.all(), day)), tuple(owed),
    )  # fmt: skip


def page_rows(rows: QuerySet[Initiative], day: date) -> QuerySet[Initiative]:
    """The same rows with what `page_lines` reads of each."""
    late = Repair.objects.late(day).filter(case=OuterRef("pk"))
    found = rows.select_related("kind", "organisation").annotate(repairs_late=Exists(late))
    return found.prefetch_related(Prefetch("reviews", Review.objects.closed())).order_by("-begun_on", "-pk")


def page_lines(found: Sequence[Initiative], day: date) -> list[Line]:
    """Models as they stand today, for a page of a list: three queries however many they are."""
    names = names_of({one.organisation_id for one in found}, day)
    figures = figures_of(found, day)
    return [
        Line(
            one, names[one.organisation_id], "", one.state, *figures.get(one.pk, (0, 0)), last_review(one, day),
            year_owed(one, day) if is_overdue(one, day) else None,
        )
        for one in found
    ]  # fmt: skip


def _last_counts(rows: Iterable[EquipmentCount], day: date) -> list[EquipmentCount]:
    """Of each kind of equipment the last line up to the day."""
    found: dict[str, EquipmentCount] = {}
    for row in sorted((row for row in rows if row.counted_on <= day), key=lambda row: row.counted_on):
        found[row.title] = row
    return [found[title] for title in sorted(found)]


def as_json(line: Line) -> dict[str, Any]:
    """One object for scripts; `places` and `groups` are figures of their own."""
    row, review = line.row, line.review
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind.name if row.kind else None,
        "kind_version": row.kind.number if row.kind else None,
        "organisation": line.body,
        "organisation_code": row.organisation.code,
        "decider": line.decider or None,
        "state": line.state,
        "decision": row.decision or None,
        "decided_on": _iso(row.decided_on),
        "launched_on": _iso(row.launched_on),
        "ended_on": _iso(row.ended_on),
        "replicated_from": row.replicated_from_id,
        "places": line.places,
        "groups": line.groups,
        "equipment": [
            {"title": e.title, "on": e.counted_on.isoformat()} | {name: getattr(e, name) for name in CONDITIONS}
            for e in line.equipment
        ],
        "repairs_late": line.late_repairs,
        "last_review": review.year if review else None,
        "met": review.met if review else None,
        "asked": review.asked if review else None,
        "proposal": review.proposal if review else None,
        "verdict": review.verdict or None if review else None,
        "review_overdue": line.overdue,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


COLUMNS = (
    Column("Mô hình", 34), Column("Loại", 26), Column("Đơn vị", 30), Column("Mã đơn vị", 16), Column("Trạng thái", 20),
    Column("Ngày ra mắt", 12), Column("Quyết định", 16), Column("Số điểm", 8), Column("Số tổ", 8),
    Column("Đánh giá năm", 9), Column("Tiêu chí đạt", 10), Column("Đề xuất", 12), Column("Ý kiến quyết định", 14),
)  # fmt: skip


def printed(found: Sequence[Line], day: date) -> PrintedTable:
    """The list for paper and Excel."""
    rows: list[list[Cell]] = [
        [
            one.row.title, one.kind, one.body, one.row.organisation.code, one.word, day_in_words(one.row.launched_on),
            one.row.decision, one.places, one.groups, str(one.review.year) if one.review else "",
            f"{one.review.met}/{one.review.asked}" if one.review else "", one.proposal, one.verdict,
        ]
        for one in found
    ]  # fmt: skip
    above = (f"Tính đến ngày {day_in_words(day)}", "Mô hình, điểm, tổ đếm riêng, không cộng với nhau.")
    return PrintedTable("Mô hình", "Danh sách mô hình", above, COLUMNS, rows)
