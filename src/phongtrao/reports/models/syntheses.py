from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.reports.periods import Period, period

from .forms import FormVersion, ReportForm
from .reports import Answer


class SynthesisQuerySet(models.QuerySet["Synthesis"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Of bodies in the user's reach."""
        return self.all() if user.sees_all(day) else self.filter(organisation__among=user.reach(day))


class Synthesis(models.Model):
    """Tổng hợp: what a body makes of the reports below it for a period. Signing freezes its figures."""

    DRAFT, SIGNED = "draft", "signed"

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="syntheses")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    period = models.CharField("kỳ", max_length=10)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="syntheses")
    basis = models.CharField(max_length=10, default="accepted", choices=[("accepted", "đã nhận"), ("sent", "đã gửi")])
    """Which editions it counts."""
    state = models.CharField(max_length=8, default=DRAFT, choices=[(DRAFT, "dự thảo"), (SIGNED, "đã ký")])
    figures = models.JSONField(default=dict)
    """Once signed: indicator → its total with the cells it was made of; never written again."""
    counted = models.JSONField(default=list)
    """Once signed: ids of bodies whose reports were in it."""
    missing = models.JSONField(default=list)
    """Once signed: ids of bodies whose reports were not in it."""
    by_hand = models.JSONField(default=dict)
    """Indicator → what a person wrote in its place, with who and when; shown as changed by hand."""
    paper = models.ForeignKey(Outgoing, models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    """In which he signed."""

    objects = SynthesisQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "form", "-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "period", "organisation"], condition=Q(state="draft"), name="synthesis_one_draft"
            )
        ]

    @property
    def of(self) -> Period:
        return period(self.period)

    @property
    def title(self) -> str:
        return f"Tổng hợp {self.form.title}, {self.of.words}"


class ParagraphQuerySet(models.QuerySet["SynthesisParagraph"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(synthesis__in=Synthesis.objects.visible_to(user, day))


class SynthesisParagraph(models.Model):
    """A paragraph of a synthesis, with the answers whose sentences it was made of."""

    synthesis = models.ForeignKey(Synthesis, models.CASCADE, related_name="paragraphs")
    question = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    text = models.TextField("nội dung")
    sources = models.ManyToManyField(Answer, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["synthesis", "position", "pk"]
