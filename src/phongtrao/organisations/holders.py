"""Who holds on another day what a body held: along successions of bodies, and along the communes of its territory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from phongtrao.organisations.models import AreaSuccession, AreaVersion, Organisation, OrganisationVersion, Succession

DISTRICT_TIER = "huyen"
LOWER_TIERS = (DISTRICT_TIER, "xa")
ROOMS = {"phong", "van_phong", "thanh_tra"}
"""Kinds of the offices of a People's Committee: one goes on in those that answer for the same fields."""


@dataclass(frozen=True, slots=True)
class Found:
    """A body, and how it was found: named, kind, rest, alias or successor.

    `confirmed` is false where a person still has to say so; `partly` where it took over only a part, or took in
    territory of others too; `field` are the fields (`y_te;tre_em`) of a department's work that it took over, empty
    where it took over whatever no other one did.
    """

    organisation: Organisation
    how: str
    confirmed: bool = True
    partly: bool = False
    field: str = ""


class Sort(NamedTuple):
    """What makes bodies of one tier alike. Departments have each a field of its own, which tells none apart here."""

    level: str
    kind: str
    field: str


def sort_of(version: OrganisationVersion) -> Sort:
    return Sort(version.level, version.kind, version.field if version.level in LOWER_TIERS else "")


def holders(bodies: Iterable[Organisation], day: date, since: date | None = None) -> tuple[Found, ...]:
    """The bodies that hold on `day` what these held; those that exist on that day hold it themselves (`named`).

    A department goes on in its successors: one that took over everything is certain, several are to be confirmed.
    A body of a district or commune goes on in the bodies of the same kind (an office: of its fields) in the communes
    of its territory, as that was on `since` (its last day, where not given); while there are districts, a district's
    goes on in those in which these communes lie. These are always to be confirmed. Who took in land of several of the
    bodies and of nobody else is not `partly`.
    """
    found: dict[int, Found] = {}
    for heir in _all_holders(list(bodies), day, since):
        known = found.get(heir.organisation.pk)
        found[heir.organisation.pk] = _both(known, heir) if known else heir
    return tuple(found.values())


def _all_holders(bodies: list[Organisation], day: date, since: date | None) -> Iterator[Found]:
    gone: dict[tuple[Sort, date], set[int]] = defaultdict(set)
    there: dict[Sort, set[int]] = defaultdict(set)
    for body in bodies:
        now = next((v for v in body.versions.all() if v.is_valid_on(day)), None)
        last = now or _last_version(body, day)
        local = body.area_id if last and last.level in LOWER_TIERS else None
        if now is not None:
            yield Found(body, "named")
            there[sort_of(now)] |= {local} if local else set()
        elif last is not None and local:
            gone[sort_of(last), since or last.valid_until or day].add(local)
        elif last is not None:
            yield from _successors(body, day)
    for (sort, start), areas in gone.items():
        yield from _in_territory(sort, areas, there[sort], day, start)


def _both(one: Found, other: Found) -> Found:
    """A body that was found twice: certain where one of them is, for all fields of both."""
    sure = other if other.confirmed and not one.confirmed else one
    fields = (one.field, other.field)
    return replace(sure, field=";".join(dict.fromkeys(fields)) if all(fields) else "")


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
            for heir in holders([step.successor], day):
                sure = certain and heir.confirmed
                partly = step.partly or bool(step.field) or heir.partly
                found.append(Found(heir.organisation, "successor", sure, partly, step.field or heir.field))
    return found


def moved(body: Organisation, since: date, day: date) -> tuple[Found, ...]:
    """Who took over a field of the work of a body that goes on, after `since` and up to `day`; to be confirmed."""
    steps = Succession.objects.filter(predecessor=body, day__gt=since, day__lte=day, successor__isnull=False)
    return tuple(
        Found(heir.organisation, "successor", False, True, step.field)
        for step in steps.exclude(field="").select_related("successor").order_by("day", "pk")
        for heir in (holders([step.successor], day) if step.successor else ())
    )


def _in_territory(sort: Sort, gone: set[int], there: set[int], day: date, since: date) -> list[Found]:
    """Heirs of bodies of one sort in the areas `gone`; those of the same sort in the areas `there` go on themselves."""
    mine = heirs_of_areas(gone, since, day)
    everybodys = heirs_of_areas(gone | there, since, day) if there else mine
    found = _of_sort(sort, _districts_over(set(mine), everybodys, day), day) if sort.level == DISTRICT_TIER else []
    return found or _of_sort(sort, {area: everybodys[area] for area in mine}, day)


def _of_sort(sort: Sort, areas: dict[int, bool], day: date) -> list[Found]:
    """Bodies in these areas that are what those were; areas with whether they hold others' territory too."""
    kinds = ROOMS if sort.kind in ROOMS else {sort.kind}
    there = OrganisationVersion.objects.on(day).filter(organisation__area__in=areas, kind__in=kinds)
    own, found = set(sort.field.split(";")), []
    for version in there.select_related("organisation").order_by("organisation__code"):
        fields = set(version.field.split(";"))
        if fields & own if sort.kind in ROOMS else version.field == sort.field:
            partly = areas[version.organisation.area_id or 0] or not own <= fields
            found.append(Found(version.organisation, "successor", False, partly))
    return found


def _districts_over(communes: set[int], everybodys: dict[int, bool], day: date) -> dict[int, bool]:
    """Districts in which these communes lie on `day`, with whether they hold others' territory too."""
    inside = AreaVersion.objects.on(day)
    parents = inside.filter(area__in=communes).values("parent")
    # What stands over a province is nothing: areas with an area above and below them are districts.
    over = set(inside.filter(area__in=parents, parent__isnull=False).values_list("area", flat=True))
    partly = dict.fromkeys(over, False)
    for district, commune in inside.filter(parent__in=over).values_list("parent", "area"):
        partly[district] |= everybodys.get(commune, True)
    return partly


def heirs_of_areas(areas: set[int], since: date, day: date) -> dict[int, bool]:
    """Area ids that hold on `day` the territory of these as it was on `since`; whether each took in others' too.

    Followed by communes only: a later shape of a district says nothing of what an earlier one held.
    """
    start = _communes_of(areas, since)
    mine, arrivals = set(start), list[AreaSuccession]()
    frontier = start
    while frontier:
        steps = AreaSuccession.objects.filter(predecessor__in=frontier, successor__isnull=False)
        arrivals += (found := list(steps.filter(day__gt=since, day__lte=day)))
        frontier = {s.successor_id for s in found if s.successor_id} - mine
        mine |= frontier
    alive = set(AreaVersion.objects.on(day).filter(area__in=mine).values_list("area", flat=True))
    # An island district without communes follows them itself: its own territory is no other's.
    shared = _shared(mine | areas, start | areas, arrivals, since, day)
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
