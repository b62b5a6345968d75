"""Correcting a reading by hand: each deed is a row of its own, can be taken back, and stands in the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from phongtrao.documents.contract import DUTY_FIELDS, Duty, duty_value, header_value, whole_duty
from phongtrao.documents.corrected import corrected, current
from phongtrao.documents.identity import follow_header
from phongtrao.documents.models import Correction, Reading
from phongtrao.files import Refusal
from phongtrao.organisations.models import LogEntry, User

GONE = "Nhiệm vụ này không còn trong bản đọc. Xin tải lại trang."


def change_duty(reading: Reading, index: str, values: Mapping[str, Any], by: User, at: datetime) -> list[Correction]:
    """Set fields of a duty; those that say the same already are left alone. Raises Refusal for a value out of form."""
    with transaction.atomic():
        duty = _standing(reading, index)
        said = {f: duty_value(f, values[f], reading.copy.text) for f in DUTY_FIELDS if f in values}
        changed = {f: value for f, value in said.items() if value != current(duty, f)}
        return [_write(reading, by, at, Correction.CHANGE, index, f, value) for f, value in changed.items()]


def drop_duty(reading: Reading, index: str, by: User, at: datetime) -> Correction | None:
    """Take a duty out: it is none. Nothing where it is out already."""
    with transaction.atomic():
        if any(d["index"] == index for d in corrected(reading).dropped):
            return None
        _standing(reading, index)
        return _write(reading, by, at, Correction.DROP, index)


def add_duty(reading: Reading, value: Duty, by: User, at: datetime) -> Correction:
    """Put in a duty that was missed; `value` has `span` and the fields of the form. Raises Refusal."""
    with transaction.atomic():
        duty = whole_duty(value, reading.copy.text)
        there = corrected(reading).duties
        if any((d["start"], d["end"]) == (duty["start"], duty["end"]) for d in there):
            raise Refusal("Những chữ này đã là một nhiệm vụ. Xin sửa nhiệm vụ đó.")
        duty["nth"] = 1 + sum(d["clause"] == duty["clause"] for d in there)
        return _write(reading, by, at, Correction.ADD, "", value=duty)


def change_header(reading: Reading, values: Mapping[str, Any], by: User, at: datetime) -> list[Correction]:
    """Set fields of the header; the document's own row follows. Raises Refusal."""
    with transaction.atomic():
        header = corrected(reading).header
        said = {f: header_value(f, value) for f, value in values.items()}
        changed = {f: value for f, value in said.items() if (value or None) != (header.get(f) or None)}
        made = [_write(reading, by, at, Correction.CHANGE, "", f, value) for f, value in changed.items()]
        if made:
            follow_header(reading, at)
        return made


def undo(correction: Correction, by: User, at: datetime) -> bool:
    """Take a correction back; what stood before it stands again. Whether there was anything to take back."""
    with transaction.atomic():
        live = Correction.objects.filter(pk=correction.pk, undone_at__isnull=True)
        if not live.update(undone_at=at):
            return False
        reading = correction.reading
        document = reading.copy.document
        LogEntry.record(by, "undo_correction", document, at, document.root, correction=correction.pk)
        if correction.deed == Correction.CHANGE and correction.duty is None and correction.added_id is None:
            follow_header(reading, at)
        return True


def _standing(reading: Reading, index: str) -> Duty:
    duty = next((d for d in corrected(reading).duties if d["index"] == index), None)
    if duty is None:
        raise Refusal(GONE)
    return duty


def value_digest(value: Any) -> str | None:
    """SHA-256 of a corrected value: the log keeps no words, so that a secret can be taken out of all there is."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest() if value else None


def _write(
    reading: Reading, by: User, at: datetime, deed: str, index: str, field: str = "", value: Any = None
) -> Correction:
    added = index.startswith("a")
    correction = Correction.objects.create(
        reading=reading,
        deed=deed,
        duty=int(index) if index and not added else None,
        added_id=int(index[1:]) if added else None,
        field=field,
        value=value,
        by=by,
        at=at,
    )
    document = reading.copy.document
    LogEntry.record(
        by,
        "correct_reading",
        document,
        at,
        document.root,
        how=deed,
        reading=reading.pk,
        correction=correction.pk,
        duty=index,
        field=field,
        value=value_digest(value),
    )
    return correction
