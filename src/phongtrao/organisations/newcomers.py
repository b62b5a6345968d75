"""Bodies of a kind that came after a document: they may be offered its duties, never given them.

A letter of 2017 to all districts does not bind the communes of a province that was merged in 2025.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from phongtrao.organisations import tree
from phongtrao.organisations.directory import directory
from phongtrao.organisations.holders import Sort, holders, sort_of
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.models.bodies import OrganisationVersionQuerySet

Sorts = frozenset[Sort]


@dataclass(slots=True)
class Newcomers:
    """Who is new on `day` in the reach of an issuer of `then`; asks once for each set of sorts."""

    issuer: Organisation
    then: date
    day: date
    _home: set[int] | None = None
    _known: dict[Sorts, tuple[Organisation, ...]] = field(default_factory=dict)

    def of(self, bodies: Iterable[Organisation]) -> tuple[Organisation, ...]:
        """Bodies of `day` that are what these bodies of `then` were, and heirs of none that was there then."""
        sorts = frozenset(sort_of(v) for v in _versions(self.then, {body.pk for body in bodies}))
        if sorts not in self._known:
            self._known[sorts] = self._new(sorts)
        return self._known[sorts]

    def _new(self, sorts: Sorts) -> tuple[Organisation, ...]:
        before = self._of_sorts(self.then, directory(self.issuer, self.then).home, sorts)
        heirs = [heir.organisation for heir in holders(before, self.day, self.then)]
        of_heirs = {sort_of(v) for v in _versions(self.day, {heir.pk for heir in heirs})}
        # A district's duties went to communes: there new ones of the same kind count.
        kinds = {(sort.kind, sort.field) for sort in sorts}
        today = sorts | {sort for sort in of_heirs if (sort.kind, sort.field) in kinds}
        known = {heir.pk for heir in heirs}
        return tuple(body for body in self._of_sorts(self.day, self._reach(), today) if body.pk not in known)

    def _reach(self) -> set[int]:
        """Bodies under the issuer on `day`, or under who holds what it held."""
        if self._home is None:
            heirs = {found.organisation.pk for found in holders([self.issuer], self.day)}
            here = self.issuer.pk in heirs
            self._home = directory(self.issuer, self.day).home if here else tree.below(heirs, self.day)
        return self._home

    @staticmethod
    def _of_sorts(day: date, pool: set[int], sorts: Iterable[Sort]) -> list[Organisation]:
        wanted = set(sorts)
        rows = _versions(day, pool).filter(kind__in={sort.kind for sort in wanted}).order_by("organisation__code")
        alike = [v for v in rows.select_related("organisation") if sort_of(v) in wanted]
        found = [v.organisation for v in alike]
        prefetch_related_objects(found, "versions")
        return found


def _versions(day: date, bodies: set[int]) -> OrganisationVersionQuerySet:
    return OrganisationVersion.objects.on(day).filter(organisation__in=bodies)
