from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.organisations.models import User

from .duties import Adoption


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user: User, day: date) -> Self:
        """What was decided on adoptions for bodies in the user's reach."""
        if user.sees_all(day):
            return self.all()
        return self.filter(adoption__organisation__among=user.reach(day))


class Settlement(models.Model):
    """What a person decided on a finding of an adoption; found again under its key, it stays settled."""

    DECISIONS = {
        "none": "không mâu thuẫn",
        "kept": "có, giữ nguyên như văn bản",
        "mended": "có, đã xử lý",
    }

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="settlements")
    key = models.CharField(max_length=200)
    decision = models.CharField("kết luận", max_length=10, choices=[*DECISIONS.items()])
    reason = models.CharField("lý do", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["adoption", "key"], name="settlement_once_a_finding")]
