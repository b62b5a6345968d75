"""Scores by a criteria set: the unit's own, each appraiser's before he sees another's, and the one agreed on."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import User

from .candidacies import Candidacy, OfCandidacyQuerySet
from .rules import CriteriaSet


class AppraisalQuerySet(OfCandidacyQuerySet["Appraisal"]):
    pass


class Appraisal(models.Model):
    """Thẩm định of a dossier as it was sent; a dossier that is sent again is appraised anew."""

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="appraisals")
    nth = models.PositiveSmallIntegerField("lần")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        ordering = ["candidacy", "nth"]
        constraints = [models.UniqueConstraint(fields=["candidacy", "nth"], name="appraisal_once")]


class AppraisalMember(models.Model):
    """Thành viên thẩm định. Nobody who prepared, signed or directly manages the dossier (`barred.why_barred`)."""

    CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
    PARTS = {CHAIR: "chủ trì", SECRETARY: "thư ký", MEMBER: "thành viên"}

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=[*PARTS.items()], default=MEMBER)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["appraisal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "user"], name="appraisal_member_once"),
            models.UniqueConstraint(fields=["appraisal"], condition=Q(part="chair"), name="appraisal_one_chair"),
        ]


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Of candidacies into which he sees: the unit's own score; a member's own; every member's for who has handed
        in his, and for all once the appraisal is closed."""
        seen = self.filter(candidacy__in=Candidacy.objects.inside(user, day))
        own_sent = Score.objects.filter(appraisal=OuterRef("appraisal"), member=user, sent_at__isnull=False)
        return seen.filter(
            Q(kind=Score.SELF)
            | Q(member=user)
            | Q(appraisal__closed_at__isnull=False)
            | Q(sent_at__isnull=False) & Exists(own_sent)
            | Q(kind=Score.COUNCIL) & Exists(own_sent)
        )


class Score(models.Model):
    """Bảng điểm: answers to every criterion of a set, sealed when it is handed in."""

    SELF, MEMBER, COUNCIL = "self", "member", "council"
    KINDS = {SELF: "tự chấm", MEMBER: "thành viên chấm", COUNCIL: "thống nhất"}

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="scores")
    kind = models.CharField(max_length=8, choices=[*KINDS.items()])
    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="scores")
    appraisal = models.ForeignKey(Appraisal, models.CASCADE, null=True, related_name="scores")
    member = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    nth = models.PositiveSmallIntegerField("lần", default=1)
    """Of the unit's own: it is scored again when a dossier was returned."""
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sealed = models.TextField(blank=True)
    """What was scored with its inputs (`scoring.sealed`), written once when it is handed in."""
    result = models.CharField(max_length=20, blank=True)
    total = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["candidacy", "kind", "nth", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "nth"], condition=Q(kind="self"), name="score_one_self"),
            models.UniqueConstraint(
                fields=["appraisal", "member"], condition=Q(kind="member"), name="score_one_a_member"
            ),
            models.UniqueConstraint(fields=["appraisal"], condition=Q(kind="council"), name="score_one_agreed"),
        ]


class OfScoreQuerySet(models.QuerySet["ScoreAnswer"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(score__in=Score.objects.visible_to(user, day))


class ScoreAnswer(models.Model):
    """The answer to one criterion: what, why, and on what evidence."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=60)
    value = models.CharField(max_length=40, blank=True)
    """As `scoring` takes it: a number, yes or no, an option; empty where it is not applicable."""
    base = models.BigIntegerField(null=True)
    """Of a share."""
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField("lý do, diễn giải", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lineage = models.CharField(max_length=500, blank=True)
    """What the system counted, where the value was taken over from a measure."""

    objects = OfScoreQuerySet.as_manager()

    class Meta:
        ordering = ["score", "pk"]
        constraints = [models.UniqueConstraint(fields=["score", "criterion"], name="score_answer_once")]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(answer__score__in=Score.objects.visible_to(user, day))


class Evidence(models.Model):
    """Minh chứng: a file attached, or something that is here already (`pointer`: `report:12`, `document:3`)."""

    answer = models.ForeignKey(ScoreAnswer, models.CASCADE, related_name="evidence")
    words = models.CharField("minh chứng", max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pointer = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["answer", "pk"]


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Draws that hold a candidacy into which the user sees."""
        return self.filter(checks__candidacy__in=Candidacy.objects.inside(user, day)).distinct()


class Draw(models.Model):
    """A sample drawn by lot for a look on the spot: the seed and the list tell anyone that it was drawn so."""

    seed = models.CharField(max_length=64)
    among = models.JSONField()
    """Ids of the candidacies from which it was drawn, in order."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]


class SpotCheckQuerySet(OfCandidacyQuerySet["SpotCheck"]):
    pass


class SpotCheck(models.Model):
    """Kiểm tra thực tế of a candidacy that was drawn: what was found."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="checks")
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="checks")
    agrees = models.BooleanField("đúng với hồ sơ", null=True)
    words = models.TextField("kết quả", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draw", "candidacy"], name="spot_check_once")]
