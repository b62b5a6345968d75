"""Figures of pilot places beside those of the others, before and after: kept as they were taken over or typed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import OfCaseQuerySet

from .pilots import LONGEST_LINE, LONGEST_TITLE, Pilot


class ComparisonQuerySet(OfCaseQuerySet["Comparison"]):
    pass


class Comparison(models.Model):
    """Two windows, and lines of figures in both."""

    case = models.ForeignKey(Pilot, models.CASCADE, related_name="comparisons")
    title = models.CharField("tên bảng", max_length=LONGEST_TITLE)
    before_from = models.DateField("trước: từ ngày")
    before_until = models.DateField("trước: đến hết ngày")
    after_from = models.DateField("sau: từ ngày")
    after_until = models.DateField("sau: đến hết ngày")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before_until__gte=F("before_from"), after_until__gte=F("after_from"))
                & Q(after_from__gt=F("before_until")),
                name="comparison_windows_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def window(self, when: str) -> tuple[date, date]:
        """First and last day of `before` or `after`."""
        return (self.before_from, self.before_until) if when == "before" else (self.after_from, self.after_until)


class ComparedLineQuerySet(models.QuerySet["ComparedLine"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(comparison__in=Comparison.objects.visible_to(user, day))


class ComparedLine(models.Model):
    """One figure that is compared: a measure of the site by its name, or one that people type with its source."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="lines")
    nth = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("số liệu", max_length=LONGEST_TITLE)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    measure = models.CharField(max_length=60, blank=True)

    objects = ComparedLineQuerySet.as_manager()

    class Meta:
        ordering = ["comparison", "nth"]
        constraints = [models.UniqueConstraint(fields=["comparison", "nth"], name="compared_line_once_in_its_place")]


class ComparedFigureQuerySet(models.QuerySet["ComparedFigure"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(line__in=ComparedLine.objects.visible_to(user, day))


class ComparedFigure(models.Model):
    """What a body had in a window; where there is no row, the figure is missing."""

    BEFORE, AFTER = "before", "after"
    WHEN: ClassVar[dict[str, str]] = {BEFORE: "trước", AFTER: "sau"}

    line = models.ForeignKey(ComparedLine, models.CASCADE, related_name="figures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    when = models.CharField("khi nào", max_length=6, choices=[*WHEN.items()])
    value = models.BigIntegerField("số")
    base = models.BigIntegerField("trên tổng số", null=True)
    """Where the figure is a part of something: `3` of `5`."""
    source = models.CharField("nguồn", max_length=LONGEST_LINE)
    taken = models.BooleanField(default=False)
    """Whether the site counted it; else a person typed it."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ComparedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["line", "organisation", "when"]
        constraints = [models.UniqueConstraint(fields=["line", "organisation", "when"], name="compared_figure_once")]
