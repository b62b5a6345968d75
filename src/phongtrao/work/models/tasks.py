from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import Post, User

from .duties import Assignment, DeadlineRule


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(user, day))

    def unfinished(self) -> Self:
        return self.exclude(state__in=Task.DONE)

    def with_standing(self, day: date) -> Self:
        """Each task with `standing`: what `Task.status(day)` says of it, asked of the database."""
        soon = day + timedelta(days=Task.DUE_SOON_DAYS)
        return self.annotate(
            standing=Case(
                When(state="accepted", sent_on__gt=F("due"), then=Value("accepted_late")),
                When(state__in=("submitted", *Task.DONE), then=F("state")),
                When(due__lt=day, then=Value("overdue")),
                When(state="returned", then=Value("returned")),
                When(state="started", then=Value("in_progress")),
                When(due__lte=soon, then=Value("due_soon")),
                default=Value("upcoming"),
                output_field=models.CharField(),
            )
        )


class Task(models.Model):
    """Việc đến hạn: one deadline rule of an assignment, one period. `status` is computed from stored facts.

    `state` is written only through `procedure`, together with its deed and log entry.
    """

    DONE = ("accepted", "waived", "handed_back", "closed")
    DUE_SOON_DAYS = 14

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="tasks")
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, related_name="tasks")
    period = models.CharField("kỳ", max_length=30, blank=True)
    scheduled_for = models.DateField()
    """The day by the rule; never changes."""
    due = models.DateField("thời hạn")
    """The day that counts: moved by an extension."""
    state = models.CharField(max_length=12, default="open")
    opened_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    """The day on which the last submission was sent: on time or late goes by it once accepted."""
    closed_reason = models.CharField(max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "rule", "scheduled_for"], name="task_once")]
        indexes = [
            # What waits to be accepted, by its day and for whom.
            models.Index(fields=["state", "due", "assignment"]),
            # All that the board's counts ask of a task: they are read along it, without the rows (`tallies`).
            models.Index(fields=["assignment", "due", "state", "sent_on"]),
            # A long list of tasks by their days begins without sorting all of them.
            models.Index(fields=["due"]),
        ]

    def status(self, day: date) -> str:
        """One of the field's words for how the task stands on `day` (table in words.STATUS)."""
        if self.state == "accepted":
            return "accepted" if self.sent_on is None or self.sent_on <= self.due else "accepted_late"
        if self.state in ("submitted", "waived", "handed_back", "closed"):
            return self.state
        if day > self.due:
            return "overdue"
        if self.state in ("returned", "started"):
            return "returned" if self.state == "returned" else "in_progress"
        return "due_soon" if (self.due - day).days <= self.DUE_SOON_DAYS else "upcoming"

    def days_late(self, day: date) -> int:
        """Days past the due day: of the submission once sent, of `day` while nothing is sent; 0 when not late."""
        end = self.sent_on if self.sent_on and self.state in ("submitted", "accepted") else day
        return max(0, (end - self.due).days)


class TaskDeedQuerySet(models.QuerySet["TaskDeed"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(task__in=Task.objects.visible_to(user, day))


class TaskDeed(models.Model):
    """One deed on a task as its page shows it: who, when, in which post, with what words and file."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="deeds")
    deed = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="task_deeds")
    content = models.JSONField(default=dict)
    """Days of an extension, old and new; `alone` where one person held both sides."""

    objects = TaskDeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def until(self) -> date | None:
        """The new day that was asked for or granted."""
        day = self.content.get("new") or self.content.get("wanted")
        return date.fromisoformat(day) if day else None


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
