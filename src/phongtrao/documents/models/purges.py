from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.procedures import PURGE
from phongtrao.words import HANOI, day_in_words

SHELLS = "Đã tiêu hủy theo đề nghị tiêu hủy số "
"""How every text begins that stands where purged words were."""


class PurgeQuerySet(models.QuerySet["Purge"]):
    def visible_to(self, user: User, day: date) -> Self:
        """What the user proposed, and what concerns a body in his reach; of no body: who sees all."""
        if user.sees_all(day):
            return self.all()
        return self.filter(Q(proposed_by=user) | Q(organisation__among=user.reach(day)))


class Purge(models.Model):
    """Tiêu hủy: a secret found afterwards is taken out by a deed of two people. What stays here never repeats it.

    `state` is written only through `procedures.PURGE`, with its log entry. Who, when, why and the digest of what was
    there stay for good.
    """

    kind = models.CharField(max_length=20)
    """What is purged: a key of `holdings.HOLDINGS`."""
    row = models.PositiveBigIntegerField()
    """Its id among those of its kind."""
    named = models.CharField("đối tượng", max_length=200)
    """What it is, by numbers alone: `bản số 3 của văn bản mã 12`."""
    root = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The province in which these bytes are not taken in again; None: nowhere on the site."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The body whose affair it is: a leader or administrator of it, or above it, confirms. None: of the whole site."""
    sha256 = models.CharField(max_length=64)
    """Of the bytes, or of the words where there is no file."""
    held_since = models.DateTimeField()
    """When it came in: backups made since hold it too."""
    state = models.CharField(max_length=12, default=PURGE.start)
    reason = models.CharField("lý do", max_length=300)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField("lý do không tiêu hủy", max_length=300, blank=True)
    purged_at = models.DateTimeField(null=True)

    objects = PurgeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row"], condition=~Q(state="refused"), name="purge_once_at_a_time")
        ]
        indexes = [models.Index(fields=["sha256"])]

    @property
    def spoken_state(self) -> str:
        """`chờ người thứ hai xác nhận`."""
        return PURGE.words[self.state]

    @classmethod
    def forbids(cls, sha256: str, roots: set[int] | None) -> bool:
        """Whether these bytes were purged and are not taken in again in these provinces (None: anywhere)."""
        done = cls.objects.filter(sha256=sha256, state__in=("confirmed", "purged"))
        if roots is not None:
            done = done.filter(Q(root=None) | Q(root__in=roots))
        return done.exists()

    @property
    def shell(self) -> str:
        """What stands where the words were."""
        return f"{SHELLS}{self.pk} ngày {day_in_words(self.proposed_at.astimezone(HANOI).date())}."

    def __str__(self) -> str:
        return f"Đề nghị tiêu hủy số {self.pk}: {self.named}"
