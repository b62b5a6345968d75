from __future__ import annotations

from django.db import models

from phongtrao.organisations.models import Organisation, User


class Bundle(models.Model):
    """Gói việc: what was written for a body that cannot reach the site, to be known again when its answers come."""

    code = models.CharField(max_length=32, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    """SHA-256 of the manifest that was signed."""
    key = models.CharField(max_length=64)
    """The public key that it was signed with."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class BundleAnswer(models.Model):
    """An answer taken out of a bundle: the same one, brought again, is known."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=64)
    """Digest of the bundle, the item, the deed, its words and its file."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "answer"], name="bundle_answer_once")]
