"""Pages of recognition: a module each, named as its first page."""

from .candidacies import candidacies
from .candidacy import candidacy, candidacy_deed

__all__ = [
    "candidacies",
    "candidacy",
    "candidacy_deed",
]
