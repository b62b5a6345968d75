"""A unit's way in one year, from its registration on; every deed on it, and what other results it had."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import Organisation, OrganisationVersion, Post, User
from phongtrao.words import fold
from phongtrao.work.models import Programme, desk_ids

from .rules import RulesVersion

EARLY = ("at_commune", "registered", "not_selected", "cancelled")
"""States in which the Front is not asked yet."""


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Who sees inside, and the Front of its commune and province, once it is selected."""
        if user.sees_all(day):
            return self.all()
        return self.filter(_as_party(user, day) | _as_front(user, day))

    def inside(self, user: User, day: date) -> Self:
        """Where the user sees scores, papers and what was written: the unit, those above it, who collects, appraises
        and decides, and those named to appraise it. The Front does not."""
        return self.all() if user.sees_all(day) else self.filter(_as_party(user, day))

    def of_year(self, programme: Programme, year: int) -> Self:
        return self.filter(programme=programme, year=year)

    def called(self, written: str) -> Self:
        """Of units whose names hold every one of these words, with or without marks."""
        return self.filter(named_like(written))


def named_like(written: str) -> Q:
    """Rows with an `organisation` whose names hold every one of these words, with or without marks."""
    found = Q()
    for word in fold(written).split():
        found &= Q(organisation__in=OrganisationVersion.objects.filter(keys__contains=word).values("organisation"))
    return found


def _as_party(user: User, day: date) -> Q:
    own = desk_ids(user, day)
    seen = Q(organisation__among=user.reach(day) | own)
    seen |= Q(commune__among=own) | Q(through__among=own) | Q(appraiser__among=own) | Q(decider__among=own)
    return seen | Q(pk__in=Candidacy.objects.filter(appraisals__members__user=user).order_by().values("pk"))


def _as_front(user: User, day: date) -> Q:
    """What the Front sees (Plan 70/KH-UBND, part V.5: giám sát, phản biện): selected units of its area."""
    held = OrganisationVersion.objects.on(day).filter(organisation__among=user.body_ids(day), kind="mttq")
    province = held.filter(level="tinh").values("parent")
    commune = held.filter(level="xa").values("parent")
    return (Q(root__in=province) | Q(commune__in=commune)) & ~Q(state__in=EARLY)


class Candidacy(models.Model):
    """Đăng ký xây dựng of a unit for a year in a programme, and how far it has come."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="candidacies")
    rules = models.ForeignKey(RulesVersion, models.PROTECT, related_name="+")
    subject = models.CharField("đối tượng", max_length=30)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="candidacies")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField(max_length=24, default="registered")
    """Written only through `procedures.CANDIDACY`."""
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The province."""
    commune = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The People's Committee of the commune that it lies in: it collects on the path through the commune."""
    through = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The commune police that collects for it."""
    appraiser = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """None where no paper says who decides: nothing is decided then."""
    registered_on = models.DateField("ngày đăng ký")
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_on = models.DateField("ngày gửi hồ sơ", null=True)
    """The last time."""

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "subject", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation", "year"], name="candidacy_once_a_year")
        ]
        indexes = [models.Index(fields=["programme", "year", "state"])]

    def __str__(self) -> str:
        return f"{self.organisation.name}, năm {self.year}"

    @property
    def is_late(self) -> bool:
        """Whether it was registered after the day that the rules set."""
        due = self.rules.said.registers_by(self.year)
        return due is not None and self.registered_on > due


C = TypeVar("C", bound=models.Model)


class OfCandidacyQuerySet(models.QuerySet[C]):
    """Rows that belong to a candidacy, in a field of that name."""

    def visible_to(self, user: User, day: date) -> Self:
        """What belongs to candidacies into which the user sees."""
        return self.filter(candidacy__in=Candidacy.objects.inside(user, day))


class CandidacyDeedQuerySet(OfCandidacyQuerySet["CandidacyDeed"]):
    pass


class CandidacyDeed(models.Model):
    """One deed on a candidacy as its page shows it."""

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="deeds")
    deed = models.CharField(max_length=30)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = CandidacyDeedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]


class DossierPaperQuerySet(OfCandidacyQuerySet["DossierPaper"]):
    pass


class DossierPaper(models.Model):
    """Giấy tờ trong hồ sơ: a paper written here, or a file of one signed elsewhere."""

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=40)
    """Of the rules' dossier papers."""
    outgoing = models.ForeignKey(Outgoing, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DossierPaperQuerySet.as_manager()

    class Meta:
        ordering = ["candidacy", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, file=None) | Q(outgoing=None, file__isnull=False),
                name="dossier_paper_one_of_two",
            )
        ]

    @property
    def is_whole(self) -> bool:
        """Whether it is more than a draft."""
        return self.outgoing is None or self.outgoing.state == Outgoing.ISSUED


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Whoever sees the candidacy, the Front too."""
        return self.filter(candidacy__in=Candidacy.objects.visible_to(user, day))


class Opinion(models.Model):
    """Ý kiến giám sát, phản biện of the Front on a candidacy; answered in writing by who appraises."""

    KINDS = {"supervision": "giám sát", "criticism": "phản biện xã hội"}

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[*KINDS.items()])
    words = models.TextField("ý kiến")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]


class RecordedResultQuerySet(models.QuerySet["RecordedResult"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Of bodies in the user's reach, of those whose candidacies he sees, and what people of his bodies recorded."""
        if user.sees_all(day):
            return self.all()
        candidates = Candidacy.objects.inside(user, day).order_by().values("organisation")
        seen = Q(organisation__among=user.reach(day)) | Q(organisation__in=candidates)
        return self.filter(seen | Q(by__in=Post.objects.filter(organisation__among=user.body_ids(day)).values("user")))

    def called(self, written: str) -> Self:
        """Of units whose names hold every one of these words, with or without marks."""
        return self.filter(named_like(written))


class RecordedResult(models.Model):
    """Kết quả of a unit in a year by another programme (An toàn về ANTT, phân loại), as a paper states it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    result = models.CharField("kết quả", max_length=60)
    source = models.CharField("văn bản", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RecordedResultQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation", "year"], name="recorded_result_once")
        ]
