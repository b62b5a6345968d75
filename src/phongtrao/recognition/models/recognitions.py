"""What was decided: the decision, the recognitions it gives or takes, their certificates and each year's upkeep."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import Programme

from .candidacies import Candidacy


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those that hold a candidacy that the user sees."""
        return self.filter(candidacies__in=Candidacy.objects.visible_to(user, day)).distinct()


class Decision(models.Model):
    """Quyết định: a paper with its list; it takes effect when it gets its number."""

    RECOGNISE, WITHDRAW = "recognise", "withdraw"
    KINDS = {RECOGNISE: "công nhận", WITHDRAW: "thu hồi"}

    kind = models.CharField(max_length=10, choices=[*KINDS.items()])
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Who decides."""
    paper = models.ForeignKey(Outgoing, models.PROTECT, related_name="+")
    candidacies = models.ManyToManyField(Candidacy, related_name="decisions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(candidacy__in=Candidacy.objects.visible_to(user, day))

    def standing(self, day: date) -> Self:
        """Those in force on the day. Who is recognised is public: a page that shows nothing else asks this alone."""
        return self.filter(recognised_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class Recognition(models.Model):
    """Đơn vị được công nhận, from the decision on until it is withdrawn or, where a province has it so, lapses."""

    candidacy = models.OneToOneField(Candidacy, models.PROTECT, related_name="recognition")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recognitions")
    recognised_on = models.DateField("ngày công nhận")
    ended_on = models.DateField("ngày kết thúc", null=True)
    ended_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="ended")
    """The decision that withdrew it; None where it lapsed."""

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-recognised_on", "pk"]


class UpkeepQuerySet(models.QuerySet["UpkeepYear"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Of recognised units into whose candidacies the user sees."""
        return self.filter(recognition__candidacy__in=Candidacy.objects.inside(user, day))


class UpkeepYear(models.Model):
    """Duy trì of a year, confirmed by who appraises."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="upkeep")
    year = models.PositiveSmallIntegerField("năm")
    words = models.TextField("nhận xét", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["recognition", "year"], name="upkeep_once_a_year")]


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(recognition__in=Recognition.objects.visible_to(user, day))


class Certificate(models.Model):
    """Giấy chứng nhận: the signed statement, and the file that was made of it once."""

    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="certificates")
    serial = models.CharField("số", max_length=40, unique=True)
    statement = models.TextField()
    """What the QR code carries."""
    key = models.CharField(max_length=40)
    """Id of the key that signed it."""
    issued_on = models.DateField("ngày cấp")
    withdrawn_on = models.DateField("ngày thu hồi", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["serial"]
