from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from phongtrao.documents.models import Document
from phongtrao.organisations.models import Organisation, User

from .desks import desk_ids
from .dues import Due, DueDeed, DueQuerySet
from .duties import Duty


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those seen whole, and those of bodies in reach: of these only what concerns such bodies is shown."""
        if user.sees_all(day):
            return self.all()
        own = user.reach(day) | desk_ids(user, day)
        inspected = Inspection.bodies.through.objects.filter(organisation__among=own).values("inspection")
        return self.filter(Q(pk__in=self.whole_to(user, day).values("pk")) | Q(pk__in=inspected))

    def whole_to(self, user: User, day: date) -> Self:
        """Those of which the user sees every body: of the inspecting body and above it, and as one of the team."""
        if user.sees_all(day):
            return self.all()
        own = user.reach(day) | desk_ids(user, day)
        member = Inspection.team.through.objects.filter(user=user).values("inspection")
        return self.filter(Q(organisation__among=own) | Q(pk__in=member))


class Inspection(models.Model):
    """Kiểm tra: who inspects which bodies on which days, and of what. How far it is follows from its visits."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections")
    """The body that inspects."""
    title = models.CharField("tên cuộc kiểm tra", max_length=300)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    bodies = models.ManyToManyField(Organisation, related_name="+")
    documents = models.ManyToManyField(Document, related_name="+")
    duties = models.ManyToManyField(Duty, related_name="+")
    team = models.ManyToManyField(User, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="inspection_days_in_order"),
            models.UniqueConstraint(fields=["organisation", "title", "starts_on"], name="inspection_once"),
        ]

    def __str__(self) -> str:
        return self.title


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User, day: date) -> Self:
        """All of an inspection that is seen whole; of another those to bodies in reach. Other bodies' never."""
        if user.sees_all(day):
            return self.all()
        whole = Inspection.objects.whole_to(user, day).values("pk")
        return self.filter(Q(inspection__in=whole) | Q(organisation__among=user.reach(day) | desk_ids(user, day)))


class Visit(models.Model):
    """One body on one day of an inspection: where, and who went."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    place = models.CharField("địa điểm", max_length=300)
    people = models.ManyToManyField(User, related_name="+")
    remark = models.TextField("nhận xét chung", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "organisation", "day"], name="visit_once_a_day")]


class ShortcomingQuerySet(models.QuerySet["Shortcoming"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(visit__in=Visit.objects.visible_to(user, day))


class Shortcoming(models.Model):
    """Tồn tại, hạn chế: what a visit found wanting at a body, with the duty that it concerns."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="shortcomings")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("tồn tại, hạn chế")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ShortcomingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class MendingQuerySet(DueQuerySet["Mending"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(shortcoming__in=Shortcoming.objects.visible_to(user, day))

    def of_bodies(self, bodies: set[int]) -> Self:
        """What these bodies have to mend."""
        return self.filter(shortcoming__visit__organisation__among=bodies)

    def decided_by(self, bodies: set[int]) -> Self:
        """What was found by inspections of these bodies."""
        return self.filter(shortcoming__visit__inspection__organisation__among=bodies)

    def with_shortcoming(self) -> Self:
        """Each with its shortcoming, visit and inspection, and the duty concerned, in the same query."""
        return self.select_related(
            "shortcoming__visit__inspection__organisation",
            "shortcoming__visit__organisation",
            "shortcoming__duty__adoption__document",
        )


class Mending(Due):
    """Khắc phục: what a body has to put right after an inspection, by a day. `scheduled_for`: the day first set."""

    shortcoming = models.ForeignKey(Shortcoming, models.CASCADE, related_name="mendings")
    text = models.TextField("việc khắc phục")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MendingQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["state", "due"])]

    @property
    def visit(self) -> Visit:
        return self.shortcoming.visit

    @property
    def organisation_id(self) -> int:
        """The body that has to mend."""
        return self.shortcoming.visit.organisation_id


class MendingDeedQuerySet(models.QuerySet["MendingDeed"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(mending__in=Mending.objects.visible_to(user, day))


class MendingDeed(DueDeed):
    """One deed on a mending task as its page shows it."""

    mending = models.ForeignKey(Mending, models.CASCADE, related_name="deeds")

    objects = MendingDeedQuerySet.as_manager()
