"""Of which provinces a person speaks, and who brings data of a whole province in: its forms, its criteria."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from phongtrao.access import DECIDING
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion, User


def decides_for_a_province(user: User, day: date) -> bool:
    """Whether the person keeps the site, or decides for a body of a province's tier."""
    return user.sees_all(day) or bool(_provincial(user, day))


def _provincial(user: User, day: date) -> set[int]:
    """Bodies of a province's tier for which the person decides."""
    own = user.body_ids(day, set(DECIDING))
    there = OrganisationVersion.objects.on(day).filter(organisation__in=own, level="tinh")
    return set(there.values_list("organisation", flat=True))


def deciding_root(user: User, day: date) -> Organisation | None:
    """The province for which the person decides; none, so that it is every province's, where he keeps the site."""
    if user.sees_all(day):
        return None
    return Organisation.objects.get(pk=min(tree.roots_of(_provincial(user, day), day)))


def decides_for_root(root: int | None, user: User, day: date) -> bool:
    """Whether what belongs to this province (None: to every one) is the person's to change."""
    return user.sees_all(day) or root in tree.roots_of(_provincial(user, day), day)


def own_provinces(user: User, day: date) -> list[Organisation]:
    """The provinces over the person's bodies, by code; every one for who keeps the site."""
    if user.sees_all(day):
        tops = OrganisationVersion.objects.on(day).filter(parent=None, level="tinh").values("organisation")
        return list(Organisation.objects.filter(pk__in=tops).order_by("code"))
    return list(Organisation.objects.filter(pk__in=tree.roots_of(user.body_ids(day), day)).order_by("code"))


def own_province(user: User, day: date, code: str = "") -> Organisation | None:
    """The one of this code, or the first; None where the person has none."""
    return chosen(own_provinces(user, day), code)


def chosen(provinces: Sequence[Organisation], code: str) -> Organisation | None:
    """The one of this code, or the first; None of none."""
    return next((one for one in provinces if one.code == code), provinces[0] if provinces else None)
