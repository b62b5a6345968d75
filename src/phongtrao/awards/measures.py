"""Figures that commendations tell by themselves: counts, never names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import COLLECTIVE
from phongtrao.measures import Measured, counted, measure
from phongtrao.words import day_in_words


@measure("commendations_decided", "Đề nghị khen thưởng đã có quyết định", "đề nghị", "commendations?muc=tat-ca")
def commendations_decided(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Proposals of a body that were decided in the span and stand; certificates of recognition are none."""
    until = min(last, day)
    rows = Commendation.objects.filter(state="decided", decided_on__range=(first, until))
    words = f"đề nghị khen thưởng có quyết định từ {day_in_words(first)} đến {day_in_words(until)}"
    return counted(rows, "organisation", bodies, words)


@measure("times_commended", "Lượt được khen thưởng", "lượt")
def times_commended(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """How often a body itself was commended as a collective by decisions of the span that stand."""
    until = min(last, day)
    rows = Nominee.objects.filter(
        kind=COLLECTIVE, standing=True, case__state="decided", case__decided_on__range=(first, until)
    )
    words = f"lượt tập thể được khen thưởng từ {day_in_words(first)} đến {day_in_words(until)}"
    return counted(rows, "body", bodies, words)
