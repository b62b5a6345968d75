"""Rules of commendation from their TOML file: the rules, or every fault with file, line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phongtrao.awards.rules import (
    SUBJECTS,
    CommendationRules,
    Council,
    DossierPaper,
    Form,
    Quota,
    Retention,
    Rule,
)
from phongtrao.awards.rules_keys import RULES
from phongtrao.faults import Fault, near
from phongtrao.gaps import Gap
from phongtrao.organisations.written_kinds import kind_faults
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Found, read_file

ONCE = ("once", "ground", "council", "retention")
"""Tables that must be there, each once."""
DECISIONS = ("quyet_dinh", "quyet_dinh_huy")
"""Papers that every proposal has (`machine`)."""


def read_rules(path_name: str, text: str) -> CommendationRules:
    """The rules of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_rules, RULES.into)


def build_rules(data: dict[str, Any]) -> tuple[CommendationRules | None, list[Fault]]:
    """The rules, or None and every fault of the data: keys and values as they stand in the file."""
    faults: list[Fault] = []
    head = RULES.values_of(data, "", (), faults)
    single = {table: RULES.table_of(data, table, faults) for table in ONCE}
    tables = {table: RULES.tables_of(data, table, faults) for table in RULES.most}
    faults += [*_between(head, tables)]
    return (None, faults) if faults else (_rules(head, single, tables), [])


def _rules(head: dict[str, Any], single: dict[str, dict[str, Any]], tables: dict[str, Found]) -> CommendationRules:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    return CommendationRules(
        **{key: value for key, value in head.items() if key != "kind"},
        once=Rule(**single["once"]),
        ground=Rule(**single["ground"]),
        council=Council(**single["council"]),
        retention=Retention(**single["retention"]),
        forms=tuple(Form(**one) for one in rows["form"]),
        papers=tuple(DossierPaper(**one) for one in rows["paper"]),
        quotas=tuple(Quota(**one) for one in rows["quota"]),
        gaps=tuple(Gap(**one) for one in rows["gap"]),
    )


def _between(head: dict[str, Any], tables: dict[str, Found]) -> Iterator[Fault]:
    """What must hold between the values: names once, kinds and subjects that there are, quotas with one measure."""
    if not tables["form"]:
        yield Fault((), "chưa có hình thức nào; xin thêm một bảng [[form]]")
    if head.get("valid_until") and head["valid_until"] < head.get("valid_from", head["valid_until"]):
        yield Fault(("valid_until",), "ngày cuối phải từ ngày đầu trở đi; xin xem lại valid_from và valid_until")
    for table in ("form", "paper"):
        yield from _twice(tables[table])
    for path, one in tables["form"]:
        yield from _form(path, one)
    for path, one in tables["paper"]:
        if one.get("name") in DECISIONS:
            yield Fault((*path, "name"), f"«{one['name']}» là tên của quyết định, không ghi ở đây; xin đặt tên khác")
    names = [one["name"] for _, one in tables["form"] if "name" in one]
    for path, one in tables["quota"]:
        yield from _quota(path, one, names)


def _twice(rows: Found) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for path, one in rows:
        name = one.get("name")
        if name is not None and name in seen:
            yield Fault((*path, "name"), f"«{name}» ghi hai lần; xin bỏ một", seen[name])
        seen.setdefault(str(name), (*path, "name"))


def _form(path: Path, one: dict[str, Any]) -> Iterator[Fault]:
    for key in ("decides", "examines"):
        written = one.get(key, "")
        if written and " " not in written:
            yield from kind_faults((*path, key), written)
    for subject in one.get("subjects", ()):
        if subject not in SUBJECTS:
            yield Fault((*path, "subjects"), f"không có đối tượng «{subject}»{near(subject, SUBJECTS)}")


def _quota(path: Path, one: dict[str, Any], names: list[str]) -> Iterator[Fault]:
    if ("number" in one) == ("percent" in one):
        yield Fault(path, "hạn mức ghi một trong hai: number hoặc percent")
    if "form" in one and one["form"] not in names:
        yield Fault((*path, "form"), f"không có [[form]] tên «{one['form']}»{near(one['form'], names)}")
