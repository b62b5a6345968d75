"""Units that a person may put forward: his own bodies, and those for which his bodies collect."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from phongtrao.access import WRITING
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.work.models import RECEIVING, desk_ids

MOST = 300
"""Units that a list to choose from names; more are typed."""


def offered_units(rules: RecognitionRules, user: User, day: date) -> dict[str, str] | None:
    """Code → name: the person's own bodies first, then units of the rules' subjects below his communes.

    Those that the rules leave out are there too: registering one says why it is left out. None where the person
    collects for a whole province, or where there are too many to choose from.
    """
    if user.sees_all(day) or collects_for_province(rules, user, day):
        return None
    found = {row.organisation.code: row.name for row in offered_versions(rules, user, day, ())}
    return found if len(found) <= MOST else None


def offered_versions(
    rules: RecognitionRules, user: User, day: date, provinces: Iterable[Organisation]
) -> list[OrganisationVersion]:
    """The same as they stand on the day; where the person collects for a province, every unit of these `provinces`."""
    own = _versions(desk_ids(user, day, WRITING), day)
    tops = _communes(rules, user, day)
    if user.sees_all(day) or collects_for_province(rules, user, day):
        tops |= {one.pk for one in provinces}
    rows = (v for v in _versions(tree.below(tops, day), day) if rules.subject_of(v.level, v.kind) is not None)
    return [*{row.organisation_id: row for row in (*own, *rows)}.values()]


def collects_for_province(rules: RecognitionRules, user: User, day: date) -> bool:
    """Whether a body for which the person decides appraises by the rules of the day."""
    authority = rules.authority_on(day)
    level, _, kind = (authority.appraises if authority else "").rpartition(".")
    held = OrganisationVersion.objects.on(day).filter(organisation__among=desk_ids(user, day, RECEIVING), kind=kind)
    return bool(kind) and (held.filter(level=level) if level else held).exists()


def _communes(rules: RecognitionRules, user: User, day: date) -> set[int]:
    """Communes' committees whose units' registrations go to the person's bodies."""
    authority = rules.authority_on(day)
    if authority is None:
        return set()
    held = OrganisationVersion.objects.on(day).filter(organisation__among=desk_ids(user, day, RECEIVING), level="xa")
    tops = {v.organisation_id for v in held if f"{v.level}.{v.kind}" == authority.commune}
    return tops | {v.parent_id for v in held if f"{v.level}.{v.kind}" == authority.through and v.parent_id}


def _versions(ids: set[int], day: date) -> list[OrganisationVersion]:
    rows = OrganisationVersion.objects.on(day).filter(organisation__among=ids).select_related("organisation")
    return list(rows.order_by("name"))
