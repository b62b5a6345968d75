"""Which bodies a pilot is about: those of its kind on a day, and those that have not tried it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from phongtrao.initiatives.models import Phase, Pilot, PilotPlace
from phongtrao.organisations import tree
from phongtrao.organisations.holders import holders
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.written_kinds import kind_words

OFTEN = ("xa.ubnd", "huyen.ubnd", "xa.cong_an", "huyen.cong_an", "tinh.so", "co_so.truong", "co_so.doanh_nghiep")
"""Kinds that are offered first."""


def kinds_of(root: Organisation) -> list[tuple[str, str]]:
    """Every `CẤP.LOẠI` that the province has or had, with its words."""
    inside = tree.below_ever([root.pk])
    rows = OrganisationVersion.objects.filter(organisation__among=inside).order_by()
    found = {f"{level}.{kind}" for level, kind in rows.values_list("level", "kind").distinct()}
    order = sorted(found, key=lambda one: (OFTEN.index(one) if one in OFTEN else len(OFTEN), one))
    return [(one, kind_words(one)) for one in order]


def of_kind(root: Organisation, comparable: str, day: date) -> list[Organisation]:
    """The province's bodies of `CẤP.LOẠI` on a day, in the order of their codes."""
    level, _, kind = comparable.partition(".")
    rows = OrganisationVersion.objects.on(day).filter(level=level, kind=kind)
    rows = rows.filter(organisation__among=tree.below([root.pk], day)).select_related("organisation")
    found = [row.organisation for row in rows.order_by("organisation__code")]
    prefetch_related_objects(found, "versions")
    return found


@dataclass(frozen=True, slots=True)
class Remaining:
    """Today's bodies of a kind: `bodies` have not tried it; `in_part` of them hold some land where it was tried;
    `tried` are of the kind and hold nothing but what pilot places held."""

    bodies: tuple[Organisation, ...]
    in_part: frozenset[int]
    tried: tuple[Organisation, ...]


def remaining(pilot: Pilot, comparable: str, day: date) -> Remaining:
    """Who is left on `day`: places of phases that began are followed to who holds that day what they held.

    Their territory is that of their phase's first day: what a district took in later was not tried.
    """
    begun = pilot.phases.filter(begun_on__lte=day)
    heirs = [heir for phase in begun for heir in holders(_places(phase), day, phase.starts_on)]
    whole = {heir.organisation.pk for heir in heirs if not heir.partly}
    part = {heir.organisation.pk for heir in heirs if heir.partly} - whole
    bodies = of_kind(pilot.root, comparable, day)
    left = tuple(body for body in bodies if body.pk not in whole)
    return Remaining(
        left,
        frozenset(body.pk for body in left if body.pk in part),
        tuple(body for body in bodies if body.pk in whole),
    )


def _places(phase: Phase) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=phase.places.values("organisation")).prefetch_related("versions"))


def place_ids(pilot: Pilot, day: date) -> set[int]:
    """The places of every phase that had begun by the end of a day."""
    rows = PilotPlace.objects.filter(phase__case=pilot, phase__begun_on__lte=day)
    return set(rows.values_list("organisation", flat=True))
