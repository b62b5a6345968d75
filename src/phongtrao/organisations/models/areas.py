from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from .dated import Dated, DatedQuerySet, nearest

if TYPE_CHECKING:
    from .people import User


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: User, day: date) -> Self:
        """The map is public: everybody who has signed in sees all of it."""
        return self.all()


class Area(models.Model):
    """Địa bàn: a place through time. What it was called and where it belonged stands in its versions."""

    code = models.CharField("mã", max_length=20, unique=True)
    """Ours, one for a place however often it is renamed; the statistical code of a day stands in the version."""

    objects = AreaQuerySet.as_manager()

    def version(self, day: date) -> AreaVersion | None:
        """The version in force on `day`, else the nearest one known."""
        return nearest(self.versions.all(), day)

    def name_on(self, day: date) -> str:
        version = self.version(day)
        return version.name if version else self.code

    def __str__(self) -> str:
        return self.name_on(date.max)


class AreaVersionQuerySet(DatedQuerySet["AreaVersion"]):
    pass


class AreaVersion(Dated):
    """An area as it was between two days: name, kind (`xa`, `phuong`, `huyen`, `tinh`, ...), the area it lay in."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="versions")
    code = models.CharField("mã đơn vị hành chính", max_length=10, blank=True)
    name = models.CharField("tên", max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    kind = models.CharField("loại", max_length=30)
    parent = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="child_versions")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = AreaVersionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["parent", "kind"])]
        constraints = [models.UniqueConstraint(fields=["area", "valid_from"], name="area_one_version_a_day")]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """On `day` the successor took over the predecessor's territory, or `partly` a part of it.

    No successor: the unit was abolished as such, and its territory is followed by the units that it was made of.
    """

    predecessor = models.ForeignKey(Area, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="origins")
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20)
    partly = models.BooleanField("một phần", default=False)
    share = models.DecimalField("tỷ lệ", max_digits=6, decimal_places=5, null=True, blank=True)
    """Only where a paper states it."""
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="area_succession_once")]
