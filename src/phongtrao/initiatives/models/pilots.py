"""A pilot (thí điểm): its phases with places and days, reports by phase, figures side by side, and its roll-out."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from phongtrao.documents.models import Document, StoredFile
from phongtrao.organisations.models import Organisation, User
from phongtrao.words import fold
from phongtrao.work.models import Case, CaseDeed, CasePaper, CaseQuerySet, OfCaseQuerySet, Programme, desk_ids

from .kinds import KindVersion

LONGEST_TITLE, LONGEST_LINE, LONGEST_WORDS = 300, 300, 5000
"""Characters of a title, of a line, of a text."""


class PilotQuerySet(CaseQuerySet["Pilot"]):
    parties: ClassVar[tuple[str, ...]] = ("organisation", "decider")

    def called(self, written: str) -> Self:
        """Those whose title and subject hold every one of these words, with or without marks."""
        found = self
        for word in fold(written).split():
            found = found.filter(folded__contains=word)
        return found


class Pilot(Case):
    """Something that is tried in some places before it is done everywhere."""

    title = models.CharField("tên thí điểm", max_length=LONGEST_TITLE)
    kind = models.ForeignKey(KindVersion, models.PROTECT, null=True, blank=True, related_name="+")
    """The kind of model that is tried, where it is one of those that a programme names."""
    tried = models.TextField("thí điểm việc gì", blank=True)
    folded = models.TextField(editable=False)
    """Title and subject without marks, for search."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """In charge of it."""
    decider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    comparable = models.CharField("loại đơn vị", max_length=60)
    """`CẤP.LOẠI` of the bodies among which it is tried: `huyen.ubnd`; these are compared with each other."""
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="pilots")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    """The paper that asks for it."""
    passage = models.TextField("văn bản viết", blank=True)
    """The clause and its words."""

    objects = PilotQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        self.folded = fold(f"{self.title} {self.tried}")
        super().save(*args, **options)


class PilotDeedQuerySet(OfCaseQuerySet["PilotDeed"]):
    pass


class PilotDeed(CaseDeed):
    case = models.ForeignKey(Pilot, models.CASCADE, related_name="deeds")

    objects = PilotDeedQuerySet.as_manager()


class PilotPaperQuerySet(OfCaseQuerySet["PilotPaper"]):
    pass


class PilotPaper(CasePaper):
    case = models.ForeignKey(Pilot, models.CASCADE, related_name="papers")

    objects = PilotPaperQuerySet.as_manager()


class PhaseQuerySet(OfCaseQuerySet["Phase"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Who sees the pilot; once its plan stands, its places, and who is to name a place of its own."""
        if user.sees_all(day):
            return self.all()
        own = desk_ids(user, day)
        standing = ~Q(case__state__in=("drafting", "dropped"))
        part = Q(pk__in=PilotPlace.objects.filter(organisation__in=own).values("phase"))
        part |= Q(pk__in=Chooser.objects.filter(organisation__in=own).values("phase"))
        return self.filter(Q(case__in=Pilot.objects.visible_to(user, day)) | standing & part)


class Phase(models.Model):
    """Giai đoạn: from a day to a day, at places that the plan names, or that each of the other bodies names itself."""

    case = models.ForeignKey(Pilot, models.CASCADE, related_name="phases")
    nth = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên giai đoạn", max_length=LONGEST_TITLE, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    begun_on = models.DateField("đã bắt đầu ngày", null=True)
    basis = models.CharField("căn cứ", max_length=LONGEST_LINE, blank=True)
    """The paper that adds it, for a phase that came after the plan was approved."""
    choosers_kind = models.CharField(max_length=60, blank=True)
    """`CẤP.LOẠI` of the bodies that name a place of their own each; empty where the plan names all."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["case", "nth"]
        constraints = [
            models.UniqueConstraint(fields=["case", "nth"], name="phase_once_in_its_place"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"Giai đoạn {self.nth}{f': {self.title}' if self.title else ''}"


P = TypeVar("P", bound=models.Model)


class OfPhaseQuerySet(models.QuerySet[P]):
    """Rows that belong to a phase, in a field of that name."""

    def visible_to(self, user: User, day: date) -> Self:
        """What belongs to phases that the user sees."""
        return self.filter(phase__in=Phase.objects.visible_to(user, day))


class PilotPlaceQuerySet(OfPhaseQuerySet["PilotPlace"]):
    pass


class PilotPlace(models.Model):
    """Nơi thí điểm: named by the plan, or chosen by a body that was told to choose one."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """None: by the plan."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PilotPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["phase", "pk"]
        constraints = [models.UniqueConstraint(fields=["phase", "organisation"], name="pilot_place_once_a_phase")]


class ChooserQuerySet(OfPhaseQuerySet["Chooser"]):
    pass


class Chooser(models.Model):
    """A body that is to name a place of its own in a phase, as the bodies of its kind were on the phase's first day."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="choosers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = ChooserQuerySet.as_manager()

    class Meta:
        ordering = ["phase", "organisation__code"]
        constraints = [models.UniqueConstraint(fields=["phase", "organisation"], name="chooser_once_a_phase")]


class PhaseReportQuerySet(models.QuerySet["PhaseReport"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Who sees the pilot itself; not every place."""
        return self.filter(phase__case__in=Pilot.objects.visible_to(user, day))


class PhaseReport(models.Model):
    """What the body in charge says of a phase; later ones stand beside earlier ones."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="reports")
    words = models.TextField("nội dung")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PhaseReportQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]


class RollOutQuerySet(OfCaseQuerySet["RollOut"]):
    pass


class RollOut(models.Model):
    """Nhân rộng: what the bodies that have not tried it are asked to do, and the document that asks for it."""

    case = models.OneToOneField(Pilot, models.CASCADE, related_name="roll_out")
    comparable = models.CharField("loại đơn vị", max_length=60)
    """`CẤP.LOẠI` of today's bodies among which it is rolled out."""
    plan_due = models.DateField("hạn lập kế hoạch")
    done_by = models.DateField("hạn triển khai xong", null=True)
    yearly = models.CharField("báo cáo hằng năm", max_length=5, blank=True)
    """`10/11`: the last day of each year's report."""
    tasks = models.TextField("việc phải làm thêm", blank=True)
    """Each line one."""
    through = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """Who collects plans and reports for the decider."""
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    """The issued paper as a document from which a person gives the duties."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RollOutQuerySet.as_manager()
