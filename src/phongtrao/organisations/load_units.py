"""A province's areas and bodies, of both maps, from the data that ships: written once, mended when the data change."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import models, transaction

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.organisations.make_bodies import Draft, EdgeDraft, Places, drafts, edges
from phongtrao.organisations.marks import ARMED_KINDS
from phongtrao.organisations.models import (
    Area,
    AreaSuccession,
    AreaVersion,
    LogEntry,
    Organisation,
    OrganisationVersion,
    Succession,
    User,
)
from phongtrao.organisations.names import body_key, body_keys
from phongtrao.organisations.units import AreaRow, Edge, area_edges, areas_of, family, find_province

M = TypeVar("M", bound=models.Model)
BATCH = 2000
ROOM = "phong"


@dataclass(slots=True)
class Loaded:
    """How many rows there are now, and how many of them were written."""

    province: str
    areas: int = 0
    organisations: int = 0
    versions: int = 0
    successions: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0


def load_units(province: str, by: User | None = None, at: datetime | None = None) -> Loaded:
    """Write areas and bodies of `province`, those merged into it included; by quan-tri where nobody is named.

    What the data say wins over rows of the same areas and bodies, but not over bodies that a person loaded from a file;
    running it again writes nothing. Raises NoProvince for a name that is no province's, Unknown where there is no
    account.
    """
    by = by or find_user(ADMINISTRATOR)
    provinces = family(find_province(province))
    rows = areas_of(provinces)
    places = Places(rows)
    bodies = drafts(places)
    loaded = Loaded(_name(rows, provinces[0]))
    with transaction.atomic():
        areas = _write_areas(rows, loaded)
        ids = _write_bodies(bodies, areas, loaded)
        _write_edges(edges(places, bodies), ids, loaded)
        if loaded.new or loaded.changed or loaded.removed:
            root = Organisation.objects.get(code=places.code(rows[0].area, "ubnd"))
            LogEntry.record(by, "load_units", root, at or words.now(), root, **asdict(loaded))
    return loaded


def _name(rows: list[AreaRow], province: str) -> str:
    """What the province that holds the territory is called now."""
    return [row.name for row in rows if row.area == province][-1]


def _write_areas(rows: list[AreaRow], loaded: Loaded) -> dict[str, int]:
    codes = list(dict.fromkeys(row.area for row in rows))
    _store(Area, Area.objects.filter(code__in=codes), [Area(code=code) for code in codes], ("code",), (), loaded)
    ids = dict(Area.objects.filter(code__in=codes).values_list("code", "pk"))
    versions = [_area_version(row, ids) for row in rows]
    loaded.areas, loaded.versions = len(codes), len(versions)
    there = AreaVersion.objects.filter(area__in=ids.values())
    told = ("code", "name", "folded", "kind", "parent_id", "latitude", "longitude", "valid_until", "source")
    _store(AreaVersion, there, versions, ("area_id", "valid_from"), told, loaded, prune=True)
    between = [
        _area_edge(e, ids) for e in area_edges() if e.predecessor in ids and (not e.successor or e.successor in ids)
    ]
    known = AreaSuccession.objects.filter(predecessor__in=ids.values())
    key = ("predecessor_id", "successor_id", "day")
    _store(AreaSuccession, known, between, key, ("kind", "partly", "share", "source"), loaded, prune=True)
    loaded.successions = len(between)
    return ids


def _area_version(row: AreaRow, ids: dict[str, int]) -> AreaVersion:
    return AreaVersion(
        area_id=ids[row.area],
        code=row.code,
        name=row.name,
        folded=body_key(row.name),
        kind=row.kind,
        parent_id=ids[row.parent] if row.parent else None,
        latitude=row.place[0] if row.place else None,
        longitude=row.place[1] if row.place else None,
        valid_from=row.days[0],
        valid_until=row.days[1],
        source=row.source,
    )


def _area_edge(edge: Edge, ids: dict[str, int]) -> AreaSuccession:
    return AreaSuccession(
        predecessor_id=ids[edge.predecessor],
        successor_id=ids[edge.successor] if edge.successor else None,
        day=edge.day,
        kind=edge.kind,
        partly=edge.partly,
        share=Decimal(edge.share) if edge.share else None,
        source=edge.source,
    )


def _write_bodies(bodies: list[Draft], areas: dict[str, int], loaded: Loaded) -> dict[str, int]:
    places = {draft.code: areas.get(draft.area) for draft in bodies}
    rows = [Organisation(code=code, area_id=area) for code, area in places.items()]
    _store(Organisation, Organisation.objects.filter(code__in=places), rows, ("code",), ("area_id",), loaded)
    ids = dict(Organisation.objects.filter(code__in=places).values_list("code", "pk"))
    there = OrganisationVersion.objects.filter(organisation__in=ids.values())
    by_hand = set(there.filter(by_hand=True).values_list("organisation__code", flat=True))
    armed = _armed(bodies)
    versions = [_body_version(draft, ids, armed) for draft in bodies if draft.code not in by_hand]
    loaded.organisations = len(ids)
    loaded.versions += len(versions)
    there = there.exclude(organisation__code__in=by_hand)
    told = (
        *("name", "short", "folded", "keys", "kind", "level", "field", "parent_id", "line_parent_id"),
        *("standing_body_id", "marks", "valid_until", "source"),
    )
    _store(OrganisationVersion, there, versions, ("organisation_id", "valid_from"), told, loaded, prune=True)
    return ids


def _armed(bodies: list[Draft]) -> set[str]:
    """Codes of armed forces, their rooms with them."""
    forces = {draft.code for draft in bodies if draft.kind in ARMED_KINDS}
    return forces | {draft.code for draft in bodies if draft.kind == ROOM and draft.parent in forces}


def _body_version(draft: Draft, ids: dict[str, int], armed: set[str]) -> OrganisationVersion:
    return OrganisationVersion(
        organisation_id=ids[draft.code],
        name=draft.name,
        short=draft.short,
        folded=body_key(draft.name),
        keys=body_keys(draft.names),
        kind=draft.kind,
        level=draft.level,
        field=draft.field,
        parent_id=ids.get(draft.parent),
        line_parent_id=ids.get(draft.line),
        standing_body_id=ids.get(draft.standing),
        marks={"armed_force": True} if draft.code in armed else {},
        valid_from=draft.days[0],
        valid_until=draft.days[1],
        source=draft.source,
    )


def _write_edges(made: list[EdgeDraft], ids: dict[str, int], loaded: Loaded) -> None:
    rows = [
        Succession(
            predecessor_id=ids[edge.predecessor],
            successor_id=ids[edge.successor],
            day=edge.day,
            kind=edge.kind,
            field=edge.field,
            source=edge.source,
        )
        for edge in made
    ]
    loaded.successions += len(rows)
    there = Succession.objects.filter(predecessor__in=ids.values())
    _store(Succession, there, rows, ("predecessor_id", "successor_id", "day", "field"), ("kind", "source"), loaded)


def _store(
    model: type[M],
    there: models.QuerySet[M],
    wanted: Iterable[M],
    key: tuple[str, ...],
    told: tuple[str, ...],
    loaded: Loaded,
    prune: bool = False,
) -> None:
    """Create, mend and (with `prune`) remove rows until `there` says what `wanted` says; counts go to `loaded`.

    `key` are the attributes that tell rows apart, `told` those that are compared and mended.
    """
    manager = model._default_manager
    known = {_values(row, key): row for row in there}
    new: list[M] = []
    changed: list[M] = []
    for row in wanted:
        old = known.pop(_values(row, key), None)
        if old is None:
            new.append(row)
        elif _values(old, told) != _values(row, told):
            for attribute in told:
                setattr(old, attribute, getattr(row, attribute))
            changed.append(old)
    manager.bulk_create(new, batch_size=BATCH)
    if changed:
        manager.bulk_update(changed, [name.removesuffix("_id") for name in told], batch_size=200)
    if prune and known:
        manager.filter(pk__in=[row.pk for row in known.values()]).delete()
        loaded.removed += len(known)
    loaded.new += len(new)
    loaded.changed += len(changed)


def _values(row: models.Model, names: tuple[str, ...]) -> tuple[Hashable, ...]:
    return tuple(getattr(row, name) for name in names)
