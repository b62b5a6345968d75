"""Sources of money from their TOML file: the sources, or every fault with file, line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phongtrao.faults import Fault, near, twice
from phongtrao.money.funding import Amendment, Clause, Funding, Gap, Party
from phongtrao.money.funding_keys import FUNDING
from phongtrao.organisations.written_kinds import kind_faults
from phongtrao.toml_tables import Found, read_file

NO_GAP = 'chưa ghi words (nguyên văn); xin ghi, hoặc thêm [[gap]] có clause = "{}" nói còn thiếu văn bản nào'


def read_funding(path_name: str, text: str) -> Funding:
    """The sources of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_funding, FUNDING.into)


def build_funding(data: dict[str, Any]) -> tuple[Funding | None, list[Fault]]:
    """The sources, or None and every fault of the data: keys and values as they stand in the file."""
    faults: list[Fault] = []
    head = FUNDING.values_of(data, "", (), faults)
    tables = {table: FUNDING.tables_of(data, table, faults) for table in FUNDING.most}
    faults += [*_between(tables)]
    return (None, faults) if faults else (_funding(head, tables), [])


def _funding(head: dict[str, Any], tables: dict[str, Found]) -> Funding:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    return Funding(
        **{key: value for key, value in head.items() if key != "kind"},
        clauses=tuple(Clause(**one) for one in rows["clause"]),
        amendments=tuple(Amendment(**one) for one in rows["amendment"]),
        parties=tuple(Party(**one) for one in rows["party"]),
        gaps=tuple(Gap(**one) for one in rows["gap"]),
    )


def _between(tables: dict[str, Found]) -> Iterator[Fault]:
    """What must hold between the values: clauses named once and there, kinds that there are, days in order, and a gap
    wherever words are not known."""
    if not tables["clause"]:
        yield Fault((), "chưa có khoản nào; xin thêm một bảng [[clause]]")
    yield from twice(tables["clause"], "name")
    named = [one["name"] for _, one in tables["clause"] if "name" in one]
    for table in ("amendment", "gap"):
        for path, one in tables[table]:
            if "clause" in one and one["clause"] not in named:
                yield Fault((*path, "clause"), f"không có khoản «{one['clause']}»{near(one['clause'], named)}")
    for table, key in (("clause", "pays"), ("party", "draws_up")):
        for path, one in tables[table]:
            for at, kind in enumerate(one.get(key, ())):
                yield from kind_faults((*path, key, at), kind)
            if "valid_until" in one and "valid_from" in one and one["valid_until"] < one["valid_from"]:
                yield Fault((*path, "valid_until"), "ngày cuối phải từ ngày đầu trở đi; xin xem lại")
    yield from _said_or_open(tables)


def _said_or_open(tables: dict[str, Found]) -> Iterator[Fault]:
    """Words that are not there must be told as a gap: nobody is to take a blank for what the law says."""
    told = {one.get("clause") for _, one in tables["gap"]}
    for table, key in (("clause", "name"), ("amendment", "clause")):
        for path, one in tables[table]:
            if key in one and "words" not in one and one[key] not in told:
                yield Fault(path, NO_GAP.format(one[key]))
