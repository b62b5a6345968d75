"""The forms that ship: read, sourced, whole, and the page that says how to write one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from phongtrao.reports.cells import read_cell
from phongtrao.reports.checks import parse
from phongtrao.reports.form import REGIME, Form, as_data, from_data
from phongtrao.reports.form_keys import FORM
from phongtrao.reports.periods import period
from phongtrao.reports.read_form import read_form
from phongtrao.reports.shipped import PROGRAMMES, shipped_forms

ROOT = Path(__file__).resolve().parents[2]
FORMS = {form.name: form for form in shipped_forms()}
EACH = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def test_the_forms_that_directives_ask_for_ship() -> None:
    assert set(FORMS) == {"bao-cao-1721", "bao-cao-2019", "ket-qua-dien-hinh", "so-ket", "tong-ket"}
    assert len(FORMS) == len(shipped_forms())


@EACH
def test_a_shipped_form_is_the_same_out_of_its_data(form: Form) -> None:
    assert from_data(as_data(form)) == form


@EACH
def test_a_shipped_form_says_where_it_comes_from_and_all_that_a_regime_states(form: Form) -> None:
    assert "ngày" in form.source and "UBND tỉnh" in form.source
    assert form.regime.keys() == REGIME.keys()


@EACH
def test_the_checks_of_a_shipped_form_hold_where_nothing_arose(form: Form) -> None:
    cells = {one.name: read_cell(one, "không phát sinh") for one in form.indicators}
    values = {name: cell.value for name, cell in cells.items() if cell}
    assert [check.rule for check in form.checks if not parse(check.rule).holds(values, values)] == []


@EACH
def test_models_places_and_groups_are_three_counts(form: Form) -> None:
    counted = [name for name in ("mo_hinh", "diem", "to") if name in form.names]
    assert counted in ([], ["mo_hinh", "diem", "to"])
    assert len({form.indicator(name).unit for name in counted}) == len(counted)
    sums = [check.rule for check in form.checks if "diem +" in check.rule or "to +" in check.rule]
    assert sums == []


@EACH
def test_every_section_of_a_shipped_form_asks_something(form: Form) -> None:
    asked = {one.section for one in (*form.indicators, *form.questions)}
    assert asked == {name for name, _ in form.sections}


def test_the_days_are_those_of_the_directives() -> None:
    def due(name: str, key: str) -> str:
        rule = FORMS[name].rule_for(period(key))
        return "no period" if rule is None else str(rule.due_on(period(key)))

    assert due("bao-cao-1721", "2026-H1") == "2026-05-09"
    assert due("bao-cao-1721", "2026-H2") == "no period"
    assert due("bao-cao-1721", "2026") == "2026-11-09"
    assert due("bao-cao-2019", "2026") == "None"
    assert due("ket-qua-dien-hinh", "2026") == "2026-12-19"
    assert due("so-ket", "2021-2023") == due("tong-ket", "2021-2025") == "None"


def test_the_window_of_the_results_report_is_the_one_that_the_plan_states() -> None:
    rule = FORMS["ket-qua-dien-hinh"].rule_for(period("2026"))
    assert rule is not None
    first, last = rule.window(period("2026"))
    assert (first.isoformat(), last.isoformat(), (last - first).days + 1) == ("2025-11-30", "2026-12-01", 367)


@pytest.mark.parametrize("folder", sorted(path for path in PROGRAMMES.iterdir() if path.is_dir()), ids=lambda p: p.name)
def test_a_shipped_programme_bears_the_name_of_its_folder_and_its_source(folder: Path) -> None:
    told = tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))
    assert (told["kind"], told["name"]) == ("programme", folder.name)
    # What holds for every movement is of the law: no directive carries it, nobody stands for it.
    of_the_law = any('covers = "every"' in part.read_text(encoding="utf-8") for part in folder.glob("*.toml"))
    assert of_the_law or (told["documents"] and told["standing_body"] and "ngày" in told["source"])
    assert told["source"]
    assert told.get("ends_on", told["starts_on"]) >= told["starts_on"]


def test_the_keys_in_the_documentation_are_those_that_are_read() -> None:
    page = (ROOT / "docs/report-forms.md").read_text(encoding="utf-8")
    assert FORM.reference() in page, (
        "put what phongtrao.reports.form_keys.FORM.reference() gives into docs/report-forms.md"
    )


def test_the_example_in_the_documentation_is_a_form() -> None:
    page = (ROOT / "docs/report-forms.md").read_text(encoding="utf-8")
    assert read_form("docs/report-forms.md", page.split("```toml\n")[1].split("```")[0]).indicators
