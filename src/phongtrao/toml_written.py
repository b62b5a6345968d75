"""Plain data as the text of a TOML file, one level of tables deep: what `toml_tables` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any


def as_toml(data: dict[str, Any]) -> str:
    """The file: values of the head, then a `[table]` for each dict, a `[[table]]` for each dict of a list."""
    head = {key: value for key, value in data.items() if not _is_table(value)}
    blocks = [_lines(head)]
    for key, value in data.items():
        if isinstance(value, dict):
            blocks.append([f"[{key}]", *_lines(value)])
        elif _is_table(value):
            blocks += [[f"[[{key}]]", *_lines(one)] for one in value]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _lines(values: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in values.items()]


def _value(value: Any) -> str:
    """A value as TOML writes it; its texts are escaped as those of JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return f"[{_joined(value)}]"
    return json.dumps(value, ensure_ascii=False)


def _joined(values: Iterable[Any]) -> str:
    return ", ".join(_value(one) for one in values)
