"""Documents with copies and readings, where they arrived, what each says of others; papers that bodies write."""

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

__all__ = [
    "Arrival",
    "Copy",
    "Correction",
    "Document",
    "DocumentQuerySet",
    "Effect",
    "Mention",
    "Outgoing",
    "Reading",
    "StoredFile",
]
