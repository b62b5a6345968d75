"""A criteria set as the TOML file that it could have come from: what one province writes, another one loads."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from phongtrao import toml_written
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.criteria_keys import CRITERIA, KIND

TABLES = {"level": "levels", "group": "groups", "criterion": "criteria", "gap": "gaps"}
"""Table of the file → what holds its rows; options stand with their criterion."""


def criteria_data(criteria_set: CriteriaSet) -> dict[str, Any]:
    """The set as `read_criteria.build_criteria` takes it: nothing is said that goes without saying."""
    told = {"kind": KIND, **_told(criteria_set, "")}
    tables = {table: [_told(one, table) for one in getattr(criteria_set, name)] for table, name in TABLES.items()}
    tables["option"] = [
        {"criterion": one.name, **_told(option, "option")} for one in criteria_set.criteria for option in one.options
    ]
    return told | {table: tables[table] for table in CRITERIA.most if tables[table]}


def _told(one: Any, table: str) -> dict[str, Any]:
    """The values of a row that are not as they would be anyhow, in the order of the keys."""
    usual = {field.name: field.default for field in fields(one)}
    names = [key.name for key in CRITERIA.keys[table] if key.name in usual]
    # How what does not apply is counted must be said wherever it can happen.
    is_asked = table == "" and any(row.may_be_not_applicable for row in one.criteria)
    told = {name: getattr(one, name) for name in names}
    always = {"not_applicable"} if is_asked else set()
    return {name: _plain(value) for name, value in told.items() if name in always or value != usual[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [[one.reaches, one.points] if hasattr(one, "reaches") else one for one in value]
    return value


def as_toml(criteria_set: CriteriaSet) -> str:
    """The set's file; `read_criteria.criteria_of` reads the same set out of it."""
    return toml_written.as_toml(criteria_data(criteria_set))
