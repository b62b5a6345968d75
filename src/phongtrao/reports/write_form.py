"""A report form as the TOML file it could have come from: what one province builds, another one loads."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from phongtrao import toml_written
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
    return toml_written.as_toml(form_data(form))
