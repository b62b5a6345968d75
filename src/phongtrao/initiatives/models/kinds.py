from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.initiatives.kind import InitiativeKind, from_data
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import PartVersion, PartVersionQuerySet, Programme


class KindVersionQuerySet(PartVersionQuerySet["KindVersion"]):
    def of_root(self, root: Organisation) -> Self:
        """Kinds of the province's programmes and of those of every province."""
        return self.filter(models.Q(programme__root=None) | models.Q(programme__root=root))

    def current(self, day: date) -> list[KindVersion]:
        """Of each name the version in force on the day (of a later one the first), by title."""
        found: dict[str, KindVersion] = {}
        for row in self.order_by("valid_from", "number", "pk"):
            if row.valid_from <= day or row.name not in found:
                found[row.name] = row
        return sorted(found.values(), key=lambda row: row.title)


class KindVersion(PartVersion):
    """Loại mô hình, one version, frozen: `content` is never written again (`kind.as_data`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    title = models.CharField("tên", max_length=200)

    objects = KindVersionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "name", "number"], name="kind_version_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> InitiativeKind:
        """The kind as it reads."""
        known: InitiativeKind = self.__dict__.setdefault("_said", from_data(self.content))
        return known


class StatedTargetQuerySet(models.QuerySet["StatedTarget"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.all() if user.sees_all(day) else self.filter(root__in=tree.above(user.body_ids(day), day))


class StatedTarget(models.Model):
    """Chỉ tiêu that a person states for a province, with where it is from: papers at hand often name none."""

    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind_name = models.SlugField("loại mô hình", max_length=60)
    year = models.PositiveSmallIntegerField("đến năm")
    counts = models.CharField("đếm", max_length=20)
    number = models.PositiveIntegerField("số phải có")
    source = models.CharField("căn cứ", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StatedTargetQuerySet.as_manager()

    class Meta:
        ordering = ["kind_name", "year"]
        constraints = [
            models.UniqueConstraint(fields=["root", "kind_name", "year", "counts"], name="stated_target_once")
        ]
