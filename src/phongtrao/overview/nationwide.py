"""The country as one person sees it: of each province the bodies whose figures are its own."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from phongtrao.organisations.models import OrganisationVersion, User
from phongtrao.overview.country import archipelago_of

FIELDS = ("organisation_id", "parent_id", "line_parent_id", "organisation__area__code")


def bodies_by_province(user: User, day: date) -> dict[str, list[int]]:
    """Province (its area's code) → bodies within the person's sight; what lies on one of the two archipelagos counts
    there and in its province. One query."""
    rows = OrganisationVersion.objects.on(day).exclude(level="trung_uong")
    rows = rows if user.sees_all(day) else rows.filter(organisation__among=user.reach(day))
    known = {pk: (parent, line, area or "") for pk, parent, line, area in rows.values_list(*FIELDS)}
    roots = _roots(known)
    found: dict[str, list[int]] = defaultdict(list)
    for pk in known:
        if (area := known[roots[pk]][2]).startswith("T"):
            found[area].append(pk)
    on_islands = archipelago_of({pk: area for pk, (_, _, area) in known.items()})
    for pk, key in on_islands.items():
        found[key].append(pk)
    return found


def _roots(known: dict[int, tuple[int | None, int | None, str]]) -> dict[int, int]:
    """Each body → the topmost one known over it, along `parent`, else along the line."""
    roots: dict[int, int] = {}
    for pk in known:
        way = [pk]
        while (up := _above(known, way[-1])) is not None and up not in way and up not in roots:
            way.append(up)
        top = roots[up] if up is not None and up in roots else way[-1]
        roots |= dict.fromkeys(way, top)
    return roots


def _above(known: dict[int, tuple[int | None, int | None, str]], pk: int) -> int | None:
    parent, line, _ = known[pk]
    return next((up for up in (parent, line) if up in known), None)
