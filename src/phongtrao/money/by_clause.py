"""Khoản nào chi cho việc gì: lines of several estimates by the clause that pays them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum

from phongtrao.money.models import EstimateLine
from phongtrao.money.shown import APPRAISED, newest


@dataclass(frozen=True, slots=True)
class ClauseSums:
    """What lines of one clause come to in đồng: asked for and appraised in the newest version of each estimate,
    approved in the one in force."""

    asked: int = 0
    appraised: int = 0
    approved: int = 0


def sums_by_clause(cases: Any) -> dict[str, ClauseSums]:
    """By the name of the clause; two queries."""
    known = Q(case__state__in=APPRAISED)
    lines = EstimateLine.objects.filter(case__in=newest(cases)).order_by().values("clause")
    asked = lines.annotate(
        asked=Sum(F("hundredths") * F("price"), default=0), told=Sum("appraised", filter=known, default=0)
    )
    in_force = EstimateLine.objects.filter(case__in=cases.filter(state="approved").order_by().values("pk")).order_by()
    approved = dict(in_force.values("clause").annotate(told=Sum("approved", default=0)).values_list("clause", "told"))
    found = {row["clause"]: (row["asked"] // 100, row["told"]) for row in asked}
    return {name: ClauseSums(*found.get(name, (0, 0)), approved=approved.get(name, 0)) for name in {*found, *approved}}


def lines_of_clause(cases: Any, clause: str) -> list[EstimateLine]:
    """Lines that the clause pays, of the newest version of each estimate and of the one in force."""
    shown = Q(case__in=newest(cases)) | Q(case__in=cases.filter(state="approved").order_by().values("pk"))
    return list(
        EstimateLine.objects.filter(shown, clause=clause).select_related("case").order_by("case", "position", "pk")
    )
