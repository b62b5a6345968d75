"""What bodies say to each other beside their tasks, purged by itself: obstacles, and what inspections found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from phongtrao.documents.holdings import Holding, file_of, texts_of
from phongtrao.work.models import (
    Inspection,
    Mending,
    MendingDeed,
    Obstacle,
    ObstacleDeed,
    Shortcoming,
    Visit,
)


def talk() -> dict[str, Holding]:
    """Every field of words and every file of these, by the name that addresses and commands give them."""
    return _obstacles() | _inspections() | _mendings()


def _obstacles() -> dict[str, Holding]:
    def deeds(u: Any, d: Any) -> Any:
        return ObstacleDeed.objects.visible_to(u, d).select_related("obstacle__assignment__organisation")

    def page(row: Any) -> str:
        return reverse("obstacle", args=[row.obstacle_id])

    def body(row: Any) -> Any:
        return row.obstacle.assignment.organisation

    asked = texts_of(
        "vướng mắc",
        Obstacle,
        ("text",),
        lambda u, d: Obstacle.objects.in_line(u, d).select_related("assignment__organisation"),
        lambda row: reverse("obstacle", args=[row.pk]),
        lambda row: row.assignment.organisation,
    )
    answered = texts_of("trả lời vướng mắc", ObstacleDeed, ("note",), deeds, page, body)

    def forget_question(row: Obstacle, shell: str) -> None:
        asked.clear(row, shell)
        # What search looks in holds question and answer together.
        Obstacle.objects.filter(pk=row.pk).update(folded="")

    def forget_answer(row: ObstacleDeed, shell: str) -> None:
        answered.clear(row, shell)
        Obstacle.objects.filter(pk=row.obstacle_id).update(folded="")

    return {
        "vuong-mac": replace(asked, clear=forget_question),
        "tra-loi": replace(answered, clear=forget_answer),
    }


def _inspections() -> dict[str, Holding]:
    def of_visit(row: Any) -> str:
        return reverse("inspection", args=[row.visit.inspection_id])

    return {
        "kiem-tra": texts_of(
            "tên cuộc kiểm tra",
            Inspection,
            ("title",),
            lambda u, d: Inspection.objects.visible_to(u, d).select_related("organisation"),
            lambda row: reverse("inspection", args=[row.pk]),
            lambda row: row.organisation,
        ),
        "buoi-kiem-tra": texts_of(
            "nhận xét của buổi kiểm tra",
            Visit,
            ("remark", "place"),
            lambda u, d: Visit.objects.visible_to(u, d).select_related("organisation"),
            lambda row: reverse("inspection", args=[row.inspection_id]),
            lambda row: row.organisation,
        ),
        "ton-tai": texts_of(
            "tồn tại, hạn chế",
            Shortcoming,
            ("text",),
            lambda u, d: Shortcoming.objects.visible_to(u, d).select_related("visit__organisation"),
            of_visit,
            lambda row: row.visit.organisation,
        ),
    }


def _mendings() -> dict[str, Holding]:
    def deeds(u: Any, d: Any) -> Any:
        shown = "mending__shortcoming__visit__organisation"
        return MendingDeed.objects.visible_to(u, d).select_related(shown, "file")

    def page(row: Any) -> str:
        return reverse("mending", args=[row.mending_id])

    def body(row: Any) -> Any:
        return row.mending.shortcoming.visit.organisation

    return {
        "khac-phuc": texts_of(
            "việc khắc phục",
            Mending,
            ("text",),
            lambda u, d: Mending.objects.visible_to(u, d).select_related("shortcoming__visit__organisation"),
            lambda row: reverse("mending", args=[row.pk]),
            lambda row: row.shortcoming.visit.organisation,
        ),
        "loi-khac-phuc": texts_of("nội dung ghi khi khắc phục", MendingDeed, ("note",), deeds, page, body),
        "tep-khac-phuc": file_of("tệp kèm việc khắc phục", deeds, page, body),
    }
