"""What documents say of each other: places that name another one, and what one does to another."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from phongtrao.organisations.models import User
from vanban.link import KIND_WORDS
from vanban.shelf import Identity, named

from .documents import Copy, Document

GROUNDS = "grounds"
KINDS = {kind: words for kind, words in KIND_WORDS.items() if kind != GROUNDS}
"""What one document does to another; that it only rests on one is no deed."""


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(copy__document__in=Document.objects.visible_to(user, day).order_by())


class Mention(models.Model):
    """A place in a copy that names another document by its number; told by the reader, written anew with each reading.

    Kept as rows so that a document without a number is found by what others call it, without reading them all.
    """

    copy = models.ForeignKey(Copy, models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=30, blank=True)
    number_key = models.CharField(max_length=80)
    title = models.CharField(max_length=500, blank=True)
    """What the other is on, in the words of this text."""

    objects = MentionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "number_key"])]


class EffectQuerySet(models.QuerySet["Effect"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(document__in=Document.objects.visible_to(user, day).order_by())

    def standing(self) -> Self:
        """Those that nobody has dropped, without mere grounds."""
        return self.exclude(confirmed=False).exclude(kind=GROUNDS)


class Effect(models.Model):
    """What one document does to another, as the words of `document` say or as a person added.

    It counts once a named person has confirmed it; what was dropped stays, so that it is not proposed again.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="effects")
    """Whose words say so; the one that does it, unless `by` names another."""
    copy = models.ForeignKey(Copy, models.CASCADE, null=True, related_name="effects")
    """The copy that the offsets count; None where a person added it."""
    kind = models.CharField("liên hệ", max_length=12, choices=[*KIND_WORDS.items()])
    on = models.JSONField()
    """The document acted upon, as it is cited: type, number, date, issuer; title and where they stand, if words say."""
    on_key = models.CharField(max_length=80, db_index=True)
    onto = models.ForeignKey(Document, models.PROTECT, null=True, related_name="acted_upon")
    """The same, where it was at hand when a person decided."""
    by = models.JSONField(null=True)
    """The document that does it, where the text only tells of it."""
    by_key = models.CharField(max_length=80, blank=True)
    part = models.CharField("phần", max_length=200, blank=True)
    until = models.DateField("đến ngày", null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    rule = models.CharField(max_length=60, blank=True)
    confirmed = models.BooleanField(null=True)
    """None until a person has said whether it is so."""
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def words(self) -> str:
        """The words that say so, in one line; empty where a person added it."""
        if self.copy is None or self.start is None or self.end is None:
            return ""
        return " ".join(self.copy.text[self.start : self.end].split())

    @property
    def on_identity(self) -> Identity:
        return as_identity(self.on)

    @property
    def by_identity(self) -> Identity | None:
        return as_identity(self.by) if self.by else None

    @property
    def on_named(self) -> str:
        """`Kế hoạch số 48/KH-UBND ngày 05/03/2024`."""
        return named(self.on_identity)

    @property
    def by_named(self) -> str:
        """The document that the text tells of; empty where it is the text's own."""
        return named(self.by_identity) if self.by_identity else ""

    @property
    def same(self) -> tuple[Any, ...]:
        """What two tellings of one effect share, whatever their words."""
        return self.kind, self.on_key, self.by_key, self.part


def as_identity(said: dict[str, Any]) -> Identity:
    """A citation's fields as what a document is known by."""
    return Identity(*(said.get(key) for key in ("type", "number", "issuer", "date")))
