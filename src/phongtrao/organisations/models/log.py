from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, Self

from django.db import models, transaction

from .bodies import Organisation
from .people import Post, User

GENESIS = "0" * 64


class LogHead(models.Model):
    """The last link of the chain; its row is locked while the next one is written."""

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)


class LogQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Entries about bodies in the user's reach; entries about no body are for who sees all."""
        if user.sees_all(day):
            return self.all()
        return self.filter(organisation__among=user.reach(day))


class LogEntry(models.Model):
    """Nhật ký: who did what to which thing, when. Each entry seals the one before it."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    account = models.CharField(max_length=60)
    deed = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    """Kind and id, `task:12`."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The body whose affair it is."""
    content = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject", "sequence"])]

    def sealed(self) -> str:
        """SHA-256 over the canonical JSON of everything the entry says, the previous digest included."""
        said = {
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "account": self.account,
            "deed": self.deed,
            "subject": self.subject,
            "organisation": self.organisation_id,
            "content": self.content,
            "previous": self.previous,
        }
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def record(
        cls,
        by: User,
        deed: str,
        thing: models.Model,
        at: datetime,
        organisation: Organisation | None = None,
        post: Post | None = None,
        **content: Any,
    ) -> LogEntry:
        """Add one entry; must stand in the transaction of the deed itself, so that neither is there alone.

        `post`: the one in which the person acted; where that is a deputy's, the entry says for whom.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("a log entry is written in the transaction of its deed")
        if post is not None and post.deputy_for is not None:
            content["deputy_for"] = post.deputy_for.user.username
        head, _ = LogHead.objects.get_or_create(pk=1)
        head = LogHead.objects.select_for_update().get(pk=head.pk)
        entry = cls(
            sequence=head.sequence + 1,
            at=at.astimezone(UTC),
            account=by.username,
            deed=deed,
            subject=f"{thing._meta.model_name}:{thing.pk}",
            organisation=organisation,
            content=content,
            previous=head.digest,
        )
        entry.digest = entry.sealed()
        entry.save(force_insert=True)
        head.sequence, head.digest = entry.sequence, entry.digest
        head.save()
        return entry


class LogArchive(models.Model):
    """Entries taken out into a file after their time: from where to where, and what seals them.

    The chain in the database goes on from `digest`, that of the entry `last`; the deed `archive_log` says the same.
    """

    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    """Of the file."""
    name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["last"]
