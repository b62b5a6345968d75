"""A reading with what people corrected in it. What was read stays as it is, beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from phongtrao.documents.contract import Duty
from phongtrao.documents.models import Correction, Reading


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a reading says once its live corrections are applied.

    Each duty is in the contract's form and has besides: `index` (its place in the reading's list as text, or `a12` for
    one added by correction 12), `corrected` (fields changed by hand), `added`, `was` (field -> what had been read) and
    `undo` (field, or `add`, or `drop` -> id of the correction that can be taken back). They stand in the text's order.
    """

    header: dict[str, Any]
    header_was: dict[str, Any]
    header_undo: dict[str, int]
    duties: list[Duty]
    dropped: list[Duty]
    attached: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    models: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    warnings: list[dict[str, Any]]

    def duty(self, index: str) -> Duty | None:
        """The duty of this index, dropped ones included."""
        return next((d for d in (*self.duties, *self.dropped) if d["index"] == index), None)


def corrected(reading: Reading) -> Corrected:
    """The reading with its live corrections applied, the later ones over the earlier."""
    content = reading.content
    live = list(reading.corrections.filter(undone_at__isnull=True).order_by("pk"))
    duties = {str(n): _as_read(duty, str(n)) for n, duty in enumerate(content.get("duties", []))}
    duties |= {f"a{c.pk}": _as_added(c) for c in live if c.deed == Correction.ADD}
    _apply(live, duties)
    standing = sorted(duties.values(), key=lambda d: (d["start"], d["end"]))
    header, was, undo = _header(content.get("header", {}), live)
    return Corrected(
        header=header,
        header_was=was,
        header_undo=undo,
        duties=[d for d in standing if "drop" not in d["undo"]],
        dropped=[d for d in standing if "drop" in d["undo"]],
        **{key: content.get(key, []) for key in ("attached", "targets", "models", "citations", "warnings")},
    )


def _as_read(duty: Duty, index: str) -> Duty:
    marks = {"index": index, "corrected": [], "added": False, "was": {}, "undo": {}}
    return {**duty, "spans": dict(duty.get("spans", {})), **marks}


def _as_added(correction: Correction) -> Duty:
    marks = {"index": f"a{correction.pk}", "corrected": [], "added": True, "was": {}, "undo": {"add": correction.pk}}
    value: Duty = correction.value or {}
    return {**value, "spans": {}, **marks}


def _apply(live: Iterable[Correction], duties: dict[str, Duty]) -> None:
    """Changes and drops, each on its own duty; one of a duty that is no longer there is passed over."""
    for correction in live:
        duty = duties.get(f"a{correction.added_id}" if correction.added_id else str(correction.duty))
        if duty is None or correction.deed == Correction.ADD:
            continue
        if correction.deed == Correction.DROP:
            duty["undo"]["drop"] = correction.pk
            continue
        duty["was"].setdefault(correction.field, current(duty, correction.field))
        duty["undo"][correction.field] = correction.pk
        _set(duty, correction.field, correction.value)
        duty["corrected"] = [f for f in duty["undo"] if f in duty["was"] and duty["was"][f] != current(duty, f)]


def current(duty: Duty, field: str) -> Any:
    """What a duty says in one field; `span` is where its words stand."""
    return [duty["start"], duty["end"]] if field == "span" else duty.get(field)


def _set(duty: Duty, field: str, value: Any) -> None:
    if field == "span":
        duty["start"], duty["end"] = value
    else:
        duty[field] = value
        duty["spans"].pop(field, None)


def _header(read: dict[str, Any], live: Iterable[Correction]) -> tuple[dict[str, Any], dict[str, Any], dict[str, int]]:
    header: dict[str, Any] = {**read, "spans": dict(read.get("spans", {}))}
    was: dict[str, Any] = {}
    undo: dict[str, int] = {}
    for c in live:
        if c.deed == Correction.CHANGE and c.duty is None and c.added_id is None:
            was.setdefault(c.field, header.get(c.field))
            header[c.field], undo[c.field] = c.value, c.pk
            header["spans"].pop(c.field, None)
    return header, was, undo
