from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, Post, User

from .desks import RECEIVING, desk_ids
from .duties import Assignment
from .tasks import Task


class HandBackQuerySet(models.QuerySet["HandBack"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(user, day))

    def waiting(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(decided_at=None)

    def waiting_for(self, user: User, day: date) -> Self:
        """Those that the user answers: of duties whose results his bodies receive; all for who sees all."""
        if user.sees_all(day):
            return self.waiting()
        return self.waiting().filter(assignment__duty__receiver__in=desk_ids(user, day, RECEIVING))


class HandBack(models.Model):
    """Chuyển trả: a body says that a duty is not its own and may name the body whose it is; the receiver answers."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="hand_backs")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="hand_backs")
    """The task on which it was said; none where the assignment has no day."""
    reason = models.TextField("lý do")
    proposed = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The body that has the duty now; none where it stays."""
    answer = models.TextField("trả lời", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = HandBackQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decided_at__isnull=True), name="hand_back_one_waiting_at_a_time"
            )
        ]
