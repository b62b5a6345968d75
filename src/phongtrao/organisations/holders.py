"""Who holds on another day what a body held: along successions of bodies, and along the communes of its territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from phongtrao.organisations.models import AreaSuccession, AreaVersion, Organisation, OrganisationVersion, Succession

LOWER_TIERS = ("huyen", "xa")
COMMUNE_TIER = "xa"


@dataclass(frozen=True, slots=True)
class Found:
    """A body, and how it was found: named, kind, rest, alias or successor.

    `confirmed` is false where a person still has to say so; `partly` where it took over only a part, or took in
    territory of others too.
    """

    organisation: Organisation
    how: str
    confirmed: bool = True
    partly: bool = False


def holders(bodies: Iterable[Organisation], day: date, since: date | None = None) -> tuple[Found, ...]:
    """The bodies that hold on `day` what these held; those that exist on that day hold it themselves (`named`).

    A department goes on in its successors: one that took over everything is certain, several are to be confirmed.
    A body of a district or commune goes on in the bodies of the same kind in the communes of its territory, as that
    was on `since` (its last day, where not given); these are always to be confirmed.
    """
    found: dict[int, Found] = {}
    for body in bodies:
        for heir in _holders_of(body, day, since):
            known = found.get(heir.organisation.pk)
            if known is None or (heir.confirmed and not known.confirmed):
                found[heir.organisation.pk] = heir
    return tuple(found.values())


def _holders_of(body: Organisation, day: date, since: date | None) -> list[Found]:
    if body.exists_on(day):
        return [Found(body, "named")]
    last = _last_version(body, day)
    if last is None:
        return []
    if last.level in LOWER_TIERS and body.area_id:
        return _in_territory(body, last, day, since or last.valid_until or day)
    return _successors(body, day)


def _last_version(body: Organisation, day: date) -> OrganisationVersion | None:
    """How the body was when it ended; None for one that begins only after `day`."""
    ended = [v for v in body.versions.all() if v.valid_until and v.valid_until < day]
    return max(ended, key=lambda v: v.valid_until or day) if ended else None


def _successors(body: Organisation, day: date) -> list[Found]:
    steps = list(
        Succession.objects.filter(predecessor=body, day__lte=day, successor__isnull=False).order_by("day", "pk")
    )
    certain = len({s.successor_id for s in steps}) == 1 and not any(s.field or s.partly for s in steps)
    found = []
    for step in steps:
        if step.successor is not None:
            for heir in _holders_of(step.successor, day, None):
                sure = certain and heir.confirmed
                found.append(
                    Found(heir.organisation, "successor", sure, step.partly or bool(step.field) or heir.partly)
                )
    return found


def _in_territory(body: Organisation, last: OrganisationVersion, day: date, since: date) -> list[Found]:
    areas = heirs_of_area(body.area_id or 0, since, day)
    there = Organisation.objects.on(day).filter(area__in=areas).order_by("code")
    found = []
    for heir in there:
        version = heir.version(day)
        if version and (version.kind, version.field) == (last.kind, last.field) and version.level == COMMUNE_TIER:
            found.append(Found(heir, "successor", False, areas[heir.area_id or 0]))
    return found


def heirs_of_area(area: int, since: date, day: date) -> dict[int, bool]:
    """Area ids that hold on `day` the territory of `area` as it was on `since`; whether each took in others' too.

    Followed by communes only: a later shape of a district says nothing of what an earlier one held.
    """
    start = _communes_of({area}, since)
    mine, arrivals = set(start), list[AreaSuccession]()
    frontier = start
    while frontier:
        steps = AreaSuccession.objects.filter(predecessor__in=frontier, successor__isnull=False)
        arrivals += (found := list(steps.filter(day__gt=since, day__lte=day)))
        frontier = {s.successor_id for s in found if s.successor_id} - mine
        mine |= frontier
    alive = set(AreaVersion.objects.on(day).filter(area__in=mine).values_list("area", flat=True))
    # An island district without communes follows them itself: its own territory is no other's.
    shared = _shared(mine | {area}, start | {area}, arrivals, since, day)
    return {pk: pk in shared for pk in alive}


def _shared(mine: set[int], start: set[int], arrivals: list[AreaSuccession], since: date, day: date) -> set[int]:
    """Areas of `mine` that hold territory from outside: taken in on the way, or their own from before."""
    first: dict[int, date] = {}
    for step in arrivals:
        if step.successor_id:
            first[step.successor_id] = min(step.day, first.get(step.successor_id, step.day))
    shared = set()
    for version in AreaVersion.objects.filter(area__in=set(first) - start):
        if version.is_valid_on(first[version.area_id] - timedelta(days=1)):
            shared.add(version.area_id)
    edges = list(
        AreaSuccession.objects.filter(successor__in=mine, day__gt=since, day__lte=day).values_list(
            "predecessor", "successor"
        )
    )
    while True:
        more = {to for origin, to in edges if origin not in mine or origin in shared} - shared
        if not more:
            return shared
        shared |= more


def _communes_of(areas: set[int], day: date) -> set[int]:
    """The lowest areas that lay in these on `day`; an area without any below it is its own."""
    below = AreaVersion.objects.on(day).filter(parent__in=areas)
    pairs = list(below.values_list("parent", "area"))
    parents = {parent for parent, _ in pairs}
    lowest = areas - parents
    return lowest | (_communes_of({area for _, area in pairs}, day) if pairs else set())
