"""Making readings: of a copy just received, and again once the compiler has changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from phongtrao.documents.identity import follow_header
from phongtrao.documents.models import Copy, Correction, Document, Reading
from phongtrao.documents.models.purges import SHELLS
from phongtrao.documents.told import enter_told, told
from phongtrao.files import Refusal
from phongtrao.organisations.models import LogEntry, User
from vanban.compiler import VERSION, compile_directive
from vanban.directive import Span
from vanban.intake import Source, open_source
from vanban.printing import as_contract

KEPT_ELSEWHERE = ("text", "extractor")
"""Keys of the contract that stand on the copy."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A new reading beside the old one, with how many corrections found their duty in it and how many did not."""

    reading: Reading
    carried: int
    left: int


def read(source: Source, name: str) -> dict[str, Any]:
    """What the text says, by the contract; of each duty where its `item` stands, of which it may be a part.

    And besides what it tells of other documents: `mentions`, `effects`.
    """
    directive = compile_directive(source.text, chain=True)
    content = as_contract(directive, name, source) | told(directive)
    own = sorted(span for root in directive.clauses for c in root.walk() for span in (*c.paragraphs, *c.after))
    for duty in content["duties"]:
        duty["item"] = _item(own, duty["start"], duty["end"])
    return {key: value for key, value in content.items() if key not in KEPT_ELSEWHERE}


def _item(paragraphs: list[Span], start: int, end: int) -> list[int]:
    """From where to where those paragraphs reach that hold the words from `start` to `end`."""
    first = max(0, bisect_right(paragraphs, (start, start)) - 1)
    held = [p for p in paragraphs[first : bisect_left(paragraphs, (end, end))] if start < p[1]]
    return [min([start, *(p[0] for p in held)]), max([end, *(p[1] for p in held)])]


def reread(document: Document, by: User, at: datetime) -> list[Reread]:
    """Read every copy again that this version of the compiler has not read. What was adopted stays as it is.

    Corrections of the last reading are carried over to duties that stand at the same words; the others stay with it.
    """
    made = []
    there = document.copies.exclude(text__startswith=SHELLS)
    for copy in there.exclude(readings__compiler=VERSION).select_related("file").order_by("pk"):
        content = read(_source(copy), copy.file.name)
        with transaction.atomic():
            old = copy.readings.order_by("-made_at", "-pk").first()
            new, is_new = Reading.objects.get_or_create(
                copy=copy, compiler=VERSION, defaults={"content": content, "made_at": at}
            )
            if not is_new:
                continue
            carried, left = _carry(old, new) if old else (0, 0)
            enter_told(new)
            _follow(document, new, at)
            LogEntry.record(by, "reread", document, at, document.root, reading=new.pk, carried=carried, left=left)
        made.append(Reread(new, carried, left))
    return made


def _follow(document: Document, new: Reading, at: datetime) -> None:
    """What was not read before, such as a number, may be now; where another document is that one, the row stays."""
    with suppress(Refusal):
        if document.latest_reading() == new:
            follow_header(new, at)


def _source(copy: Copy) -> Source:
    """The copy's text as it was taken out when it came; notes of its intake are made again from its bytes."""
    again = open_source(copy.file.name, copy.file.path.read_bytes(), max_bytes=max(copy.file.size, 1))
    notes = again.notes if again.text == copy.text else ()
    return Source(copy.text, again.kind, copy.extractor, notes, verbatim=True)


def _carry(old: Reading, new: Reading) -> tuple[int, int]:
    """Live corrections of `old` written again for `new`; how many were, and how many found no duty."""
    place = {d["index"]: (d["start"], d["end"]) for d in _as_read(old)}
    there = {(d["start"], d["end"]): d["index"] for d in _as_read(new)}
    added: dict[int, Correction] = {}
    carried = left = 0
    for c in old.corrections.filter(undone_at__isnull=True).order_by("pk"):
        index = there.get(place.get(str(c.duty), (-1, -1)))
        if (c.duty is not None and index is None) or (c.added_id is not None and c.added_id not in added):
            left += 1
            continue
        copy = Correction(reading=new, deed=c.deed, field=c.field, value=c.value, by=c.by, at=c.at)
        copy.duty = int(index) if c.duty is not None and index is not None else None
        copy.added = added.get(c.added_id or 0)
        copy.save()
        carried += 1
        if c.deed == Correction.ADD:
            added[c.pk] = copy
    return carried, left


def _as_read(reading: Reading) -> list[dict[str, Any]]:
    return [{**d, "index": str(n)} for n, d in enumerate(reading.content.get("duties", []))]
