"""A proposal to commend, its deeds and papers. Who sees the proposal does not yet see the names of people in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from phongtrao.awards.rules import Form
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import Case, CaseDeed, CasePaper, CaseQuerySet, OfCaseQuerySet, Programme, desk_ids

from .rules import CommendationRulesVersion


class CommendationQuerySet(CaseQuerySet["Commendation"]):
    parties: ClassVar[tuple[str, ...]] = ("organisation", "examiner", "decider")

    def visible_to(self, user: User, day: date) -> Self:
        """As with every case, and for the members of its council."""
        if user.sees_all(day):
            return self.all()
        return self.filter(Q(pk__in=super().visible_to(user, day).order_by().values("pk")) | _council_of(user))

    def named_to(self, user: User, day: date) -> Self:
        """Those of whose people the user reads the names: who proposes, examines and decides, and the council.

        Bodies above the proposing one see the proposal, its counts and collectives, and no names. Who examines and who
        decides reads them from the day on which the dossier was sent: a draft is the proposing body's own.
        """
        if user.sees_all(day):
            return self.all()
        own = desk_ids(user, day)
        judging = Q(sent_on__isnull=False) & (Q(examiner__in=own) | Q(decider__in=own))
        return self.filter(Q(organisation__in=own) | judging | _council_of(user))

    def called(self, written: str) -> Self:
        """Of bodies whose names hold these words, or whose title does. Names of people are never searched."""
        bodies = self.of_bodies_called(written).order_by().values("pk")
        return self.filter(Q(pk__in=bodies) | Q(title__icontains=written.strip())) if written.strip() else self


def _council_of(user: User) -> Q:
    return Q(pk__in=Commendation.objects.filter(council__user=user).order_by().values("pk"))


class Commendation(Case):
    """Đề nghị khen thưởng of a body, in one form, for what was achieved in a programme in a span of days."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="commendations")
    rules = models.ForeignKey(CommendationRulesVersion, models.PROTECT, related_name="+")
    form = models.CharField("hình thức", max_length=40)
    """Of the rules' forms."""
    title = models.CharField("nội dung khen thưởng", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    achieved_from = models.DateField("thành tích từ ngày")
    achieved_until = models.DateField("đến ngày")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commendations")
    """Who proposes."""
    examiner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Thường trực hội đồng."""
    decider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sent_on = models.DateField("ngày gửi hồ sơ", null=True)
    list_changed_at = models.DateTimeField(null=True)
    council_changed_at = models.DateTimeField(null=True)
    quota_reason = models.TextField("lý do vượt hạn mức", blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    ended_on = models.DateField("ngày dừng", null=True)
    """Of a proposal that came to nothing, or whose decision was revoked."""

    objects = CommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["year", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def asked_form(self) -> Form:
        """The form as the rules tell it."""
        return self.rules.said.form(self.form)

    @property
    def due(self) -> date | None:
        """The last day of the examination, so many calendar days after the day on which the dossier was sent; None
        where the rules state no days."""
        days = self.asked_form.days
        return self.sent_on + timedelta(days=days) if self.sent_on and days else None


class OfCommendationQuerySet(OfCaseQuerySet[Any]):
    """What may hold names: rows of a commendation for who reads its names."""

    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(case__in=Commendation.objects.named_to(user, day))


class CommendationDeedQuerySet(OfCommendationQuerySet):
    pass


class CommendationDeed(CaseDeed):
    """One deed; its words are for who reads the names, for people write names into reasons."""

    case = models.ForeignKey(Commendation, models.CASCADE, related_name="deeds")

    objects = CommendationDeedQuerySet.as_manager()


class CommendationPaperQuerySet(OfCommendationQuerySet):
    pass


class CommendationPaper(CasePaper):
    """A paper of the dossier; lists are annexed to it."""

    case = models.ForeignKey(Commendation, models.CASCADE, related_name="papers")

    objects = CommendationPaperQuerySet.as_manager()
