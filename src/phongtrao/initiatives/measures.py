"""Figures that models of bodies tell by themselves. Models, places and groups are never added up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from phongtrao.initiatives.models import STANDING, EquipmentCount, GroupCount, Initiative, Place, Review
from phongtrao.initiatives.proposal import GOOD
from phongtrao.measures import Measured, counted, measure
from phongtrao.words import day_in_words

Told = dict[int, Measured]


def _standing(on: date) -> Any:
    """Models at work on the day by the days of their launch and end; of today's also by their state."""
    rows = Initiative.objects.filter(launched_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return rows.filter(Q(state__in=STANDING) | Q(ended_on__isnull=False))


@measure("initiatives_running", "Mô hình đang hoạt động", "mô hình", "initiatives")
def initiatives_running(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Models of a body at work at the end of the span, by name."""
    on = min(last, day)
    words = f"mô hình đang hoạt động ngày {day_in_words(on)}, theo ngày ra mắt và ngày thanh loại"
    return counted(_standing(on), "organisation", bodies, words)


@measure("initiative_places", "Điểm đang có mô hình", "điểm", "initiatives")
def initiative_places(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Places of those models at work at the end of the span."""
    on = min(last, day)
    return counted(_places(on), "case__organisation", bodies, f"điểm đang hoạt động ngày {day_in_words(on)}")


@measure("initiative_groups", "Tổ tại các điểm", "tổ")
def initiative_groups(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Groups of those places by the last count before the end of the span."""
    on = min(last, day)
    counts = GroupCount.objects.filter(place=OuterRef("pk"), counted_on__lte=on).order_by("-counted_on")
    rows = _places(on).annotate(groups_then=Subquery(counts.values("groups")[:1]))
    words = f"tổ tại các điểm đang hoạt động, theo lần đếm cuối đến {day_in_words(on)}"
    return counted(rows, "case__organisation", bodies, words, Sum("groups_then"))


def _places(on: date) -> Any:
    return Place.objects.on(on).filter(case__in=_standing(on).values("pk"))


@measure("initiatives_working", "Mô hình hoạt động hiệu quả", "mô hình", "working")
def initiatives_working(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Of the models reviewed whose last closed review is of a year up to the span's end: those kept or replicated."""
    on = min(last, day)
    rows = Review.objects.last_ones().filter(year__lte=on.year, case__in=_standing(on).values("pk"))
    good = Q(verdict__in=GOOD) | Q(verdict="", proposal__in=GOOD)
    words = f"mô hình mà đánh giá năm gần nhất (đến năm {on.year}) là giữ hoặc nhân rộng, trên số đã đánh giá"
    return counted(rows, "case__organisation", bodies, words, Count("pk", good), Count("pk"))


@measure("equipment_degraded", "Thiết bị xuống cấp, hỏng", "thiết bị", "initiatives")
def equipment_degraded(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Of the equipment by the last inventory before the span's end: what is degraded or broken."""
    on = min(last, day)
    words = f"thiết bị xuống cấp hoặc hỏng theo lần kiểm kê cuối đến {day_in_words(on)}, trên tổng số"
    return _equipment(bodies, on, words, Sum(F("degraded") + F("broken")))


@measure("equipment_good", "Thiết bị còn tốt", "thiết bị")
def equipment_good(bodies: Collection[int], first: date, last: date, day: date) -> Told:
    """Of the equipment by the last inventory before the span's end: what is good."""
    on = min(last, day)
    words = f"thiết bị còn tốt theo lần kiểm kê cuối đến {day_in_words(on)}, trên tổng số"
    return _equipment(bodies, on, words, Sum("good"))


def _equipment(bodies: Collection[int], on: date, words: str, value: Any) -> Told:
    rows = EquipmentCount.objects.last_ones(on).filter(case__in=_standing(on).values("pk"))
    whole = Sum(F("good") + F("degraded") + F("broken"))
    return counted(rows, "case__organisation", bodies, words, value, whole)
