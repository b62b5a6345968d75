from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.recognition.rules import RecognitionRules, from_data
from phongtrao.work.models import PartVersion, PartVersionQuerySet, Programme


class RulesVersionQuerySet(PartVersionQuerySet["RulesVersion"]):
    pass


class RulesVersion(PartVersion):
    """Quy định công nhận of a programme, one version, frozen: `content` is never written again (`rules.as_data`)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="recognition_rules")

    objects = RulesVersionQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "name", "number"], name="rules_version_once")]

    @property
    def said(self) -> RecognitionRules:
        """The rules as they read."""
        known: RecognitionRules = self.__dict__.setdefault("_said", from_data(self.content))
        return known


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Sets of the user's own provinces, and those of none; drafts too, which are their province's own."""
        if user.sees_all(day):
            return self.all()
        return self.filter(Q(root=None) | Q(root__in=tree.above(user.body_ids(day), day)))

    def on(self, name: str, root: Organisation, day: date) -> CriteriaSet | None:
        """The frozen version of this name in force on the day: the province's own before that of all."""
        rows = self.filter(Q(root=None) | Q(root=root), name=name, frozen_at__isnull=False, valid_from__lte=day)
        rows = rows.exclude(valid_until__lt=day)
        return max(rows, key=lambda row: (row.root_id is not None, row.valid_from, row.number), default=None)


class CriteriaSet(models.Model):
    """Bộ tiêu chí: one version of it. A draft may still be replaced; a frozen one is never written again."""

    name = models.SlugField("tên ngắn", max_length=60)
    number = models.PositiveSmallIntegerField("phiên bản")
    title = models.CharField("tên", max_length=300)
    root = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """The province whose own it is; None for every province."""
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("áp dụng đến hết ngày", null=True)
    source = models.CharField("căn cứ", max_length=500)
    sample = models.BooleanField("bản mẫu", default=False)
    """Whether it is a sample and not the official set."""
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField("chốt lúc", null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["root", "name", "number"], name="criteria_set_once"),
            models.UniqueConstraint(
                fields=["name", "number"], condition=Q(root=None), name="criteria_set_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, phiên bản {self.number}"


class EligibleTotalQuerySet(models.QuerySet["EligibleTotal"]):
    def visible_to(self, user: User, day: date) -> Self:
        if user.sees_all(day):
            return self.all()
        return self.filter(root__in=tree.above(user.body_ids(day), day))


class EligibleTotal(models.Model):
    """How many units of a subject are eligible in a province: said by a person, with where it is from."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject = models.CharField("đối tượng", max_length=30)
    number = models.PositiveIntegerField("tổng số")
    source = models.CharField("nguồn", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EligibleTotalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "root", "subject"], name="eligible_total_once")]
