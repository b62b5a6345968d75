from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import BigIntegerField, Case, F, GeneratedField, Q, Value, When

from phongtrao.organisations.models import User
from phongtrao.work.counted import OUTSIDE, PLACES

from .dues import Due, DueDeed, DueQuerySet
from .duties import Assignment, DeadlineRule


def _by_sending(in_time: str, late: str) -> Case:
    """The place of one of two counts, by the day of the last submission."""
    return Case(When(sent_on__gt=F("due"), then=Value(PLACES[late])), default=Value(PLACES[in_time]))


class TaskQuerySet(DueQuerySet["Task"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(user, day))


class Task(Due):
    """Việc đến hạn: one deadline rule of an assignment, one period. `scheduled_for` is the day by the rule."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="tasks")
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, related_name="tasks")
    period = models.CharField("kỳ", max_length=30, blank=True)
    opened_at = models.DateTimeField()
    closed_reason = models.CharField(max_length=300, blank=True)
    settled = GeneratedField(
        expression=Case(
            When(state="accepted", then=_by_sending("accepted", "accepted_late")),
            When(state="submitted", then=_by_sending("within", "overdue")),
            When(state__in=OUTSIDE, then=Value(0)),
            default=Value(None),
        ),
        output_field=BigIntegerField(null=True),
        db_persist=True,
    )
    """Where it counts whatever the day is (see `PLACES`), 0 where it does not count; null while the day decides.

    Made by the database of the facts beside it, so that a province's board need not compare words 200,000 times.
    """

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "rule", "scheduled_for"], name="task_once")]
        indexes = [
            # What waits to be accepted, by its day and for whom.
            models.Index(fields=["state", "due", "assignment"]),
            # All that the board's counts ask of a task: they are read along it, without the rows (`tallies`).
            models.Index(fields=["assignment", "due", "settled"]),
            # A long list of tasks by their days begins without sorting all of them.
            models.Index(fields=["due"]),
        ]


class TaskDeedQuerySet(models.QuerySet["TaskDeed"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(task__in=Task.objects.visible_to(user, day))


class TaskDeed(DueDeed):
    """One deed on a task as its page shows it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="deeds")

    objects = TaskDeedQuerySet.as_manager()


class Extension(models.Model):
    """Gia hạn: asked with a reason, granted with a new day or refused; the old day is kept."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions")
    old_due = models.DateField()
    wanted = models.DateField("đề nghị đến ngày", null=True)
    granted = models.DateField("gia hạn đến ngày", null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(decided_at__isnull=True), name="extension_one_asked_at_a_time"
            )
        ]
