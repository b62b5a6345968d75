from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from phongtrao.awards.rules import CommendationRules, from_data
from phongtrao.organisations.models import Organisation
from phongtrao.work.models import PartVersion, PartVersionQuerySet, Programme


class RulesQuerySet(PartVersionQuerySet["CommendationRulesVersion"]):
    def in_force(self, programme: Programme, root: Organisation, day: date) -> CommendationRulesVersion | None:
        """The rules in force on the day for the programme in the province: its own before those of all programmes, the
        province's before everyone's, the latest first; None where there are none."""
        general = Q(covers_all=True) & (Q(programme__root=None) | Q(programme__root=root))
        rows = self.filter(Q(programme=programme) | general, valid_from__lte=day).exclude(valid_until__lt=day)
        return max(
            rows.select_related("programme"),
            key=lambda row: (row.programme == programme, row.programme.root_id is not None, row.valid_from, row.number),
            default=None,
        )


class CommendationRulesVersion(PartVersion):
    """Quy định khen thưởng, one version, frozen: `content` is never written again (`rules.as_data`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="commendation_rules")
    valid_until = models.DateField("áp dụng đến hết ngày", null=True)
    covers_all = models.BooleanField("cho mọi phong trào")

    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "name", "-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "name", "number"], name="commendation_rules_once")]

    def __str__(self) -> str:
        return f"{self.name}, phiên bản {self.number}"

    @property
    def said(self) -> CommendationRules:
        """The rules as they read."""
        known: CommendationRules = self.__dict__.setdefault("_said", from_data(self.content))
        return known
