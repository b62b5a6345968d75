"""Bodies that a field offers while one types: those of the person's provinces that exist on the day."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import Organisation, OrganisationVersion, User

MOST = 2000
"""A longer list slows a browser more than it helps who types."""


def offered_bodies(user: User, day: date) -> list[str]:
    """Names of bodies that the user may name, on `day`."""
    seen = Organisation.objects.visible_to(user, day).values("pk")
    versions = OrganisationVersion.objects.on(day).filter(organisation__in=seen)
    return list(versions.order_by("name").values_list("name", flat=True).distinct()[:MOST])
