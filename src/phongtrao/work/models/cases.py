"""What moves by a procedure of steps and papers, for apps to build on: the case, its deeds, its papers (work.cases)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import Organisation, OrganisationVersion, Post, User
from phongtrao.words import fold

from .desks import desk_ids

C = TypeVar("C", bound=models.Model)


class CaseQuerySet(models.QuerySet[C]):
    """Cases by those who have to do with them."""

    parties: ClassVar[tuple[str, ...]] = ("organisation",)
    """Fields that name bodies: the first one's case is seen by all within whose reach it lies, too."""

    def visible_to(self, user: User, day: date) -> Self:
        """Those of bodies in the user's reach or at his desk, and those in which a body at his desk has a part."""
        if user.sees_all(day):
            return self.all()
        own = desk_ids(user, day)
        first, *others = self.parties
        seen = Q(**{f"{first}__among": user.reach(day) | own})
        for field in others:
            seen |= Q(**{f"{field}__in": own})
        return self.filter(seen)

    def of_bodies_called(self, written: str) -> Self:
        """Those whose first party's names hold every one of these words, with or without marks."""
        found = Q()
        for word in fold(written).split():
            bodies = OrganisationVersion.objects.filter(keys__contains=word).values("organisation")
            found &= Q(**{f"{self.parties[0]}__in": bodies})
        return self.filter(found)


class Case(models.Model):
    """Something that moves by a procedure. `state` is written by `work.cases.move` alone."""

    state = models.CharField("trạng thái", max_length=24)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The province."""
    begun_on = models.DateField("ngày lập")
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OfCaseQuerySet(models.QuerySet[C]):
    """Rows that belong to a case, in a field of that name."""

    def visible_to(self, user: User, day: date) -> Self:
        """What belongs to cases that the user sees."""
        cases: Any = self.model._meta.get_field("case").related_model
        return self.filter(case__in=cases._default_manager.visible_to(user, day))


class CaseDeed(models.Model):
    """One deed on a case as its page shows it. A model of it names its `case`, `related_name="deeds"`."""

    deed = models.CharField(max_length=30)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class CasePaper(models.Model):
    """A paper of a case: written here, or the file of one signed elsewhere. A model of it names its `case`,
    `related_name="papers"`."""

    name = models.CharField(max_length=40)
    """Of the machine's papers (`Asked.name`)."""
    outgoing = models.ForeignKey(Outgoing, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    """Of a paper signed elsewhere."""
    signed_on = models.DateField("ngày ký", null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["case", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, file=None) | Q(outgoing=None, file__isnull=False),
                name="%(app_label)s_%(class)s_one_of_two",
            )
        ]

    @property
    def is_whole(self) -> bool:
        """Whether it is more than a draft."""
        return self.outgoing is None or self.outgoing.state == Outgoing.ISSUED

    @property
    def code(self) -> str:
        """Its number and symbol, where it has them."""
        return self.outgoing.code if self.outgoing and self.outgoing.state == Outgoing.ISSUED else self.number

    @property
    def day(self) -> date | None:
        """The day on its face, where it has one."""
        return self.outgoing.issued_on if self.outgoing else self.signed_on
