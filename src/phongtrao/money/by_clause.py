"""Khoản nào chi cho việc gì: lines of several estimates by the clause that pays them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum

from phongtrao.money.models import EstimateLine
from phongtrao.money.shown import newest, newest_appraised


@dataclass(frozen=True, slots=True)
class ClauseSums:
    """What lines of one clause come to in đồng: asked for in the newest version of each estimate, appraised in
    the newest that finance has finished, approved in the one in force."""

    asked: int = 0
    appraised: int = 0
    approved: int = 0


def sums_by_clause(cases: Any) -> dict[str, ClauseSums]:
    """By the name of the clause; three queries."""
    asked = _by_clause(newest(cases), Sum(F("hundredths") * F("price"), default=0))
    appraised = _by_clause(newest_appraised(cases), Sum("appraised", default=0))
    approved = _by_clause(cases.filter(state="approved").order_by().values("pk"), Sum("approved", default=0))
    return {
        name: ClauseSums(asked.get(name, 0) // 100, appraised.get(name, 0), approved.get(name, 0))
        for name in {*asked, *appraised, *approved}
    }


def _by_clause(cases: Any, value: Sum) -> dict[str, int]:
    lines = EstimateLine.objects.filter(case__in=cases).order_by()
    return dict(lines.values("clause").annotate(told=value).values_list("clause", "told"))


def lines_of_clause(cases: Any, clause: str) -> list[EstimateLine]:
    """Lines that the clause pays, of the newest version of each estimate and of the one in force."""
    shown = Q(case__in=newest(cases)) | Q(case__in=cases.filter(state="approved").order_by().values("pk"))
    return list(
        EstimateLine.objects.filter(shown, clause=clause).select_related("case").order_by("case", "position", "pk")
    )
