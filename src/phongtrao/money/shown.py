"""How estimates are shown: sums of several, which figures of one are final."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q, Sum

from phongtrao.money.models import GIVEN_UP, Estimate, EstimateLine
from phongtrao.money.sums import Line

COUNTED = ("drafting", "returned", "sent", "appraised", "approved")
"""States that count: what was refused, given up or stepped back for another does not."""
APPRAISED = ("appraised", "approved", "refused", "superseded")
"""States in which finance has said what it had to say."""
DECIDED = ("approved", "superseded")


@dataclass(frozen=True, slots=True)
class WholeSums:
    """Sums of several estimates in đồng, each with how many of them it counts."""

    asked: int
    asked_of: int
    appraised: int
    appraised_of: int
    approved: int
    approved_of: int


def whole_sums(rows: Any) -> WholeSums:
    """What is asked for in the newest version of each, what finance came to in the newest that it has finished, and
    what is approved in the one in force: so no sum counts an amendment beside what it amends. One query."""
    is_newest, in_force = ~Q(case__in=amended()), Q(case__state="approved")
    known = Q(case__in=newest_appraised(rows))
    lines = EstimateLine.objects.filter(case__in=rows.filter(state__in=COUNTED).order_by().values("pk"))
    told = lines.aggregate(
        asked=Sum(F("hundredths") * F("price"), filter=is_newest, default=0),
        asked_of=Count("case", filter=is_newest, distinct=True),
        appraised=Sum("appraised", filter=known, default=0),
        appraised_of=Count("case", filter=known, distinct=True),
        approved=Sum("approved", filter=in_force, default=0),
        approved_of=Count("case", filter=in_force, distinct=True),
    )
    return WholeSums(**{**told, "asked": told["asked"] // 100})


def amended() -> Any:
    """Estimates in whose place another stands or is being drawn up."""
    return Estimate.objects.exclude(state__in=GIVEN_UP).exclude(amends=None).order_by().values("amends")


def shown_lines(case: Estimate) -> list[Line]:
    """Its lines with the figures that are final: while finance or the decider is at work theirs are their own, and
    who mends what was returned sees what finance said of it."""
    lines = case.said_lines()
    if not is_appraised(case) and case.state != "returned":
        lines = [replace(line, appraised=None, appraisal_reason="") for line in lines]
    return lines if is_decided(case) else [replace(line, approved=None, approval_reason="") for line in lines]


def newest(rows: Any) -> Any:
    """Of those estimates that stand, the ones that no other amends."""
    return rows.filter(state__in=COUNTED).exclude(pk__in=amended()).order_by().values("pk")


def newest_appraised(rows: Any) -> Any:
    """Of those estimates that stand, the newest version that finance has finished: what was approved counts until the
    one that amends it is appraised too."""
    by_others = amended().filter(state__in=APPRAISED)
    return rows.filter(state__in=COUNTED).filter(state__in=APPRAISED).exclude(pk__in=by_others).order_by().values("pk")


def is_appraised(case: Estimate) -> bool:
    """Whether what finance said of it is final."""
    return case.state in APPRAISED


def is_decided(case: Estimate) -> bool:
    """Whether it was approved."""
    return case.state in DECIDED
