"""What a task and a mending task have in common: a day, a state that deeds move, and how both stand on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import Case, F, Value, When

from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import Post, User


class Due(models.Model):
    """Something due on a day. `status` is computed from stored facts; `state` is written only through `procedure`."""

    DONE = ("accepted", "waived", "handed_back", "closed")
    DUE_SOON_DAYS = 14

    scheduled_for = models.DateField()
    """The day as it was first; never changes."""
    due = models.DateField("thời hạn")
    """The day that counts: moved by an extension."""
    state = models.CharField(max_length=12, default="open")
    sent_on = models.DateField(null=True, blank=True)
    """The day on which the last submission was sent: on time or late goes by it once accepted."""

    class Meta:
        abstract = True

    def status(self, day: date) -> str:
        """One of the field's words for how it stands on `day` (table in words.STATUS)."""
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


D = TypeVar("D", bound=Due)


class DueQuerySet(models.QuerySet[D]):
    def unfinished(self) -> Self:
        return self.exclude(state__in=Due.DONE)

    def with_standing(self, day: date) -> Self:
        """Each with `standing`: what `Due.status(day)` says of it, asked of the database."""
        soon = day + timedelta(days=Due.DUE_SOON_DAYS)
        return self.annotate(
            standing=Case(
                When(state="accepted", sent_on__gt=F("due"), then=Value("accepted_late")),
                When(state__in=("submitted", *Due.DONE), then=F("state")),
                When(due__lt=day, then=Value("overdue")),
                When(state="returned", then=Value("returned")),
                When(state="started", then=Value("in_progress")),
                When(due__lte=soon, then=Value("due_soon")),
                default=Value("upcoming"),
                output_field=models.CharField(),
            )
        )


class Deed(models.Model):
    """One deed of a procedure as the page of its thing shows it: who, when, in which post, with what words."""

    deed = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]


class DueDeed(Deed):
    """A deed on something due: a file beside the words, and days."""

    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict)
    """Days of an extension, old and new; `alone` where one person held both sides."""

    class Meta(Deed.Meta):
        abstract = True

    @property
    def until(self) -> date | None:
        """The new day that was asked for or granted."""
        day = self.content.get("new") or self.content.get("wanted")
        return date.fromisoformat(day) if day else None
