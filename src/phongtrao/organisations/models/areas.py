from __future__ import annotations

from django.db import models

from .dated import Dated, DatedQuerySet


class Area(models.Model):
    """Địa bàn: a place through time. What it was called and where it belonged stands in its versions."""

    code = models.CharField("mã", max_length=20, unique=True)

    def __str__(self) -> str:
        return self.code


class AreaVersion(Dated):
    """An area as it was between two days: name, kind (`xa`, `phuong`, `huyen`, `tinh`, ...), the area it lay in."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="versions")
    name = models.CharField("tên", max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    kind = models.CharField("loại", max_length=30)
    parent = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="child_versions")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["parent", "kind"])]
        constraints = [models.UniqueConstraint(fields=["area", "valid_from"], name="area_one_version_a_day")]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """On `day` the successor took over the predecessor's territory, wholly or `partly`."""

    predecessor = models.ForeignKey(Area, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Area, models.CASCADE, related_name="origins")
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20)
    partly = models.BooleanField("một phần", default=False)
    share = models.DecimalField("tỷ lệ", max_digits=6, decimal_places=5, null=True, blank=True)
    """Only where a paper states it."""
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="area_succession_once")
        ]
