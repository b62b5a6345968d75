"""Sources of money as they were loaded with their programme."""

from __future__ import annotations

from django.db import models

from phongtrao.money.funding import Funding, from_data
from phongtrao.work.models import PartVersion, PartVersionQuerySet, Programme


class FundingVersionQuerySet(PartVersionQuerySet["FundingVersion"]):
    pass


class FundingVersion(PartVersion):
    """Nguồn kinh phí of a programme, one version, frozen: `content` is never written again (`funding.as_data`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="funding")

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
