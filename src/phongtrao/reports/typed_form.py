"""A report form while it is built on a page: what was typed, row by row, and what it comes to as a form's data.

The page has a field for each key that a form's file may say (`form_keys.TABLES`), and its rules are those that files
are held against (`build_form`): each fault comes back to the field that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from phongtrao.reports.build_form import build_form
from phongtrao.reports.form import SECTIONS, Form
from phongtrao.reports.form_keys import KIND, MOST, TABLES
from phongtrao.reports.write_form import form_data
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Key
from phongtrao.words import day_in_words, fold, read_day

REPORTER = "reporter"
"""Rows of who answers, a tier and a kind each; in a file one list of texts."""
PAIR = (Key("level", "cấp"), Key("kind", "loại cơ quan, đơn vị"))
ROWS: dict[str, tuple[Key, ...]] = {REPORTER: PAIR, **{table: TABLES[table] for table in MOST}}
HEAD = tuple(key for key in TABLES[""] if key.name not in ("kind", "version", "reporters"))
DEFAULTS = {"indicator": {"required": "on", "adds_up": "sum", "type": "integer"}, "check": {"hard": "on"}}
"""Of a new row."""
EMPTY_ROWS = {REPORTER: 1, "period": 1, "section": 0, "indicator": 3, "question": 2, "check": 1}
"""Rows offered to one who begins with nothing."""
DECIDING = {REPORTER: ("kind",), "period": ("every",), "check": ("rule", "message")}
"""What makes a row more than an empty one; a title elsewhere."""
LEVELS_APART = re.compile(r"[;\n]")

Row = dict[str, str]


@dataclass(slots=True)
class TypedForm:
    """What stands in the fields: texts as they were typed, `on` for a tick."""

    head: Row = field(default_factory=dict)
    regime: Row = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in ROWS})


def empty_form() -> TypedForm:
    """Nothing yet: the usual sections, and some rows to begin with."""
    typed = TypedForm(rows={table: [new_row(table) for _ in range(n)] for table, n in EMPTY_ROWS.items()})
    typed.rows["section"] = [{"name": name, "title": title} for name, title in SECTIONS.items()]
    return typed


def new_row(table: str) -> Row:
    return dict(DEFAULTS.get(table, {}))


def of_form(form: Form) -> TypedForm:
    """A form as one would have typed it."""
    data = form_data(form)
    typed = TypedForm({key.name: _as_typed(data[key.name]) for key in HEAD}, dict(data["regime"]))
    for table in MOST:
        typed.rows[table] = [_row(table, one) for one in data.get(table, [])]
    typed.rows["section"] = [{"name": name, "title": title} for name, title in form.sections]
    pairs = (reporter.partition(".") for reporter in form.reporters)
    typed.rows[REPORTER] = [{"level": level, "kind": kind} for level, _, kind in pairs]
    return typed


def _row(table: str, told: dict[str, Any]) -> Row:
    usual = {name: value == "on" for name, value in DEFAULTS.get(table, {}).items() if name in ("required", "hard")}
    return {name: _as_typed(value) for name, value in (usual | told).items()}


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, list):
        return "; ".join(value)
    return value if isinstance(value, str) else day_in_words(value)


def of_post(sent: Mapping[str, str]) -> TypedForm:
    """What the page sent: `title`, `regime-name`, `indicator-3-title`; rows in their order, however many came."""
    typed = TypedForm({key.name: sent.get(key.name, "") for key in HEAD})
    typed.regime = {key.name: sent.get(f"regime-{key.name}", "") for key in TABLES["regime"]}
    for table, keys in ROWS.items():
        most = MOST.get(table, 40) + 1
        places = sorted({int(n) for name in sent for n in re.findall(rf"^{table}-(\d{{1,4}})-", name)})[:most]
        typed.rows[table] = [{key.name: sent.get(f"{table}-{n}-{key.name}", "") for key in keys} for n in places]
    return typed


def is_empty(table: str, row: Row) -> bool:
    """Whether nothing was typed into the row that would make it one."""
    return not any(row.get(name, "").strip() for name in DECIDING.get(table, ("title",)))


def name_rows(typed: TypedForm) -> None:
    """Short names for the form and for rows that have a title and none: what checks speak of, what stays through
    versions."""
    title, name = typed.head.get("title", ""), typed.head.get("name", "").strip()
    typed.head["name"] = name or _free(title, set()).replace("_", "-")
    for tables in (("section",), ("indicator", "question")):
        taken = {row.get("name", "").strip() for table in tables for row in typed.rows[table]}
        for table in tables:
            for row in typed.rows[table]:
                if row.get("title", "").strip() and not row.get("name", "").strip():
                    row["name"] = _free(row["title"], taken)
                    taken.add(row["name"])


def _free(title: str, taken: set[str]) -> str:
    """A short name made of a title, one that no other row has."""
    whole = re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_")
    short = re.match(r".{1,40}(?=_|$)", whole)
    name = re.sub(r"^(?=\d|$)", "muc_", short[0] if short else whole[:40]).strip("_")
    return next(one for n in range(1, 1000) if (one := name if n == 1 else f"{name}_{n}") not in taken)


@dataclass(slots=True)
class Held:
    """What was typed, held against the rules: the form, or what is wrong at which field."""

    form: Form | None
    faults: list[tuple[Path, str]]
    """Place on the page, `("indicator", 3, "title")`, and what is wrong in the words of a form's file."""


def held(typed: TypedForm, version: int) -> Held:
    """The form that was typed, as that version of it; rows in which nothing was typed are left out."""
    kept = {t: [(n, row) for n, row in enumerate(rows) if not is_empty(t, row)] for t, rows in typed.rows.items()}
    data: dict[str, Any] = {"kind": KIND, "version": version, **_values(HEAD, typed.head)}
    data["reporters"] = [f"{row.get('level', '')}.{row.get('kind', '')}" for _, row in kept[REPORTER]]
    data["regime"] = _values(TABLES["regime"], typed.regime)
    for table in MOST:
        data[table] = [_values(TABLES[table], row) for _, row in kept[table]]
    if [(row["name"], row["title"]) for row in data["section"]] == list(SECTIONS.items()):
        del data["section"]
    form, faults = build_form(data)
    return Held(form, [(_on_page(fault.path, kept), fault.words) for fault in faults])


def _on_page(path: Path, kept: dict[str, list[tuple[int, Row]]]) -> Path:
    """The place of a fault among the rows of the page, the empty ones counted too."""
    table = REPORTER if path[:1] == ("reporters",) else path[0] if path else ""
    if len(path) < 2 or table not in kept:
        return (REPORTER,) if path == ("reporters",) else path
    return (table, kept[str(table)][int(path[1])][0], *path[2:])


def _values(keys: tuple[Key, ...], row: Row) -> dict[str, Any]:
    """Typed texts as values of a file: what was left empty is not said, unless it has to be."""
    told = {}
    for key in keys:
        text = row.get(key.name, "").replace("\r\n", "\n").strip()
        if key.note == "yes_no":
            told[key.name] = bool(text)
        elif text or key.required:
            told[key.name] = _value(key, text)
    return told


def _value(key: Key, text: str) -> Any:
    if key.note == "texts":
        return [one.strip() for one in LEVELS_APART.split(text) if one.strip()]
    if key.note == "date":
        return read_day(text) or text
    return text
