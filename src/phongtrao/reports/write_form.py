"""A report form as the TOML file it could have come from: what one province builds, another one loads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from phongtrao.reports.form import REGIME, SECTIONS, Check, Form, Indicator, PeriodRule, Question
from phongtrao.reports.form_keys import KIND
from phongtrao.year_days import YearDay

_YEARS = {-1: " năm trước", 0: "", 1: " năm sau"}


def day_of_year(day: YearDay) -> str:
    """`15/12 năm trước`, as `build_form.year_day` reads it."""
    return f"{day.day:02d}/{day.month:02d}{_YEARS[day.years]}"


def form_data(form: Form) -> dict[str, Any]:
    """The form as `build_form.build_form` takes it: nothing is said that goes without saying."""
    data: dict[str, Any] = {
        "kind": KIND,
        "name": form.name,
        "title": form.title,
        "version": form.version,
        "valid_from": form.valid_from,
        "source": form.source,
        "reporters": list(form.reporters),
        "regime": {name: form.regime[name] for name in REGIME if name in form.regime},
        "period": [_told(one) for one in form.periods],
    }
    if dict(form.sections) != SECTIONS or [name for name, _ in form.sections] != list(SECTIONS):
        data["section"] = [{"name": name, "title": title} for name, title in form.sections]
    rows = (("indicator", form.indicators), ("question", form.questions), ("check", form.checks))
    return data | {table: [_told(one) for one in told] for table, told in rows if told}


def _told(one: PeriodRule | Indicator | Question | Check) -> dict[str, Any]:
    """The values of a row that are not as they would be anyhow."""
    told: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value == field.default or (field.name == "unit" and getattr(one, "type", "") == "money"):
            continue
        if isinstance(value, YearDay):
            value = day_of_year(value)
        told[field.name] = list(value) if isinstance(value, tuple) else value
    return told


def as_toml(form: Form) -> str:
    """The form's file; `read_form` reads the same form out of it."""
    data = form_data(form)
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
    if isinstance(value, list):
        return f"[{_joined(value)}]"
    return json.dumps(value, ensure_ascii=False)


def _joined(values: Iterable[Any]) -> str:
    return ", ".join(_value(one) for one in values)
