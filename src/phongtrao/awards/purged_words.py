"""What people write into commendations besides deeds and papers, purged by itself; counts, days and votes stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.awards.models import Commendation, Nominee
from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, texts_of, without
from phongtrao.documents.models import Outgoing


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(
        {
            "noi-dung-khen-thuong": _repeated("nội dung đề nghị khen thưởng", Commendation, ("title", "quota_reason")),
            "truong-hop-khen-thuong": _repeated(
                "trường hợp đề nghị khen thưởng", Nominee, ("achievement", "opinion", "full_name", "post_title")
            ),
        }
    )
    KEEPS_WORDS.append(Outgoing)


def _case(row: Any) -> Commendation:
    found: Commendation = row if isinstance(row, Commendation) else row.case
    return found


def _repeated(word: str, kin: type[models.Model], fields: tuple[str, ...]) -> Holding:
    """Words that papers drafted of the case repeat."""
    manager: Any = kin._default_manager
    held = texts_of(
        word, kin, fields,
        lambda user, day: manager.visible_to(user, day),
        lambda row: reverse("commendation", args=[_case(row).pk]),
        lambda row: _case(row).organisation,
        lambda row: getattr(row, "at", None) or _case(row).deeds.order_by("pk")[0].at,
    )  # fmt: skip

    def clear(row: Any, shell: str) -> None:
        said = [getattr(row, field) for field in fields]
        held.clear(row, shell)
        if isinstance(row, Nominee):
            Nominee.objects.filter(pk=row.pk).update(subject_key=f"purged:{row.pk}")
        papers = _case(row).papers.exclude(outgoing=None).values("outgoing")
        for text in filter(None, said):
            for paper in Outgoing.objects.filter(pk__in=papers):
                kept = {"content": without(text, paper.content, shell), "subject": paper.subject.replace(text, shell)}
                Outgoing.objects.filter(pk=paper.pk).update(**kept)

    return replace(held, clear=clear)
