"""A paper as plain data for JSON, and back: what a site keeps of it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from vanban.paper.content import Annex, Item, Paper, Paragraph, Run, Signer, Table, Wide

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Annex, Item, Paper, Paragraph, Run, Signer, Table, Wide)
}
KIND, DAY = "is", "day"


def as_data(value: Any) -> Any:
    """Dataclasses become objects that name their kind under `is`, days `{"day": "2026-06-24"}`, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
        return {KIND: type(value).__name__, **{name: as_data(part) for name, part in told.items()}}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return [as_data(part) for part in value] if isinstance(value, tuple) else value


def from_data(data: Any) -> Any:
    """The paper, or part of one, that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    if isinstance(data, dict) and KIND not in data:
        return date.fromisoformat(data[DAY])
    if isinstance(data, dict):
        given = {name: from_data(part) for name, part in data.items() if name != KIND}
        return _KINDS[data[KIND]](**given)
    return tuple(from_data(part) for part in data) if isinstance(data, list) else data
