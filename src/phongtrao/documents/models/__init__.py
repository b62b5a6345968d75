"""Documents with their copies and readings, where they arrived, and the papers that bodies write themselves."""

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
    "Outgoing",
    "Reading",
    "StoredFile",
]
