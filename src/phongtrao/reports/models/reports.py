"""A report is an identity (form, period, body) with editions; figures and words belong to an edition."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, User
from phongtrao.reports.form import Value
from phongtrao.reports.periods import Period, period
from phongtrao.work.models import Task, desk_ids
from phongtrao.work.models.dues import Deed

from .forms import FormVersion, Indicator, ReportForm


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Along the line of reporting only: of bodies in the user's reach or at his desk, and those sent to his desk.

        What a body has not sent yet is shown to itself and to those above it that could see its desk, too.
        """
        if user.sees_all(day):
            return self.all()
        own = desk_ids(user, day)
        return self.filter(Q(organisation__among=user.reach(day) | own) | Q(receiver__among=own))


class Report(models.Model):
    """Báo cáo of a body for a period, by a form. What counts of it are its editions."""

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="reports")
    period = models.CharField("kỳ", max_length=10)
    """Key of `periods.period`."""
    last_day = models.DateField()
    """Of the period: the map and the tree by which it is rolled up as it was then."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The topmost body over it on the last day of the period: a province is rolled up without walking its tree."""
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Whose focal point or leader accepts it."""
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    """The task that asks for it."""
    due = models.DateField("thời hạn", null=True)
    sent = models.ForeignKey("Edition", models.PROTECT, null=True, related_name="+")
    """The last edition that left the body, approved by its leader."""
    accepted = models.ForeignKey("Edition", models.PROTECT, null=True, related_name="+")
    """The edition that was accepted last: what a roll-up counts."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "form", "organisation"]
        constraints = [models.UniqueConstraint(fields=["form", "period", "organisation"], name="report_once")]
        indexes = [
            models.Index(fields=["organisation", "form", "last_day"]),
            # A province's roll-up is what has it as root or as receiver, whatever else the site holds.
            models.Index(fields=["form", "period", "root"]),
            models.Index(fields=["form", "period", "receiver"]),
        ]

    @property
    def of(self) -> Period:
        return period(self.period)

    @property
    def title(self) -> str:
        """`Báo cáo kết quả ..., 6 tháng đầu năm 2026`."""
        return f"{self.form.title}, {self.of.words}"


class Edition(models.Model):
    """One edition of a report. It can be written while it is a draft, and is frozen from the moment it is sent."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    nth = models.PositiveSmallIntegerField("lần")
    state = models.CharField(max_length=10, default="draft")
    """Written only through `procedures.REPORT`."""
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who put it before the leader; he may not accept it."""
    sent_on = models.DateField("ngày gửi", null=True)
    """The day on which the leader let it out: on time or late goes by it."""

    class Meta:
        ordering = ["report", "nth"]
        constraints = [
            models.UniqueConstraint(fields=["report", "nth"], name="edition_once"),
            models.UniqueConstraint(fields=["report"], condition=Q(state="draft"), name="edition_one_draft"),
        ]
        # What waits for somebody is little beside what was accepted.
        indexes = [models.Index(fields=["state"], condition=~Q(state="accepted"), name="edition_open")]


class Figure(models.Model):
    """Số liệu: a value of an indicator in an edition."""

    # Both keys begin an index of their own below; millions of rows carry none that nobody asks.
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    value = models.BigIntegerField()
    """Whole numbers: đồng, 0 or 1, a level's place, the part of a share; 0 for `không phát sinh`."""
    base = models.BigIntegerField(null=True)
    """Of a share."""
    nothing = models.BooleanField(default=False)
    """Whether the answer was `không phát sinh`."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "indicator"], name="figure_once")]
        # One indicator of thousands of reports is read from here alone (docs/measured.md).
        indexes = [models.Index(fields=["indicator", "edition", "value", "base"], name="figure_of_indicator")]

    @property
    def said(self) -> Value:
        return Value(self.value, self.base)


E = TypeVar("E", bound=models.Model)


class OfEditionQuerySet(models.QuerySet[E]):
    """Rows that stand in an edition, in a field of that name."""

    def visible_to(self, user: User, day: date) -> Self:
        """What stands in reports that the user may see."""
        return self.filter(edition__report__in=Report.objects.visible_to(user, day))


class AnswerQuerySet(OfEditionQuerySet["Answer"]):
    pass


class MarkQuerySet(OfEditionQuerySet["Mark"]):
    pass


class ReportDeedQuerySet(OfEditionQuerySet["ReportDeed"]):
    pass


class Answer(models.Model):
    """What a body says in words to a question of the form."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=60)
    text = models.TextField("nội dung")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "question"], name="answer_once")]


class Mark(models.Model):
    """What a receiver who returns an edition says of one of its cells."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="marks")
    cell = models.CharField(max_length=60)
    """Name of an indicator or a question."""
    text = models.CharField("nhận xét", max_length=500)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "cell"], name="mark_once")]


class ReportDeed(Deed):
    """One deed on a report as its page shows it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="deeds")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deeds")

    objects = ReportDeedQuerySet.as_manager()
