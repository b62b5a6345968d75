from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, Succession, User
from phongtrao.reports.form import Form, from_data
from phongtrao.reports.periods import Period, period
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
    periods = models.JSONField(default=dict)
    """Day of a task → key of the period that a person chose for it; empty where no report by the form answers it."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty"], name="form_use_one_a_duty")]

    def period_of(self, day: date) -> Period | None:
        """The period for which a task of that day asks: what a person chose for it, else the one that the form says."""
        chosen = self._chosen(day)
        version = self.form.version_on(day) if chosen is None else None
        if version is not None:
            return version.said.period_of(day)
        return period(chosen) if chosen else None

    def asks_on(self, day: date) -> bool:
        """Whether a task of that day is answered with a report; a person may say that it is not."""
        return self._chosen(day) != ""

    def _chosen(self, day: date) -> str | None:
        """What a person said of this day, or last of the same day of an earlier year: a duty may come every year."""
        said = {date.fromisoformat(one): key for one, key in self.periods.items()}
        alike = max((one for one in said if (one.month, one.day) == (day.month, day.day) and one <= day), default=None)
        if alike is None or not said[alike] or alike == day:
            return said[alike] if alike else None
        later = period(said[alike]).years_on(day.year - alike.year)
        return later.key if later else None
