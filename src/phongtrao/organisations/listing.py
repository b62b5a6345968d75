"""Bodies and areas of a day, with what became of them: what pages show and commands print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from phongtrao.organisations.directory import TIERS
from phongtrao.organisations.holders import heirs_of_areas
from phongtrao.organisations.models import (
    Area,
    AreaSuccession,
    AreaVersion,
    Organisation,
    OrganisationVersion,
    Succession,
)
from phongtrao.organisations.models.areas import AreaVersionQuerySet
from phongtrao.organisations.models.bodies import OrganisationQuerySet, OrganisationVersionQuerySet
from phongtrao.organisations.names import body_key

Line = dict[str, Any]
DISTRICT_KINDS = ("huyen", "quan", "thi_xa", "thanh_pho")
TIER_ORDER = Case(
    *(When(level=tier, then=Value(n)) for n, tier in enumerate(TIERS)),
    default=Value(len(TIERS)),
    output_field=IntegerField(),
)
COMMITTEES_FIRST = Case(When(kind="ubnd", then=Value(0)), default=Value(1), output_field=IntegerField())


def bodies_on(
    day: date, among: OrganisationQuerySet | None = None, search: str = "", kind: str = "", level: str = ""
) -> OrganisationVersionQuerySet:
    """Versions of bodies in force on `day`, from the top tier down; `search` without marks, in all their names."""
    found = OrganisationVersion.objects.on(day)
    if among is not None:
        found = found.filter(organisation__in=among)
    if key := body_key(search):
        found = found.filter(keys__contains=key)
    if kind:
        found = found.filter(kind=kind)
    if level:
        found = found.filter(level=level)
    return found.select_related("organisation", "parent").order_by(TIER_ORDER, COMMITTEES_FIRST, "organisation__code")


def areas_on(day: date, province: str = "", search: str = "", kind: str = "") -> AreaVersionQuerySet:
    """Versions of areas in force on `day`; `province` is an identity (`T40`): it and all that lies in it that day."""
    found = AreaVersion.objects.on(day)
    if province:
        inner = AreaVersion.objects.on(day).filter(parent__code=province).values("area")
        lowest = AreaVersion.objects.on(day).filter(parent__in=inner).values("area")
        top = Area.objects.filter(code=province).values("pk")
        found = found.filter(area__in=inner) | found.filter(area__in=lowest) | found.filter(area__in=top)
    if key := body_key(search):
        found = found.filter(folded__contains=key)
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("area", "parent").order_by("code", "area__code")


def body_lines(versions: OrganisationVersionQuerySet, day: date) -> Iterator[Line]:
    """One object for each body, for scripts."""
    rows = list(versions.select_related("organisation__area", "parent", "line_parent", "standing_body"))
    after = _successors(row.organisation_id for row in rows)
    for row in rows:
        yield {
            "code": row.organisation.code,
            "name": row.name,
            "short": row.short or row.name,
            "kind": row.kind,
            "level": row.level,
            "field": row.field or None,
            "area": row.organisation.area.code if row.organisation.area else None,
            "parent": row.parent.code if row.parent else None,
            "line_parent": row.line_parent.code if row.line_parent else None,
            "standing_body": row.standing_body.code if row.standing_body else None,
            "marks": row.marks,
            "valid_from": _iso(row.valid_from),
            "valid_until": _iso(row.valid_until),
            "source": row.source,
            "successors": after[row.organisation_id],
        }


def _successors(bodies: Iterable[int]) -> dict[int, list[Line]]:
    lines: dict[int, list[Line]] = defaultdict(list)
    steps = Succession.objects.filter(predecessor__in=list(bodies)).select_related("successor").order_by("day", "pk")
    names = names_of({s.successor for s in steps if s.successor})
    for step in steps:
        lines[step.predecessor_id].append(
            {
                "code": step.successor.code if step.successor else None,
                "name": names[step.successor.pk] if step.successor else None,
                "day": step.day.isoformat(),
                "kind": step.kind,
                "field": step.field or None,
                "partly": step.partly,
                "source": step.source,
            }
        )
    return lines


def names_of(bodies: Iterable[Organisation], day: date = date.max) -> dict[int, str]:
    """Names on `day` (the last ones known) of many bodies in one query."""
    ids = [body.pk for body in bodies]
    found = Organisation.objects.filter(pk__in=ids).prefetch_related("versions")
    return {body.pk: body.name_on(day) for body in found}


def area_lines(versions: AreaVersionQuerySet, day: date, today: date) -> Iterator[Line]:
    """One object for each area as it was on `day`, for scripts.

    Successors of a district are the communes that hold its territory of that day `today`, those of others what became
    of them.
    """
    rows = list(versions)
    after = _area_successors([row.area_id for row in rows])
    for row in rows:
        district = row.kind in DISTRICT_KINDS
        gone = row.valid_until is not None and row.valid_until < today
        yield {
            "area": row.area.code,
            "code": row.code or None,
            "name": row.name,
            "kind": row.kind,
            "parent": row.parent.code if row.parent else None,
            "valid_from": _iso(row.valid_from),
            "valid_until": _iso(row.valid_until),
            "source": row.source,
            "successors": (_heirs(row.area_id, day, today) if gone else []) if district else after[row.area_id],
        }


def _area_successors(areas: list[int]) -> dict[int, list[Line]]:
    lines: dict[int, list[Line]] = defaultdict(list)
    steps = AreaSuccession.objects.filter(predecessor__in=areas, successor__isnull=False)
    names = _area_names({s.successor_id for s in steps if s.successor_id})
    for step in steps.order_by("day", "successor__code"):
        line = {"day": step.day.isoformat(), "kind": step.kind, "partly": step.partly, "source": step.source}
        lines[step.predecessor_id].append({**names[step.successor_id or 0], **line})
    return lines


def _heirs(area: int, since: date, today: date) -> list[Line]:
    partly = {pk: shared for pk, shared in heirs_of_areas({area}, since, today).items() if pk != area}
    names = _area_names(set(partly))
    order = sorted(partly, key=lambda pk: str(names[pk]["area"]))
    return [{**names[pk], "day": None, "kind": "territory", "partly": partly[pk], "source": None} for pk in order]


def _area_names(areas: set[int]) -> dict[int, Line]:
    found = Area.objects.filter(pk__in=areas).prefetch_related("versions")
    return {area.pk: {"area": area.code, "name": area.name_on(date.max)} for area in found}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
