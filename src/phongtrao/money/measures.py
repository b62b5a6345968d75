"""Figures that estimates tell by themselves, in đồng: asked for, appraised, approved in the years of a span.

Of a province they are those of all its bodies; of any other body its own alone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, QuerySet, Sum

from phongtrao.measures import Measured, counted, measure
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.money.shown import APPRAISED, newest

ASKED = Sum(F("hundredths") * F("price") / 100)


def _told(lines: QuerySet[EstimateLine], bodies: Collection[int], words: str, value: Sum) -> dict[int, Measured]:
    own = counted(lines, "case__organisation", bodies, f"{words} của đơn vị", value)
    whole = counted(lines, "case__root", bodies, f"{words} của các đơn vị trong tỉnh", value)
    return {pk: whole[pk] if whole[pk].value else own[pk] for pk in own}


def _years(first: date, last: date) -> QuerySet[Estimate]:
    return Estimate.objects.filter(year__range=(first.year, last.year))


def _said(what: str, first: date, last: date) -> str:
    years = f"năm {first.year}" if first.year == last.year else f"các năm {first.year}-{last.year}"
    return f"số tiền {what} trong dự toán {years}"


@measure("money_asked", "Kinh phí đề nghị", "đồng")
def money_asked(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """What is asked for in the newest version of each estimate."""
    lines = EstimateLine.objects.filter(case__in=newest(_years(first, last)))
    return _told(lines, bodies, _said("đề nghị", first, last), ASKED)


@measure("money_appraised", "Kinh phí đã thẩm định", "đồng")
def money_appraised(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """What finance came to in the newest version of each estimate."""
    lines = EstimateLine.objects.filter(case__in=newest(_years(first, last)), case__state__in=APPRAISED)
    return _told(lines, bodies, _said("sau thẩm định", first, last), Sum("appraised"))


@measure("money_approved", "Kinh phí đã phê duyệt", "đồng")
def money_approved(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """What is approved in the estimates in force."""
    lines = EstimateLine.objects.filter(case__in=_years(first, last).filter(state="approved"))
    return _told(lines, bodies, _said("phê duyệt", first, last), Sum("approved"))
