"""What a leader sees on one page and on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from phongtrao.measures import MEASURES
from phongtrao.organisations.models import User
from phongtrao.overview.blocks import Block, blocks, body_address
from phongtrao.overview.country import archipelago_places, provinces_on
from phongtrao.overview.drawn import DrawnMap, drawn_map
from phongtrao.overview.figures import MONEY, NEEDED, WORKING, Told, told
from phongtrao.overview.load_map import currents
from phongtrao.overview.models import MapVersion
from phongtrao.overview.nationwide import bodies_by_province
from phongtrao.overview.spans import Span
from phongtrao.overview.territory import Territory
from phongtrao.words import day_in_words


@dataclass(frozen=True, slots=True)
class Overview:
    """The five blocks, and the map where the person sees more than one unit."""

    territory: Territory
    span: Span
    told: dict[str, Told]
    blocks: list[Block]
    map: DrawnMap | None


def overview(
    place: Territory,
    span: Span,
    measure: str,
    user: User,
    versions: dict[str, MapVersion] | None = None,
    by_outlines: bool = False,
) -> Overview:
    """The province as it stands; `versions`: positions and boundaries loaded for it, asked for if not given."""
    found = told((*NEEDED, *WORKING, *MONEY, measure), place.bodies.keys(), span, place.day)
    map_ = None
    if place.is_of_many and measure in found:
        there = currents(place.root) if versions is None else versions
        map_ = _map(place, span, found, measure, there, by_outlines)
    return Overview(place, span, found, blocks(place, found, span, user), map_)


def _map(
    place: Territory,
    span: Span,
    found: dict[str, Told],
    measure: str,
    versions: dict[str, MapVersion],
    by_outlines: bool,
) -> DrawnMap:
    given = found["duties_asked"]

    def address(unit: str) -> str:
        """The board of the unit's first body with duties; else the page of its first body."""
        bodies = place.by_unit.get(unit, [])
        busy = next((body for body in bodies if given.of(body)), None)
        if busy is not None:
            return body_address(place, busy, span)
        return reverse("organisation", args=[place.bodies[bodies[0]].code]) if bodies else ""

    title = f"{MEASURES[measure].title}, {place.name.removeprefix('UBND ')}, {span.said}"
    return drawn_map(title, place.places, place.by_unit, found[measure], versions, address, by_outlines)


def country_map(user: User, span: Span, day: date, measure: str, by_outlines: bool = False) -> DrawnMap | None:
    """The provinces of the country with what the person sees of each; None for a measure that nobody tells."""
    bodies = bodies_by_province(user, day)
    found = told([measure], {body for some in bodies.values() for body in some}, span, day).get(measure)
    if found is None:
        return None
    places = [*provinces_on(day), *archipelago_places()]
    title = f"{MEASURES[measure].title}, cả nước, {span.said}, số liệu ngày {day_in_words(day)}"

    def address(_: str) -> str:
        return ""

    return drawn_map(title, places, bodies, found, currents(None), address, by_outlines)
