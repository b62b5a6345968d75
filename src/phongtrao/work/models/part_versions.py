"""Versions of what a programme's files tell (rules, kinds, sources of money), for apps to build on."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models

from phongtrao.organisations.models import User

from .programmes import Programme

V = TypeVar("V", bound="PartVersion")


class PartVersionQuerySet(models.QuerySet[V]):
    """Versions by their programme, which a model of them names in a field `programme`."""

    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user, day).order_by())

    def on(self, programme: Programme, day: date) -> V | None:
        """The programme's version of the day; the first one for a day before all."""
        rows = sorted(self.filter(programme=programme), key=lambda row: (row.valid_from, row.number))
        return next((row for row in reversed(rows) if row.valid_from <= day), rows[0] if rows else None)


class PartVersion(models.Model):
    """One version of a thing, frozen: `content` is never written again (`work.part_versions.load_version`)."""

    name = models.SlugField("tên ngắn", max_length=60)
    number = models.PositiveSmallIntegerField("phiên bản")
    valid_from = models.DateField("áp dụng từ ngày")
    source = models.CharField("căn cứ", max_length=500)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    """Of the content: the same version is never loaded with other words."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
