from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows of dated versions in force on `day`; `prefix` as in `versions__`."""
    return (Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})) & (
        Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": day})
    )


class Dated(models.Model):
    """A version in force from one day to another, both included; no day means open on that side."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        abstract = True

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


V = TypeVar("V", bound=Dated)


class DatedQuerySet(models.QuerySet[V]):
    def on(self, day: date) -> Self:
        return self.filter(valid_on(day))


def nearest(versions: Iterable[V], day: date) -> V | None:
    """The version in force on `day`; where none is, the last one before it, else the first one after it."""
    ordered = sorted(versions, key=lambda v: v.valid_from or date.min)
    then = [v for v in ordered if v.is_valid_on(day)]
    before = [v for v in ordered if (v.valid_from or date.min) <= day]
    fitting = then or before[-1:] or ordered[:1]
    return fitting[0] if fitting else None
