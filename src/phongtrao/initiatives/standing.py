"""How models stood on a day, by the days on which their deeds took effect; their three figures, never added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum

from phongtrao.initiatives.models import STANDING, GroupCount, Initiative, InitiativeDeed, Place, Review
from phongtrao.procedures import INITIATIVE
from phongtrao.words import HANOI
from phongtrao.work.cases import BEGUN

AFTER = {(step.deed, before): step.after or before for step in INITIATIVE.steps for before in step.before}
"""Deed and state before → state after."""
OF_DEED = {"decide_initiative": "decided_on", "launch": "launched_on", "retire": "ended_on"}
"""Deeds that take effect on a day of their own: the field that holds it."""
FETCHED = ("deeds", "places__counts", Prefetch("reviews", Review.objects.closed()))
"""What has to be fetched with models before they are asked how they stood."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Models, places and groups: three figures that are never added up."""

    initiatives: int
    places: int
    groups: int


def state_on(initiative: Initiative, day: date) -> str | None:
    """The state at the day's end; None where it was not there yet. Deeds that took effect later do not count."""
    state: str | None = None
    now = ""
    for deed in initiative.deeds.all():
        begins = deed.deed == BEGUN
        now = _first_state(initiative) if begins else AFTER.get((deed.deed, now), now)
        if (initiative.begins_on() if begins else effective_day(initiative, deed)) <= day:
            state = now
    return state


def _first_state(initiative: Initiative) -> str:
    return "running" if initiative.entered else INITIATIVE.start


def effective_day(initiative: Initiative, deed: InitiativeDeed) -> date:
    """The day from which a deed counts: the one on its paper where it has one."""
    own: date | None = getattr(initiative, OF_DEED[deed.deed]) if deed.deed in OF_DEED else None
    return own or deed.at.astimezone(HANOI).date()


def stood_on(initiative: Initiative, day: date) -> bool:
    """Whether it worked at the day's end."""
    return state_on(initiative, day) in STANDING


def places_on(initiative: Initiative, day: date) -> list[Place]:
    """Its places at work on the day; none where it did not stand."""
    return [one for one in initiative.places.all() if one.is_on(day)] if stood_on(initiative, day) else []


def figures_on(initiatives: Iterable[Initiative], day: date) -> Figures:
    """The three figures on any day, from rows with `FETCHED`."""
    standing = [one for one in initiatives if stood_on(one, day)]
    places = [place for one in standing for place in places_on(one, day)]
    return Figures(len(standing), len(places), sum(place.groups_on(day) for place in places))


def figures_now(rows: QuerySet[Initiative], day: date) -> Figures:
    """The same of today, in two queries, for lists of any length."""
    standing = rows.filter(state__in=STANDING).order_by()
    told = (
        places_at_work(day)
        .filter(case__in=standing.values("pk"))
        .aggregate(places=Count("pk"), groups=Sum("groups_now"))
    )
    return Figures(standing.count(), told["places"], told["groups"] or 0)


def figures_of(initiatives: Iterable[Initiative], day: date) -> dict[int, tuple[int, int]]:
    """Model → its places and its groups today, in one query; nothing for one without places at work."""
    rows = places_at_work(day).filter(case__in=[one.pk for one in initiatives]).values_list("case")
    told = rows.annotate(places=Count("pk"), groups=Sum("groups_now"))
    return {case: (places, groups or 0) for case, places, groups in told}


def places_at_work(day: date) -> QuerySet[Place]:
    """Places at work today, each with its groups by the last count."""
    last = GroupCount.objects.filter(place=OuterRef("pk"), counted_on__lte=day).order_by("-counted_on")
    return Place.objects.at_work(day).annotate(groups_now=Subquery(last.values("groups")[:1])).order_by()


def last_review(initiative: Initiative, day: date) -> Review | None:
    """The closed review of the last year that was closed by the day; from rows with `FETCHED`."""
    closed = [
        one for one in initiative.reviews.all() if one.closed_at and one.closed_at.astimezone(HANOI).date() <= day
    ]
    return max(closed, key=lambda one: one.year, default=None)
