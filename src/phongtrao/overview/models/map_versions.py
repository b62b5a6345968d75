from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.provincial import own_provinces


class MapVersionQuerySet(models.QuerySet["MapVersion"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those of the person's provinces, and of the country: the map is public there."""
        if user.sees_all(day):
            return self.all()
        return self.filter(Q(root=None) | Q(root__in=[one.pk for one in own_provinces(user, day)]))


class MapVersion(models.Model):
    """Positions or boundaries that were loaded from a file; the last version counts, earlier ones are kept.

    `root`: whose communes they are of; None: the provinces of the country. `content` of positions: area code →
    longitude and latitude; of boundaries: `shapes` (area code → rings of such pairs) and `moved` (by how many metres
    at most simplifying moved them).
    """

    POSITIONS, BOUNDARIES = "positions", "boundaries"

    kind = models.CharField("loại", max_length=10, choices=[(POSITIONS, "vị trí"), (BOUNDARIES, "ranh giới")])
    root = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField("phiên bản")
    content = models.JSONField()
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField("nguồn", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MapVersionQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "root", "number"], name="map_version_once"),
            models.UniqueConstraint(fields=["kind", "number"], condition=Q(root=None), name="country_map_version_once"),
        ]

    @property
    def title(self) -> str:
        """`ranh giới, phiên bản 2`."""
        return f"{self.get_kind_display()}, phiên bản {self.number}"

    @property
    def areas(self) -> int:
        """How many areas it speaks of."""
        return len(self.content["shapes"] if self.kind == self.BOUNDARIES else self.content)
