"""Documents with copies and readings, where they arrived, what each says of others; papers of bodies; purges."""

from .chain import Effect, Mention
from .documents import (
    Arrival,
    Copy,
    Correction,
    Document,
    DocumentQuerySet,
    Reading,
    StoredFile,
)
from .outgoing import Outgoing
from .purges import Purge

__all__ = [
    "Arrival",
    "Copy",
    "Correction",
    "Document",
    "DocumentQuerySet",
    "Effect",
    "Mention",
    "Outgoing",
    "Purge",
    "Reading",
    "StoredFile",
]
