"""A kind of model from its TOML file: the kind, or every fault with file, line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phongtrao.faults import Fault
from phongtrao.gaps import Gap
from phongtrao.initiatives.kind import (
    DISPENSABLE,
    Article,
    Criterion,
    Equipment,
    InitiativeKind,
    PaperRule,
    Passage,
    ReviewRule,
    Target,
)
from phongtrao.initiatives.kind_keys import KINDS
from phongtrao.organisations.written_kinds import kind_faults
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Found, read_file


def read_kind(path_name: str, text: str) -> InitiativeKind:
    """The kind of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_kind, KINDS.into)


def build_kind(data: dict[str, Any]) -> tuple[InitiativeKind | None, list[Fault]]:
    """The kind, or None and every fault of the data: keys and values as they stand in the file."""
    faults: list[Fault] = []
    head = KINDS.values_of(data, "", (), faults)
    review = KINDS.table_of(data, "review", faults)
    tables = {table: KINDS.tables_of(data, table, faults) for table in KINDS.most}
    faults += [*_between(head, review, tables)]
    return (None, faults) if faults else (_kind(head, review, tables), [])


def _kind(head: dict[str, Any], review: dict[str, Any], tables: dict[str, Found]) -> InitiativeKind:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    return InitiativeKind(
        **{key: value for key, value in head.items() if key != "kind"},
        review=ReviewRule(**review),
        criteria=tuple(Criterion(**one) for one in rows["criterion"]),
        equipment=tuple(Equipment(**one) for one in rows["equipment"]),
        targets=tuple(Target(**one) for one in rows["target"]),
        papers=tuple(PaperRule(**one) for one in rows["paper"]),
        articles=tuple(Article(**one) for one in rows["article"]),
        passages=tuple(Passage(**one) for one in rows["passage"]),
        gaps=tuple(Gap(**one) for one in rows["gap"]),
    )


def _between(head: dict[str, Any], review: dict[str, Any], tables: dict[str, Found]) -> Iterator[Fault]:
    """What must hold between the values: kinds that there are, names once, each criterion and target with its sort."""
    for at, kind in enumerate(head.get("fits", ())):
        yield from kind_faults(("fits", at), kind)
    yield from _thresholds(review)
    if not tables["criterion"]:
        yield Fault((), "chưa có tiêu chí đánh giá nào; xin thêm một bảng [[criterion]]")
    for table in ("criterion", "equipment", "paper"):
        yield from _twice(tables[table], ("name",))
    yield from _twice(tables["target"], ("year", "counts"))
    for path, one in tables["criterion"]:
        yield from _criterion(path, one)
    for path, one in tables["target"]:
        yield from _target(path, one)
    for path, one in tables["paper"]:
        if one.get("required") is False and one.get("name") not in DISPENSABLE:
            yield Fault((*path, "required"), "quyết định chỉ có hiệu lực bằng văn bản; xin bỏ dòng required")


def _thresholds(review: dict[str, Any]) -> Iterator[Fault]:
    given = [review[name] for name in ("mend", "keep", "replicate") if name in review]
    if given != sorted(given):
        yield Fault(("review",), "ngưỡng phải tăng dần: mend, rồi keep, rồi replicate; xin xem lại ba số")


def _twice(rows: Found, keys: tuple[str, ...]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], Path] = {}
    for path, one in rows:
        value = tuple(one.get(key) for key in keys)
        if None not in value and value in seen:
            said = ", ".join(map(str, value))
            yield Fault((*path, keys[0]), f"«{said}» ghi hai lần; xin bỏ một", seen[value])
        seen.setdefault(value, (*path, keys[0]))


SORT = {"yes_no": None, "number": "at_least", "share": "percent"}
"""How a criterion is answered → the key of its threshold."""


def _criterion(path: Path, one: dict[str, Any]) -> Iterator[Fault]:
    if "answered" not in one:
        return
    wanted = SORT[one["answered"]]
    for key in ("at_least", "percent"):
        if key in one and key != wanted:
            yield Fault((*path, key), f"tiêu chí «{one['answered']}» không dùng {key}; xin bỏ dòng này")
    if wanted and wanted not in one:
        yield Fault(path, f"tiêu chí «{one['answered']}» phải có mức đạt; xin thêm {wanted} = 80")
    if one["answered"] == "share" and "base" not in one:
        yield Fault(path, 'tỷ lệ tính trên tổng số gì; xin thêm base = "tổng số camera"')


def _target(path: Path, one: dict[str, Any]) -> Iterator[Fault]:
    if "number" in one and "percent" in one:
        yield Fault(path, "chỉ tiêu ghi nhiều nhất một trong hai: number hoặc percent")
    if "percent" in one and one.get("counts") not in ("bodies", None):
        yield Fault((*path, "percent"), 'tỷ lệ chỉ tính trên đơn vị; xin ghi counts = "bodies" hoặc ghi number')
    for at, kind in enumerate(one.get("of", ())):
        yield from kind_faults((*path, "of", at), kind)
