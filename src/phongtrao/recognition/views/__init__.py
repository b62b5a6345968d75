"""Pages of recognition: a module each, named as its first page."""

from .candidacies import candidacies
from .candidacy import candidacy, candidacy_deed
from .criteria_sets import (
    criteria_file,
    criteria_set,
    criteria_sets,
    empty_criteria_sheet,
    freeze_criteria_set,
    import_criteria,
)
from .recognised import recognised
from .verify import download_verify_page, verify

__all__ = [
    "candidacies",
    "candidacy",
    "candidacy_deed",
    "criteria_file",
    "criteria_set",
    "criteria_sets",
    "download_verify_page",
    "empty_criteria_sheet",
    "freeze_criteria_set",
    "import_criteria",
    "recognised",
    "verify",
]
