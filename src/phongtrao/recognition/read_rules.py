"""Rules of recognition from their TOML file: the rules, or every fault with file, line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phongtrao.faults import Fault, near, twice
from phongtrao.gaps import Gap
from phongtrao.organisations.marks import BY_SLUG
from phongtrao.organisations.written_kinds import kind_faults
from phongtrao.recognition.rules import (
    Authority,
    DossierPaper,
    Exclusion,
    Milestone,
    Passage,
    RecognitionRules,
    Registration,
    Subject,
    Target,
    Upkeep,
)
from phongtrao.recognition.rules_keys import RULES
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Found, read_file


def read_rules(path_name: str, text: str) -> RecognitionRules:
    """The rules of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_rules, RULES.into)


def build_rules(data: dict[str, Any]) -> tuple[RecognitionRules | None, list[Fault]]:
    """The rules, or None and every fault of the data: keys and values as they stand in the file."""
    faults: list[Fault] = []
    head = RULES.values_of(data, "", (), faults)
    registration = RULES.table_of(data, "registration", faults)
    upkeep = RULES.table_of(data, "upkeep", faults) if "upkeep" in data else {}
    tables = {table: RULES.tables_of(data, table, faults) for table in RULES.most}
    faults += [*_between(tables)]
    return (None, faults) if faults else (_rules(head, registration, upkeep, tables), [])


def _rules(
    head: dict[str, Any], registration: dict[str, Any], upkeep: dict[str, Any], tables: dict[str, Found]
) -> RecognitionRules:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    return RecognitionRules(
        **{key: value for key, value in head.items() if key != "kind"},
        registration=Registration(**registration),
        upkeep=Upkeep(**upkeep),
        subjects=tuple(Subject(**one) for one in rows["subject"]),
        exclusions=tuple(Exclusion(**one) for one in rows["exclusion"]),
        papers=tuple(DossierPaper(**one) for one in rows["paper"]),
        authorities=tuple(Authority(**one) for one in rows["authority"]),
        targets=tuple(Target(**one) for one in rows["target"]),
        milestones=tuple(Milestone(**one) for one in rows["milestone"]),
        passages=tuple(Passage(**one) for one in rows["passage"]),
        gaps=tuple(Gap(**one) for one in rows["gap"]),
    )


def _between(tables: dict[str, Found]) -> Iterator[Fault]:
    """What must hold between the values: names once, kinds that there are, each target with one measure."""
    if not tables["subject"]:
        yield Fault((), "chưa có đối tượng nào; xin thêm một bảng [[subject]]")
    for table, key in (("subject", "name"), ("paper", "name"), ("authority", "valid_from")):
        yield from twice(tables[table], key)
    for path, one in tables["subject"]:
        for at, kind in enumerate(one.get("kinds", ())):
            yield from kind_faults((*path, "kinds", at), kind)
    for path, one in tables["authority"]:
        for name in ("appraises", "decides", "commune", "through"):
            if one.get(name):
                yield from kind_faults((*path, name), one[name])
    for path, one in tables["exclusion"]:
        yield from _values(path, one)
    named = {one.get("name") for _, one in tables["subject"]}
    for path, one in tables["target"]:
        yield from _target(path, one, named)
    yield from _years_once(tables["target"])


def _values(path: Path, one: dict[str, Any]) -> Iterator[Fault]:
    known = BY_SLUG[one["mark"]].values if "mark" in one else {}
    for at, value in enumerate(one.get("values", ())):
        if value not in known:
            yield Fault(
                (*path, "values", at), f"đặc điểm «{one['mark']}» không có giá trị «{value}»{near(value, known)}"
            )
    if "mark" in one and known and not one.get("values"):
        yield Fault(path, f"xin ghi values: những giá trị nào của «{one['mark']}» bị loại")


def _target(path: Path, one: dict[str, Any], named: set[Any]) -> Iterator[Fault]:
    if one.get("subject") not in named:
        yield Fault((*path, "subject"), f"chỉ tiêu cho «{one.get('subject')}» nhưng không có [[subject]] ấy")
    if ("number" in one) == ("percent" in one):
        yield Fault(path, "chỉ tiêu ghi một trong hai: number (số đơn vị) hoặc percent (tỷ lệ)")
    if one.get("until", one.get("year", 0)) < one.get("year", 0):
        yield Fault((*path, "until"), "năm cuối phải từ năm đầu trở đi; xin xem lại year và until")


def _years_once(rows: Found) -> Iterator[Fault]:
    seen: dict[tuple[str, int], Path] = {}
    for path, one in rows:
        if "subject" not in one or "year" not in one:
            continue
        for year in range(one["year"], min(one.get("until", one["year"]), one["year"] + 100) + 1):
            key = (one["subject"], year)
            if key in seen:
                yield Fault(path, f"chỉ tiêu của «{one['subject']}» năm {year} ghi hai lần; xin bỏ một", seen[key])
                break
            seen[key] = path
