"""A criteria set from its TOML file: the set, or every fault with file, line and what to write instead."""

from __future__ import annotations

from typing import Any

from phongtrao.faults import Fault
from phongtrao.gaps import Gap
from phongtrao.recognition.criteria import CriteriaSet, Criterion, Group, Level, Option
from phongtrao.recognition.criteria_faults import faults_between
from phongtrao.recognition.criteria_keys import CRITERIA
from phongtrao.toml_tables import Found, read_file


def criteria_of(path_name: str, text: str) -> CriteriaSet:
    """The set of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_criteria, CRITERIA.into)


def build_criteria(data: dict[str, Any]) -> tuple[CriteriaSet | None, list[Fault]]:
    """The set, or None and every fault of the data: keys and values as they stand in a set's file."""
    faults: list[Fault] = []
    head = CRITERIA.values_of(data, "", (), faults)
    tables = {table: CRITERIA.tables_of(data, table, faults) for table in CRITERIA.most}
    faults += faults_between(head, tables, {fault.path for fault in faults})
    return (None, faults) if faults else (_set(head, tables), [])


def _set(head: dict[str, Any], tables: dict[str, Found]) -> CriteriaSet:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    options: dict[str, list[Option]] = {}
    for one in rows["option"]:
        options.setdefault(one["criterion"], []).append(
            Option(**{key: value for key, value in one.items() if key != "criterion"})
        )
    return CriteriaSet(
        **{key: value for key, value in head.items() if key != "kind"},
        levels=tuple(Level(**one) for one in rows["level"]),
        groups=tuple(Group(**one) for one in rows["group"]),
        criteria=tuple(
            Criterion(**{**one, "options": tuple(options.get(one["name"], ()))}) for one in rows["criterion"]
        ),
        gaps=tuple(Gap(**one) for one in rows["gap"]),
    )
