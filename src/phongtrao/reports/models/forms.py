from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, Succession, User
from phongtrao.reports.form import Form, from_data
from phongtrao.work.models import Duty


class ReportFormQuerySet(models.QuerySet["ReportForm"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Forms of the user's own provinces, those merged into them among these, and those of none."""
        if user.sees_all(day):
            return self.all()
        own = tree.above(user.body_ids(day), day)
        merged = Succession.objects.filter(successor__in=own).values("predecessor")
        return self.filter(models.Q(root=None) | models.Q(root__in=own) | models.Q(root__in=merged))


class ReportForm(models.Model):
    """Mẫu báo cáo: a form through its versions."""

    name = models.SlugField("tên ngắn", max_length=60, unique=True)
    title = models.CharField("tên", max_length=300)
    """Of the last version."""
    root = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """The province that uses it; null where all do."""

    objects = ReportFormQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title

    def version_on(self, day: date) -> FormVersion | None:
        """The version in force on the day; the first one for a day before all."""
        versions = sorted(self.versions.all(), key=lambda v: (v.valid_from, v.number))
        return next((v for v in reversed(versions) if v.valid_from <= day), versions[0] if versions else None)


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(form__in=ReportForm.objects.visible_to(user, day))


class FormVersion(models.Model):
    """One version of a form, frozen: `content` is never written again (`form.as_data`)."""

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("phiên bản")
    valid_from = models.DateField("áp dụng từ ngày")
    source = models.CharField("căn cứ", max_length=500)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    """Of the content: the same version is never loaded with other words."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        ordering = ["form", "number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_once")]

    @property
    def said(self) -> Form:
        """The form as it reads."""
        known: Form = self.__dict__.setdefault("_said", from_data(self.content))
        return known


class Indicator(models.Model):
    """Chỉ tiêu thống kê: a figure's identity through the versions of a form. Its type never changes."""

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=10)
    adds_up = models.CharField(max_length=10)

    class Meta:
        ordering = ["form", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "name"], name="indicator_once_a_form")]

    def __str__(self) -> str:
        return self.name


class FormUse(models.Model):
    """A duty is answered with a form: its tasks ask for reports. Said by a person."""

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="uses")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty"], name="form_use_one_a_duty")]
