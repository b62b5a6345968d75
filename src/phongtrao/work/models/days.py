from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.organisations.models import User
from phongtrao.working_days import KINDS


class EnteredDayQuerySet(models.QuerySet["EnteredDay"]):
    def visible_to(self, user: User, day: date) -> Self:
        """The calendar is everybody's."""
        return self.all()


class EnteredDay(models.Model):
    """A day of rest or of work of one year as a person entered it; it counts instead of a shipped one on that day."""

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=20, choices=[*KINDS.items(), ("", "ngày thường")], blank=True)
    """Of `working_days.KINDS`; empty where the person says that the shipped day is none."""
    source = models.CharField("căn cứ", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EnteredDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
