"""What people write into models, purged by itself; states, counts, days and who did what stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, texts_of, without
from phongtrao.documents.models import Outgoing
from phongtrao.initiatives.models import (
    EquipmentCount,
    Initiative,
    Place,
    Repair,
    Review,
    ReviewAnswer,
    StatedTarget,
)
from phongtrao.organisations.models import Organisation, User

DESCRIBED = ("title", "aim", "findings", "regulation")


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(
        {
            "noi-dung-mo-hinh": _described(),
            "ten-diem": _repeated(_texts("tên điểm của mô hình", Place, ("name",))),
            "ten-thiet-bi": _repeated(_texts("tên thiết bị", EquipmentCount, ("title",))),
            "viec-sua-chua": _texts("việc phải sửa chữa", Repair, ("title", "words")),
            "y-kien-danh-gia": _texts("ý kiến về đánh giá năm", Review, ("verdict_words",)),
            "minh-chung-danh-gia": _texts("minh chứng của đánh giá năm", ReviewAnswer, ("evidence",), "review"),
            "can-cu-chi-tieu": texts_of(
                "căn cứ của chỉ tiêu", StatedTarget, ("source",),
                lambda user, day: StatedTarget.objects.visible_to(user, day).select_related("root"),
                lambda row: reverse("targets"), lambda row: row.root,
            ),
        }
    )  # fmt: skip


def _case(row: Any, through: str) -> Initiative:
    found: Initiative = (getattr(row, through) if through else row).case
    return found


def _texts(word: str, kin: Any, fields: tuple[str, ...], through: str = "") -> Holding:
    """Words on a row of a model; `through` which of its fields, where the model is not its own."""
    prefix = f"{through}__" if through else ""

    def rows(user: User, day: date) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = kin.objects.visible_to(user, day)
        return found.select_related(f"{prefix}case__organisation")

    def address(row: Any) -> str:
        return reverse("initiative", args=[_case(row, through).pk])

    def body(row: Any) -> Organisation:
        return _case(row, through).organisation

    return texts_of(word, kin, fields, rows, address, body, lambda row: getattr(row, "at", None) or row.begun_at)


def _described() -> Holding:
    """What describes a model; models replicated from it, and papers drafted of it, repeat it."""
    held = texts_of(
        "nội dung mô hình", Initiative, DESCRIBED, lambda user, day: Initiative.objects.visible_to(user, day),
        lambda row: reverse("initiative", args=[row.pk]), lambda row: row.organisation, _begun_at,
    )  # fmt: skip

    def clear(row: Initiative, shell: str) -> None:
        said = {name: getattr(row, name) for name in DESCRIBED}
        held.clear(row, shell)
        Initiative.objects.filter(pk=row.pk).update(folded="")
        for one in Initiative.objects.filter(replicated_from=row):
            same = {name: "" for name, text in said.items() if text and getattr(one, name) == text}
            Initiative.objects.filter(pk=one.pk).update(
                **same | ({"title": shell, "folded": ""} if "title" in same else {})
            )
            _clear_papers(one, [*said.values()], shell)
        _clear_papers(row, [*said.values()], shell)

    KEEPS_WORDS.append(Outgoing)
    return replace(held, clear=clear)


def _begun_at(row: Initiative) -> Any:
    return row.deeds.order_by("pk").values_list("at", flat=True)[0]


def _repeated(held: Holding) -> Holding:
    """Words that stand in papers drafted of the model, too."""

    def clear(row: Any, shell: str) -> None:
        said = held.texts(row)
        held.clear(row, shell)
        _clear_papers(row.case, said, shell)

    return replace(held, clear=clear)


def _clear_papers(case: Initiative, said: list[str], shell: str) -> None:
    """Take the words, whole and line by line as papers have them, out of papers that were drafted of the model."""
    lines = {line.strip() for text in said for line in [text, *text.splitlines()] if line.strip()}
    for paper in Outgoing.objects.filter(pk__in=case.papers.exclude(outgoing=None).values("outgoing")):
        content = paper.content
        for line in sorted(lines, key=len, reverse=True):
            content = without(line, content, shell)
        Outgoing.objects.filter(pk=paper.pk).update(content=content)
