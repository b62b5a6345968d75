"""Who is proposed: bodies, and of people the full name, the post, the body and nothing else; who votes on them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.awards.rules import COLLECTIVE, SUBJECTS
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import Programme

from .commendations import Commendation, OfCommendationQuerySet

SHELL = "(đã xóa họ tên theo thời hạn lưu)"
"""What stands in the place of a name that is no longer kept."""


class NomineeQuerySet(models.QuerySet["Nominee"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Collectives of the commendations that the user sees; people of those whose names he reads."""
        seen = Q(kind=COLLECTIVE, case__in=Commendation.objects.visible_to(user, day))
        return self.filter(seen | Q(case__in=Commendation.objects.named_to(user, day)))

    def people(self) -> Self:
        """Those who are named: people, and households by their heads."""
        return self.exclude(kind=COLLECTIVE)


class Nominee(models.Model):
    """Trường hợp được đề nghị: a collective (`body`), or a person or a household of a body.

    The programme and the days of the case stand here once more, so that the database itself refuses the same
    achievement of the same subject twice.
    """

    case = models.ForeignKey(Commendation, models.CASCADE, related_name="nominees")
    kind = models.CharField("đối tượng", max_length=12, choices=[*SUBJECTS.items()])
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    post_title = models.CharField("chức vụ", max_length=120, blank=True)
    achievement = models.TextField("thành tích")
    subject_key = models.CharField(max_length=200)
    """The same for the same subject (`nominate.subject_key`)."""
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    achieved_from = models.DateField()
    achieved_until = models.DateField()
    standing = models.BooleanField(default=True)
    """False once the proposal came to nothing for this one: then the achievement may be proposed anew."""
    is_proposed = models.BooleanField("ý kiến thẩm định", null=True)
    """The examiner's word; None before it."""
    opinion = models.TextField("lời thẩm định", blank=True)
    votes_for = models.PositiveSmallIntegerField("phiếu tán thành", null=True)
    votes_against = models.PositiveSmallIntegerField("phiếu không tán thành", null=True)
    voters = models.PositiveSmallIntegerField("số thành viên được biểu quyết", null=True)
    forgotten_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NomineeQuerySet.as_manager()

    class Meta:
        ordering = ["case", "-kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_key", "programme", "achieved_from", "achieved_until"], condition=Q(standing=True),
                name="one_achievement_one_form",
            ),
            models.CheckConstraint(
                condition=Q(kind=COLLECTIVE, full_name="", post_title="") | ~Q(kind=COLLECTIVE),
                name="a_collective_has_no_name_of_a_person",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["subject_key", "programme"])]

    def __str__(self) -> str:
        """Never the name of a person: messages and the log say this."""
        return f"{SUBJECTS[self.kind]} số {self.pk}"

    @property
    def is_person(self) -> bool:
        return self.kind != COLLECTIVE

    @property
    def is_carried(self) -> bool | None:
        """Whether the council's votes carry it; None before they are counted."""
        if self.votes_for is None or self.votes_against is None or self.voters is None:
            return None
        return self.case.rules.said.council.carries(self.votes_for, self.votes_against, self.voters)


class CouncilMemberQuerySet(OfCommendationQuerySet):
    pass


class CouncilMember(models.Model):
    """Thành viên hội đồng, an account of the site, for one proposal."""

    CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
    PARTS = {CHAIR: "chủ tịch hội đồng", SECRETARY: "thư ký", MEMBER: "ủy viên"}

    case = models.ForeignKey(Commendation, models.CASCADE, related_name="council")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField("phần việc", max_length=10, choices=[*PARTS.items()])
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CouncilMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="council_member_once")]
