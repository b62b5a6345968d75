"""Đánh giá năm of a model, its answers, the decider's word; and places to which it is to be replicated."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from phongtrao.initiatives.kind import InitiativeKind
from phongtrao.initiatives.own_kind import OWN_KIND
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import OfCaseQuerySet

from .initiatives import Initiative
from .kinds import KindVersion


class ReviewQuerySet(OfCaseQuerySet["Review"]):
    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def last_ones(self) -> Self:
        """Of each model the closed review of its last year."""
        later = Review.objects.closed().filter(case=OuterRef("case"), year__gt=OuterRef("year"))
        return self.closed().filter(~Exists(later))


class Review(models.Model):
    """Đánh giá năm. Once closed, answers and proposal stay as they are; the decider's word stands beside them."""

    case = models.ForeignKey(Initiative, models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.ForeignKey(KindVersion, models.PROTECT, null=True, related_name="+")
    """The version whose criteria it answers."""
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    proposal = models.CharField("đề xuất", max_length=12, choices=[*PROPOSALS.items()], blank=True)
    reasons = models.JSONField(default=list)
    met = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField("ý kiến", max_length=12, choices=[*PROPOSALS.items()], blank=True)
    """The decider's own word; empty until there is one."""
    verdict_words = models.TextField("nội dung ý kiến", blank=True)
    verdict_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verdict_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["case", "-year"]
        constraints = [models.UniqueConstraint(fields=["case", "year"], name="review_once_a_year")]

    def __str__(self) -> str:
        return f"đánh giá năm {self.year}"

    @property
    def said(self) -> InitiativeKind:
        """The kind whose criteria it answers."""
        return self.kind.said if self.kind is not None else OWN_KIND

    @property
    def stands(self) -> str:
        """What counts now: the decider's word where there is one, else the proposal."""
        return self.verdict or self.proposal


class ReviewAnswerQuerySet(models.QuerySet["ReviewAnswer"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(review__in=Review.objects.visible_to(user, day).order_by())


class ReviewAnswer(models.Model):
    """What a body answers to one criterion, and on what evidence, in words."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    base = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    evidence = models.TextField("minh chứng", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReviewAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="review_answer_once")]


class ReplicationQuerySet(OfCaseQuerySet["Replication"]):
    def open(self) -> Self:
        """Chosen, and in no decision that took effect."""
        return self.filter(made=None)


class Replication(models.Model):
    """A body to which a model is to be replicated, and the model that was begun there once it was decided."""

    case = models.ForeignKey(Initiative, models.CASCADE, related_name="replications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made = models.OneToOneField(Initiative, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "organisation"], name="replication_once")]
