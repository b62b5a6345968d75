"""Frozen values as plain data for JSON and back, by the types of their fields: days as ISO text, decimals as text.

Pure. For what a programme's files tell: such values are kept in the database and read again for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def as_data(value: Any) -> Any:
    """A value of dataclasses, tuples, days, decimals, texts, numbers as plain data."""
    if is_dataclass(value):
        return {one.name: as_data(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_data(kind: type[T], data: Mapping[str, Any]) -> T:
    """The value of this dataclass that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: _read(hints[name], given) for name, given in data.items()})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, given: Any) -> Any:
    """What was given for a field, of the field's type."""
    if given is None:
        return None
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], one) for one in given)
    if is_dataclass(hint):
        return from_data(hint, given)  # type: ignore[arg-type]
    if hint is date:
        return date.fromisoformat(given)
    return Decimal(given) if hint is Decimal else given
