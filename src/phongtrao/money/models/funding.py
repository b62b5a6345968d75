"""Sources of money as they were loaded with their programme."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.money.funding import Funding, from_data
from phongtrao.organisations.models import User
from phongtrao.work.models import Programme


class FundingVersionQuerySet(models.QuerySet["FundingVersion"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user, day).order_by())

    def on(self, programme: Programme, day: date) -> FundingVersion | None:
        """The programme's sources of the day; the first ones for a day before all."""
        rows = sorted(self.filter(programme=programme), key=lambda row: (row.valid_from, row.number))
        return next((row for row in reversed(rows) if row.valid_from <= day), rows[0] if rows else None)


class FundingVersion(models.Model):
    """Nguồn kinh phí of a programme, one version, frozen: `content` is never written again (`funding.as_data`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="funding")
    name = models.SlugField("tên ngắn", max_length=60)
    number = models.PositiveSmallIntegerField("phiên bản")
    valid_from = models.DateField("áp dụng từ ngày")
    source = models.CharField("căn cứ", max_length=500)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FundingVersionQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "name", "number"], name="funding_version_once")]

    def __str__(self) -> str:
        return f"{self.said.title}, phiên bản {self.number}"

    @property
    def said(self) -> Funding:
        """The sources as they read."""
        known: Funding = self.__dict__.setdefault("_said", from_data(self.content))
        return known
