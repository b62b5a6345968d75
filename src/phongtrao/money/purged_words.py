"""What people write into estimates, purged by itself; figures, states, days and who did what stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, texts_of, without
from phongtrao.documents.models import Outgoing
from phongtrao.money.models import Estimate, EstimateLine, EstimatePaper
from phongtrao.organisations.models import Organisation
from phongtrao.words import HANOI

SHORT = 3
TITLE, LINE = ("title",), ("words", "heading", "unit", "remark")


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(
        {
            "ten-du-toan": _repeated("nội dung dự toán", Estimate, TITLE),
            "khoan-du-toan": _repeated("nội dung khoản chi", EstimateLine, LINE),
            "ly-do-tham-dinh": _repeated("lý do thẩm định khoản chi", EstimateLine, ("appraisal_reason",)),
            "ly-do-phe-duyet": _repeated("lý do phê duyệt khoản chi", EstimateLine, ("approval_reason",)),
        }
    )


def _repeated(word: str, kin: type[Any], fields: tuple[str, ...]) -> Holding:
    """Words that other versions of the estimate and the papers drafted of it repeat: each whole text is taken out."""
    held = texts_of(
        word, kin, fields, _rows(kin), lambda row: reverse("estimate", args=[_case(row).pk]), _body, since=_since
    )

    def clear(row: Any, shell: str) -> None:
        # Shorter texts, as a unit, would be taken out of words that have nothing to do with them.
        said = [text for field in fields if len(text := getattr(row, field)) > SHORT]
        chain = _chain(_case(row))
        held.clear(row, shell)
        for text in said[:1]:
            same = {fields[0]: text, ("pk__in" if kin is Estimate else "case__in"): chain}
            silent = dict.fromkeys(fields[1:], "") | {fields[0]: shell}
            kin._base_manager.filter(**same).update(**silent)
        for paper in Outgoing.objects.filter(pk__in=_papers(chain)):
            content, subject = paper.content, paper.subject
            for text in said:
                content, subject = without(text, content, shell), subject.replace(text, shell)
            Outgoing.objects.filter(pk=paper.pk).update(content=content, subject=subject)

    KEEPS_WORDS.append(Outgoing)
    return replace(held, clear=clear)


def _rows(kin: Any) -> Any:
    related = ("organisation",) if kin is Estimate else ("case__organisation",)
    return lambda user, day: kin.objects.visible_to(user, day).select_related(*related)


def _case(row: Any) -> Estimate:
    found: Estimate = row if isinstance(row, Estimate) else row.case
    return found


def _body(row: Any) -> Organisation:
    return _case(row).organisation


def _since(row: Any) -> Any:
    if isinstance(row, Estimate):
        return row.deeds.order_by("pk")[0].at.astimezone(HANOI)
    return row.at


def _chain(case: Estimate) -> list[int]:
    """The estimate, those that it amends, and those that amend it."""
    found = [case.pk, *(one.pk for one in case.versions_before())]
    more = found
    while more:
        more = list(Estimate.objects.filter(amends__in=more).exclude(pk__in=found).values_list("pk", flat=True))
        found += more
    return found


def _papers(chain: list[int]) -> models.QuerySet[Any, Any]:
    return EstimatePaper.objects.filter(case__in=chain).exclude(outgoing=None).values("outgoing")
