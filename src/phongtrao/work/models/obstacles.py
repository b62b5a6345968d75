from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from phongtrao.access import WRITING
from phongtrao.organisations.models import Organisation, User
from phongtrao.words import fold

from .desks import RECEIVING, desk_ids
from .dues import Deed
from .duties import Assignment
from .tasks import Task


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those of one's own line of reporting, and answers published to all bodies that a document binds."""
        if user.sees_all(day):
            return self.all()
        bound = Assignment.objects.visible_to(user, day).order_by().values("duty__adoption__document")
        open_to_all = Q(shared=True, answered_at__isnull=False, assignment__duty__adoption__document__in=bound)
        return self.filter(self._in_line(user, day) | open_to_all)

    def in_line(self, user: User, day: date) -> Self:
        """Those that the user sees with all that was said: who asked, and what was not published."""
        return self.all() if user.sees_all(day) else self.filter(self._in_line(user, day))

    @staticmethod
    def _in_line(user: User, day: date) -> Q:
        asked = Assignment.objects.visible_to(user, day).order_by()
        return Q(assignment__in=asked) | Q(handler__in=desk_ids(user, day))

    def for_desk(self, user: User, day: date) -> Self:
        """Those that wait for the user: to be answered, or answered and to be closed by the body that raised them."""
        answering = Q(state="raised")
        if not user.sees_all(day):
            answering &= Q(handler__in=desk_ids(user, day, RECEIVING))
        closing = Q(state="answered", assignment__organisation__in=desk_ids(user, day, WRITING))
        return self.filter(answering | closing)

    def published(self) -> Self:
        """Answered, and not kept between the two."""
        return self.filter(shared=True, answered_at__isnull=False)

    def with_answer(self) -> Self:
        """Each with `answer`, its last one in words, and with what lists show of its duty."""
        said = ObstacleDeed.objects.filter(obstacle=OuterRef("pk"), deed="answer").order_by("-pk")
        shown = self.annotate(answer=Subquery(said.values("note")[:1]))
        return shown.select_related("assignment__duty__adoption__document", "assignment__organisation")

    def found_by(self, query: str) -> Self:
        """Those that hold every word of `query` in question or answer, with or without marks."""
        found = self
        for word in fold(query).split():
            found = found.filter(folded__contains=word)
        return found


class Obstacle(models.Model):
    """Khó khăn, vướng mắc: what keeps a body from doing its duty, and the coordinator's answer.

    `state` is written only through `procedures.OBSTACLE`, together with its deed and log entry.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="obstacles")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="obstacles")
    """The task on whose page it was raised; none where the assignment has no day."""
    text = models.TextField("khó khăn, vướng mắc")
    state = models.CharField(max_length=12, default="raised")
    handler = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Whose focal point or leader answers: the duty's receiver, and once passed on the adopter's body."""
    shared = models.BooleanField(default=True)
    """Whether question and answer are open to every body that the document binds, once there is an answer."""
    answered_at = models.DateTimeField(null=True)
    folded = models.TextField()
    """Question and answer without marks, for search."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "handler"])]


class ObstacleDeedQuerySet(models.QuerySet["ObstacleDeed"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(obstacle__in=Obstacle.objects.in_line(user, day))


class ObstacleDeed(Deed):
    """One deed on an obstacle; the words of its last answer are the answer."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="deeds")

    objects = ObstacleDeedQuerySet.as_manager()
