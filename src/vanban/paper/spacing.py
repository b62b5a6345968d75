"""What the decree leaves to whoever sets a paper: the room around each part, between its bounds."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.layout.forms import INDENTS, LEAST_GAP


@dataclass(frozen=True, slots=True)
class Spacing:
    """Points before and after, single lines between lines, first line indented; `joined` to what follows on a page."""

    before: float = 0
    after: float = 0
    lines: float = 1
    first: float = 0
    joined: bool = False


_TEXT = Spacing(after=LEAST_GAP, lines=1.15, first=INDENTS[1])
_TITLE = Spacing(after=LEAST_GAP, lines=1.15, first=INDENTS[1], joined=True)

SPACINGS: dict[str, Spacing] = {
    "number": Spacing(before=4),
    "place_date": Spacing(before=4),
    "dispatch_abstract": Spacing(before=0),
    "urgency": Spacing(before=8, after=2),
    "type_name": Spacing(before=16, joined=True),
    "abstract": Spacing(joined=True),
    "addressee": Spacing(before=4, after=2),
    "deciding": Spacing(before=8, after=8),
    "ground": _TEXT,
    "enacting": Spacing(before=6, after=8, joined=True),
    "body": _TEXT,
    "article": _TEXT,
    "division_label": Spacing(before=8, joined=True),
    "division_title": Spacing(after=8, joined=True),
    "section": _TITLE,
    "clause_title": _TITLE,
    "annex_label": Spacing(joined=True),
    "annex_title": Spacing(joined=True),
    "annex_reference": Spacing(after=10, joined=True),
}
"""Part -> the room around it; none where it is not named."""

OUTLINE = {"division_label": 0, "section": 0, "article": 1, "clause_title": 1, "annex_label": 0}
"""Part -> its level in the navigation of Word and of PDF readers."""
FIRST_OF_ABSTRACT = 6.0
"""Points between number and the first line of a letter's abstract (Mục II.5.b)."""
UNDER_RULE = 6.0
"""Points around a rule under words."""
CELL_SIZE = 12.0
"""Size of words in a table, which the decree leaves open."""
CELL_PADDING = 1.5
"""Millimetres at the sides of a table's cells."""


def spacing(part: str) -> Spacing:
    """The room around a part."""
    return SPACINGS.get(part, Spacing())
