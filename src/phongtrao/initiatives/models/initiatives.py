"""Mô hình: one of them at a body, every deed on it and its papers."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.initiatives.kind import InitiativeKind
from phongtrao.initiatives.own_kind import OWN_KIND
from phongtrao.organisations.models import Organisation
from phongtrao.words import fold
from phongtrao.work.models import Case, CaseDeed, CasePaper, CaseQuerySet, OfCaseQuerySet

from .kinds import KindVersion

STANDING = ("running", "mending")
"""States in which a model works; in the others there is none yet, or none any more."""


class InitiativeQuerySet(CaseQuerySet["Initiative"]):
    parties = ("organisation", "commune", "decider")

    def standing(self) -> Self:
        """Those that work now."""
        return self.filter(state__in=STANDING)

    def called(self, written: str) -> Self:
        """Those whose title or body's names hold every one of these words, with or without marks."""
        titled = Q()
        for word in fold(written).split():
            titled &= Q(folded__contains=word)
        return self.filter(titled | Q(pk__in=self.of_bodies_called(written).order_by().values("pk")))


class Initiative(Case):
    """A model (mô hình) that a body runs; its places (điểm) and groups (tổ) are figures of their own."""

    kind = models.ForeignKey(KindVersion, models.PROTECT, null=True, related_name="+")
    """None for a model of no kind that a programme names."""
    title = models.CharField("tên mô hình", max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Who runs it."""
    commune = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The People's Committee of the commune that it lies in; it acts for a body without accounts."""
    decider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    aim = models.TextField("mục đích, sự cần thiết", blank=True)
    findings = models.TextField("kết quả khảo sát", blank=True)
    regulation = models.TextField("quy chế hoạt động", blank=True)
    """Articles parted by blank lines; the first line of each is its title."""
    decision = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    launched_on = models.DateField("ngày ra mắt", null=True)
    mend_by = models.DateField("củng cố xong trước hết ngày", null=True)
    ended_on = models.DateField("ngày thôi hoạt động", null=True)
    entered = models.BooleanField("đã có từ trước", default=False)
    """Whether it had run already when it was entered here."""
    replicated_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="replicas")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_on", "-pk"]
        indexes = [models.Index(fields=["root", "state"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **options: object) -> None:
        self.folded = fold(self.title)[:200]
        super().save(*args, **options)  # type: ignore[arg-type]

    @property
    def said(self) -> InitiativeKind:
        """What its kind says; of one without, what holds of all."""
        return self.kind.said if self.kind is not None else OWN_KIND

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    def begins_on(self) -> date:
        """The day from which it is known: of one entered late that of its launch."""
        return self.launched_on if self.entered and self.launched_on else self.begun_on


class InitiativeDeedQuerySet(OfCaseQuerySet["InitiativeDeed"]):
    pass


class InitiativeDeed(CaseDeed):
    case = models.ForeignKey(Initiative, models.CASCADE, related_name="deeds")

    objects = InitiativeDeedQuerySet.as_manager()


class InitiativePaperQuerySet(OfCaseQuerySet["InitiativePaper"]):
    pass


class InitiativePaper(CasePaper):
    case = models.ForeignKey(Initiative, models.CASCADE, related_name="papers")

    objects = InitiativePaperQuerySet.as_manager()
