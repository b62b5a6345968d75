"""Figures that recognitions tell by themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from phongtrao.measures import Measured, counted, measure
from phongtrao.recognition.models import Recognition
from phongtrao.words import day_in_words


@measure("recognised_units", "Đơn vị được công nhận", "đơn vị", "candidacies")
def recognised_units(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """1 for a body recognised on the last day of the span, or on the day while it still runs; of each programme."""
    on = min(last, day)
    words = f"công nhận đang có hiệu lực ngày {day_in_words(on)}"
    return counted(Recognition.objects.standing(on), "candidacy__organisation", bodies, words)
