"""So hai bản của một văn bản: which duties a better copy, or a newer reading, has the same, changed, or alone."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.documents.contract import Duty
from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Document, Reading
from phongtrao.documents.shown import LABELS, clause_in_words, in_words
from vanban.comparison import Copy, compared

WORDS = "words"


@dataclass(frozen=True, slots=True)
class Side:
    """A duty of one of the two, as the page names it."""

    index: str
    clause: str
    words: str

    @property
    def place(self) -> str:
        return clause_in_words(self.clause)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its name and label, and what it says on each side."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A duty on both sides with the fields that differ."""

    old: Side
    new: Side
    fields: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two readings of one document beside each other; nothing is changed by it."""

    old: Reading
    new: Reading
    same: int
    changed: tuple[Changed, ...]
    only_old: tuple[Side, ...]
    only_new: tuple[Side, ...]


def readings_of(document: Document) -> list[Reading]:
    """Every reading of the document, that of the newest copy last; of one copy the newest last."""
    rows = Reading.objects.filter(copy__document=document).select_related("copy__file")
    return list(rows.order_by("copy__added_at", "copy", "made_at", "pk"))


def pair_of(document: Document, old: str = "", new: str = "") -> tuple[Reading, Reading] | None:
    """The readings of these ids; else the newest of the last copy beside that of the copy before. None for only one."""
    rows = readings_of(document)
    by_id = {str(row.pk): row for row in rows}
    if len(rows) < 2:
        return None
    later = by_id.get(new, rows[-1])
    before = [row for row in rows if row.pk != later.pk]
    other_copy = [row for row in before if row.copy_id != later.copy_id]
    earlier = by_id.get(old, (other_copy or before)[-1])
    return (earlier, later)


def compare_readings(old: Reading, new: Reading) -> Compared:
    """Hold the duties of two readings, corrections applied, against each other by their words."""
    ours, theirs = corrected(old).duties, corrected(new).duties
    found = compared(Copy(ours, old.copy.text), Copy(theirs, new.copy.text))
    return Compared(
        old,
        new,
        len(found.same),
        tuple(_changed(ours[pair.old], old, theirs[pair.new], new, pair.changed) for pair in found.changed),
        tuple(_side(ours[n], old) for n in found.only_old),
        tuple(_side(theirs[n], new) for n in found.only_new),
    )


def _changed(ours: Duty, old: Reading, theirs: Duty, new: Reading, fields: tuple[str, ...]) -> Changed:
    changes = tuple(
        Change(
            name, LABELS["span"] if name == WORDS else LABELS[name], _said(ours, old, name), _said(theirs, new, name)
        )
        for name in fields
    )
    return Changed(_side(ours, old), _side(theirs, new), changes)


def _said(duty: Duty, reading: Reading, name: str) -> str:
    text = reading.copy.text
    return (_words(duty, text) if name == WORDS else in_words(name, duty.get(name), text)) or "không ghi"


def _side(duty: Duty, reading: Reading) -> Side:
    return Side(duty["index"], duty["clause"], _words(duty, reading.copy.text))


def _words(duty: Duty, text: str) -> str:
    return " ".join(text[duty["start"] : duty["end"]].split())
