from __future__ import annotations

from django.db import models


class SignedKeyList(models.Model):
    """A list of keys as the root signed it (`recognition.keys`); the last one made is the one that counts.

    Rows are only ever added: what was published stays known.
    """

    made_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["made_at", "pk"]
