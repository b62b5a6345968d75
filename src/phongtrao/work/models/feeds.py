from __future__ import annotations

import hashlib
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, Post, User

from .desks import desk_of_post
from .inspections import Mending, MendingQuerySet
from .tasks import Task, TaskQuerySet


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: User, day: date) -> Self:
        """One's own only: an address opens what its maker may see."""
        return self.filter(user=user)

    def lasting(self, day: date) -> Self:
        """Neither withdrawn nor past their last day."""
        return self.filter(withdrawn_at=None, expires_on__gte=day)

    def opened_by(self, token: str, day: date) -> CalendarFeed | None:
        """The feed whose address holds this token, where it may be read on `day`."""
        found = self.lasting(day).filter(token_hash=CalendarFeed.hashed(token)).select_related("user", "post").first()
        return found if found is not None and found.is_open(day) else None


class CalendarFeed(models.Model):
    """Lịch: an address under which a calendar reads due days without signing in; of a person, a post or a body.

    The token in the address is shown once; only its SHA-256 is kept.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds")
    """Who made it: it shows what that person may see on the day of asking, no more."""
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField("dùng đến hết ngày")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) | Q(organisation__isnull=True), name="calendar_feed_of_one_thing"
            )
        ]

    @staticmethod
    def hashed(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def title(self) -> str:
        """`Việc của Hồ Thị Xuân`, `Việc của UBND xã An Lạc`."""
        return f"Việc của {self.post or self.organisation or self.user}"

    def is_open(self, day: date) -> bool:
        """Whether its maker still has an open account and a post, the one it is for among them."""
        held = self.user.posts_on(day) if self.user.is_active else []
        return bool(held) and (self.post_id is None or any(post.pk == self.post_id for post in held))

    def tasks(self, day: date) -> TaskQuerySet:
        """Tasks not done yet that the maker may see on `day`: of the body, of the post's desk, or his own."""
        found = Task.objects.visible_to(self.user, day).unfinished()
        found = found.filter(assignment__organisation__among=self._bodies(day))
        if self.organisation_id or self.post_id:
            return found
        return found.filter(Q(assignment__delegated_to=self.user) | Q(assignment__delegated_to=None))

    def mendings(self, day: date) -> MendingQuerySet:
        """What the same bodies have to put right after inspections, as far as the maker may see it."""
        return Mending.objects.visible_to(self.user, day).unfinished().of_bodies(self._bodies(day))

    def _bodies(self, day: date) -> set[int]:
        """The body it is of; else those at the desk of its post, or of any of its maker's posts."""
        if self.organisation_id:
            return {self.organisation_id}
        posts = [self.post] if self.post is not None else self.user.posts_on(day)
        return set[int]().union(*(desk_of_post(post, day) for post in posts))
