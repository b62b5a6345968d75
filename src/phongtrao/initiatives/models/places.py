"""Điểm and tổ of a model, and its equipment: each counted apart, on a day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import OfCaseQuerySet

from .initiatives import STANDING, Initiative


class PlaceQuerySet(OfCaseQuerySet["Place"]):
    def on(self, day: date) -> Self:
        """Those at work on the day, whatever their model's state."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)

    def at_work(self, day: date) -> Self:
        """Those at work today of models that stand."""
        return self.on(day).filter(case__state__in=STANDING)


class Place(models.Model):
    """Điểm: where a model runs. It is ended, never taken away."""

    case = models.ForeignKey(Initiative, models.CASCADE, related_name="places")
    name = models.CharField("tên điểm", max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The body in whose area, or at which, it lies, where it is not the model's own."""
    started_on = models.DateField("hoạt động từ ngày")
    ended_on = models.DateField("đến hết ngày", null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["case", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="place_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_on(self, day: date) -> bool:
        """Whether it is at work on the day."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)

    def groups_on(self, day: date) -> int:
        """How many groups it has by the last count before the day's end; from rows that were fetched with it."""
        counts = [one for one in self.counts.all() if one.counted_on <= day]
        return max(counts, key=lambda one: one.counted_on).groups if counts else 0


class GroupCountQuerySet(models.QuerySet["GroupCount"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(place__in=Place.objects.visible_to(user, day).order_by())


class GroupCount(models.Model):
    """Số tổ of a place, as it was counted on a day."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="counts")
    counted_on = models.DateField("đếm ngày")
    groups = models.PositiveIntegerField("số tổ")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GroupCountQuerySet.as_manager()

    class Meta:
        ordering = ["place", "counted_on"]
        constraints = [models.UniqueConstraint(fields=["place", "counted_on"], name="group_count_once_a_day")]


class EquipmentCountQuerySet(OfCaseQuerySet["EquipmentCount"]):
    def last_ones(self, day: date) -> Self:
        """Of each model and kind of equipment the last line up to the day."""
        later = EquipmentCount.objects.filter(
            case=models.OuterRef("case"), title=models.OuterRef("title"), counted_on__lte=day,
            counted_on__gt=models.OuterRef("counted_on"),
        )  # fmt: skip
        return self.filter(~models.Exists(later), counted_on__lte=day)


class EquipmentCount(models.Model):
    """A line of the inventory: how many of a kind are good, degraded or broken on a day. Never pictures."""

    case = models.ForeignKey(Initiative, models.CASCADE, related_name="equipment")
    title = models.CharField("thiết bị", max_length=100)
    counted_on = models.DateField("kiểm kê ngày")
    good = models.PositiveIntegerField("tốt")
    degraded = models.PositiveIntegerField("xuống cấp")
    broken = models.PositiveIntegerField("hỏng")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EquipmentCountQuerySet.as_manager()

    class Meta:
        ordering = ["case", "title", "-counted_on"]
        constraints = [
            models.UniqueConstraint(fields=["case", "title", "counted_on"], name="equipment_count_once_a_day")
        ]

    @property
    def total(self) -> int:
        return self.good + self.degraded + self.broken


class RepairQuerySet(OfCaseQuerySet["Repair"]):
    def owed(self) -> Self:
        return self.filter(done_on=None)

    def late(self, day: date) -> Self:
        return self.owed().filter(due__lt=day)


class Repair(models.Model):
    """Việc phải sửa: owed by a day, until it is done."""

    case = models.ForeignKey(Initiative, models.CASCADE, related_name="repairs")
    title = models.CharField("thiết bị", max_length=100)
    items = models.PositiveIntegerField("số lượng")
    words = models.CharField("nội dung sửa", max_length=300, blank=True)
    due = models.DateField("xong trước hết ngày")
    done_on = models.DateField("xong ngày", null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = RepairQuerySet.as_manager()

    class Meta:
        ordering = ["case", "due", "pk"]
