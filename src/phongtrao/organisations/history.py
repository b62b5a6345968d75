"""A body's and an area's timeline: what each was called when, what it came from and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from phongtrao.organisations.holders import LOWER_TIERS, Found, heirs_of_areas, holders
from phongtrao.organisations.listing import DISTRICT_KINDS, names_of
from phongtrao.organisations.models import (
    Area,
    AreaSuccession,
    AreaVersion,
    Organisation,
    OrganisationVersion,
    Succession,
)
from phongtrao.organisations.wording import ORIGINS, SUCCESSIONS, field_words


@dataclass(frozen=True, slots=True)
class Event:
    """One point of a timeline. `day` is its first day; None: since before what is known."""

    day: date | None
    words: str
    source: str
    last_day: date | None = None
    others: tuple[Other, ...] = ()
    place: str = ""
    """Of a version: to whom it belonged then, in its own tier, in its branch."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another body or area that the event is about."""

    code: str
    name: str
    partly: bool = False
    field_words: str = ""
    route: str = "organisation"
    """Name of its page."""


@dataclass(frozen=True, slots=True)
class History:
    """Versions and successions in order of time; `heirs` hold today what it held, where it is gone."""

    events: tuple[Event, ...]
    heirs: tuple[Found, ...] = ()


def body_history(body: Organisation, day: date) -> History:
    """The timeline of a body as known; who holds its duties on `day` where it has ended."""
    versions = sorted(body.versions.all(), key=lambda v: v.valid_from or date.min)
    events = [_version_event(v) for v in versions]
    events += _steps(Succession.objects.filter(predecessor=body).select_related("successor"), "successor", SUCCESSIONS)
    events += _steps(Succession.objects.filter(successor=body).select_related("predecessor"), "predecessor", ORIGINS)
    if body.area is not None and versions and versions[-1].level in LOWER_TIERS:
        events += [replace(e, words=f"địa bàn {e.words}") for e in _area_events(body.area)]
    gone = versions and not body.exists_on(day) and versions[-1].valid_until
    return History(_ordered(events), holders([body], day) if gone else ())


def _version_event(version: OrganisationVersion) -> Event:
    then = version.valid_from or version.valid_until or date.max
    superiors = (
        ("thuộc", version.parent),
        ("ngành dọc", version.line_parent),
        ("thường trực", version.standing_body),
    )
    place = "; ".join(f"{word} {body.name_on(then)}" for word, body in superiors if body)
    return Event(version.valid_from, version.name, version.source, version.valid_until, place=place)


def _steps(rows: Iterable[Succession], end: str, spoken: dict[str, str]) -> list[Event]:
    """Successions of one day, kind and source are one event with several bodies."""
    grouped: dict[tuple[date, str, str], list[Succession]] = {}
    for row in rows:
        grouped.setdefault((row.day, row.kind, row.source), []).append(row)
    names = names_of(getattr(row, end) for some in grouped.values() for row in some if getattr(row, end))
    events = []
    for (day, kind, source), some in grouped.items():
        found = [(getattr(row, end), row) for row in some]
        others = tuple(Other(b.code, names[b.pk], row.partly, field_words(row.field)) for b, row in found if b)
        events.append(Event(day, spoken.get(kind, kind), source, others=others))
    return events


def _ordered(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (e.day or date.min, bool(e.others))))


@dataclass(frozen=True, slots=True)
class AreaHistory:
    events: tuple[Event, ...]
    territory: tuple[Other, ...] = ()
    """Units that hold today the territory of a district that is gone, as it last was."""


def area_history(area: Area, day: date) -> AreaHistory:
    """The timeline of an area as known, and who holds a past district's territory on `day`."""
    versions = sorted(area.versions.all(), key=lambda v: v.valid_from or date.min)
    events = [_area_event(version) for version in versions]
    return AreaHistory(_ordered(events + _area_events(area)), _territory(area, versions, day))


def _area_event(version: AreaVersion) -> Event:
    then = version.valid_from or version.valid_until or date.max
    place = f"thuộc {version.parent.name_on(then)}" if version.parent else ""
    return Event(version.valid_from, version.name, version.source, version.valid_until, place=place)


def _area_events(area: Area) -> list[Event]:
    after = AreaSuccession.objects.filter(predecessor=area).select_related("successor")
    before = AreaSuccession.objects.filter(successor=area).select_related("predecessor")
    return _area_steps(after, "successor", SUCCESSIONS) + _area_steps(before, "predecessor", ORIGINS)


def _area_steps(rows: Iterable[AreaSuccession], end: str, spoken: dict[str, str]) -> list[Event]:
    grouped: dict[tuple[date, str, str], list[Other]] = {}
    for row in rows:
        some = grouped.setdefault((row.day, row.kind, row.source), [])
        other: Area | None = getattr(row, end)
        if other is not None:
            then = row.day - timedelta(days=1) if end == "predecessor" else row.day
            some.append(Other(other.code, other.name_on(then), row.partly, route="area"))
    return [
        Event(day, spoken.get(kind, kind), source, others=tuple(some)) for (day, kind, source), some in grouped.items()
    ]


def _territory(area: Area, versions: list[AreaVersion], day: date) -> tuple[Other, ...]:
    last = versions[-1] if versions else None
    if last is None or last.valid_until is None or last.valid_until >= day or last.kind not in DISTRICT_KINDS:
        return ()
    partly = heirs_of_areas({area.pk}, last.valid_until, day)
    found = Area.objects.filter(pk__in=partly).prefetch_related("versions").order_by("code")
    return tuple(Other(heir.code, heir.name_on(day), partly[heir.pk]) for heir in found)
