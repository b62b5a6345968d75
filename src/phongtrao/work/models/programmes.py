from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from phongtrao.documents.models import Document
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those of the user's provinces, and those of every province."""
        if user.sees_all(day):
            return self.all()
        return self.filter(Q(root=None) | Q(root__in=tree.above(user.body_ids(day), day)))


class Programme(models.Model):
    """Chương trình, phong trào: its period, who stands for it, and the documents whose duties carry it."""

    name = models.SlugField("tên ngắn", max_length=60, unique=True)
    title = models.CharField("tên phong trào", max_length=300)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    """The province whose programme it is; None for every province."""
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=500)
    standing_body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    standing_words = models.CharField("thường trực", max_length=200, blank=True)
    """The standing body as the programme calls it."""
    numbers = models.JSONField(default=list)
    """Numbers of its documents as its file names them, whether these are in the site or not."""
    documents = models.ManyToManyField(Document, related_name="programmes")
    sha256 = models.CharField(max_length=64)
    """Of the text of its file."""
    loaded_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="programme_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammePartQuerySet(models.QuerySet["ProgrammePart"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user, day).order_by())


class ProgrammePart(models.Model):
    """One thing of a programme in one version, as a file told it: a report form, a criteria set. Never changed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="parts")
    path = models.CharField("tệp", max_length=200)
    """Within the programme's folder."""
    kind = models.CharField("loại", max_length=40)
    name = models.SlugField("tên ngắn", max_length=60)
    version = models.CharField("phiên bản", max_length=20)
    valid_from = models.DateField("có hiệu lực từ ngày")
    source = models.CharField("căn cứ", max_length=500)
    sha256 = models.CharField(max_length=64)
    """Of the text of its file."""
    loaded_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ProgrammePartQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "name", "version"], name="programme_part_once")
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Raises ValueError for a row that is there already: what was loaded is frozen."""
        if not self._state.adding:
            raise ValueError("a loaded part of a programme is never changed; load a new version")
        super().save(*args, **options)

    def __str__(self) -> str:
        return f"{self.name} phiên bản {self.version}"
