"""From plain data, of a file or of a page, to a form; or every fault there is in it, each with its place.

Values are read key by key after `form_keys.FORM`; what must hold between them is looked at in `form_faults`.
"""

from __future__ import annotations

from typing import Any

from phongtrao.faults import Fault
from phongtrao.reports.form import Check, Form, Indicator, PeriodRule, Question
from phongtrao.reports.form_faults import faults_between, sections_of
from phongtrao.reports.form_keys import FORM, MOST
from phongtrao.toml_tables import Found


def build_form(data: dict[str, Any]) -> tuple[Form | None, list[Fault]]:
    """The form, or None and every fault of the data: keys and values as they stand in a form's file, days as
    `datetime.date`, lists of tables under `period`, `section`, `indicator`, `question`, `check`."""
    faults: list[Fault] = []
    head = FORM.values_of(data, "", (), faults)
    regime = FORM.table_of(data, "regime", faults)
    tables = {table: FORM.tables_of(data, table, faults) for table in MOST}
    faults += faults_between(head, tables, {fault.path for fault in faults})
    return (None, faults) if faults else (_form(head, regime, tables), [])


def _form(head: dict[str, Any], regime: dict[str, str], tables: dict[str, Found]) -> Form:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    money = {"money": "đồng"}
    return Form(
        **{key: value for key, value in head.items() if key != "kind"},
        regime=regime,
        periods=tuple(PeriodRule(**one) for one in rows["period"]),
        indicators=tuple(Indicator(**{"unit": money.get(one["type"], ""), **one}) for one in rows["indicator"]),
        questions=tuple(Question(**one) for one in rows["question"]),
        checks=tuple(Check(**one) for one in rows["check"]),
        sections=sections_of(rows["section"]),
    )
