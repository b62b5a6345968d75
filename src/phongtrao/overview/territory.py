"""Of whom the overview speaks: a province, its units on the day, and the bodies that the person sees in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from phongtrao.organisations import tree
from phongtrao.organisations.models import AreaVersion, Organisation, OrganisationVersion, User
from phongtrao.organisations.units import KIND_WORDS
from phongtrao.tile_map import Spot
from phongtrao.words import fold


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is called on the day; `unit`: code of the unit in which it lies, empty for the province's own."""

    pk: int
    code: str
    name: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the map: an area directly below the one of which the map is. `code`: ours, `number`: the State's."""

    code: str
    number: str
    name: str
    spot: Spot | None

    @property
    def bare(self) -> str:
        return bare(self.name)


def bare(name: str) -> str:
    """A place's name without its kind: `Hà Thanh` of `tỉnh Hà Thanh`."""
    for kind in KIND_WORDS:
        if name.casefold().startswith(f"{kind} "):
            return name[len(kind) + 1 :]
    return name


@dataclass(frozen=True)
class Territory:
    """A province as one person sees it on a day."""

    root: Organisation
    name: str
    """Of whom the figures are: the province where all of it is in reach, else the topmost body that is."""
    code: str
    day: date
    bodies: Mapping[int, Body]
    places: tuple[Place, ...]
    """All units of the province, by name, those with none of the person's bodies too."""

    @cached_property
    def by_unit(self) -> Mapping[str, list[int]]:
        """Unit → the person's bodies there, the People's Committee first."""
        found: dict[str, list[int]] = defaultdict(list)
        for body in sorted(self.bodies.values(), key=lambda one: (one.kind != "ubnd", one.code)):
            if body.unit:
                found[body.unit].append(body.pk)
        return found

    @property
    def is_of_many(self) -> bool:
        """Whether there is a map to draw: the person sees more than one unit."""
        return len(self.by_unit) > 1


def territory(user: User, day: date, found: Sequence[Organisation], code: str = "") -> Territory | None:
    """Of the provinces that the person may ask about the one of this code, or the first; None where there are none."""
    root = next((one for one in found if one.code == code), found[0] if found else None)
    if root is None:
        return None
    inside = _bodies_of(root, user, day, alone=len(found) == 1)
    places = tuple(places_of(root, day))
    versions = _versions(inside, day)
    bodies = _placed(versions, {place.code for place in places})
    return Territory(root, *_whose(root, versions), day, bodies, places)


def _whose(root: Organisation, versions: Mapping[int, Version]) -> tuple[str, str]:
    """Name and code of the province or, of who sees less, of the topmost body; of several the first, and how many."""
    tops = [row for row in versions.values() if not {row[4], row[5]} & versions.keys()]
    tops = [versions[root.pk]] if root.pk in versions else sorted(tops, key=lambda row: row[1])
    if not tops:
        return root.code, root.code
    more = f" và {len(tops) - 1} đơn vị khác" if len(tops) > 1 else ""
    return f"{tops[0][2]}{more}", tops[0][1]


def _bodies_of(root: Organisation, user: User, day: date, alone: bool) -> set[int]:
    if user.sees_all(day):
        return tree.below_either([root.pk], day)
    return user.reach(day) if alone else user.reach(day) & tree.below_either([root.pk], day)


Version = tuple[int, str, str, str, int | None, int | None, str | None]
FIELDS = (
    "organisation_id", "organisation__code", "name", "kind", "parent_id", "line_parent_id", "organisation__area__code",
)  # fmt: skip


def _versions(bodies: Collection[int], day: date) -> dict[int, Version]:
    rows = OrganisationVersion.objects.on(day).filter(organisation__among=bodies).values_list(*FIELDS)
    return {row[0]: row for row in rows}


def _placed(versions: Mapping[int, Version], units: Collection[str]) -> dict[int, Body]:
    """Each body with its unit: its own area's, else that of the body above it."""
    known: dict[int, str] = {}

    def unit_of(pk: int, seen: frozenset[int] = frozenset()) -> str:
        if pk in known or pk not in versions or pk in seen:
            return known.get(pk, "")
        _, _, _, _, parent, line, area = versions[pk]
        if area in units:
            known[pk] = area or ""
        else:
            above = (up for up in (parent, line) if up is not None)
            known[pk] = next((unit for up in above if (unit := unit_of(up, seen | {pk}))), "")
        return known[pk]

    return {pk: Body(pk, row[1], row[2], row[3], unit_of(pk)) for pk, row in versions.items()}


def places_of(root: Organisation, day: date) -> list[Place]:
    """Units of the province on the day by name, with the points that ship with them."""
    rows = AreaVersion.objects.on(day).filter(parent=root.area_id, parent__isnull=False).select_related("area")
    found = [
        Place(row.area.code, row.code, row.name, _spot(row.area.code, row.longitude, row.latitude)) for row in rows
    ]
    return sorted(found, key=lambda place: (fold(place.bare), place.code))


def _spot(code: str, longitude: float | None, latitude: float | None) -> Spot | None:
    return None if longitude is None or latitude is None else Spot(code, longitude, latitude)
