"""Bodies as rows of a file: a row a version, with Vietnamese headings; out of the database and back into values.

What is written and what is read are the same text, so that a file that was just written changes nothing when it is
loaded. A column that is missing leaves its values as they are, an empty cell empties them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.organisations.listing import COMMITTEES_FIRST, TIER_ORDER
from phongtrao.organisations.marks import MARKS, Mark, Marks
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.organisations.names import body_key
from phongtrao.organisations.wording import BODY_KINDS, FIELDS, LEVELS, kind_slug
from phongtrao.table_files import Row
from phongtrao.words import day_in_words, fold, read_day

CODE = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*")
LIMITS = {"code": 60, "name": 200, "short": 200, "field": 200, "source": 300}
Values = dict[str, Any]
"""Attribute → value: codes for bodies and areas, slugs, days, `others` a tuple of keys, `marks` a dictionary."""


class Wrong(ValueError):
    """A cell that cannot be taken; the text is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file and where: row as the file counts, heading of the column."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}, cột «{self.column}»: {self.message}"


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    attribute: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _text(attribute: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if len(written) > LIMITS[attribute]:
            raise Wrong(f"dài quá {LIMITS[attribute]} ký tự; xin rút ngắn.")
        return written

    return read


def _code(written: str) -> str:
    if (written and not CODE.fullmatch(written)) or len(written) > LIMITS["code"]:
        raise Wrong(
            f"«{written}» chưa phải mã; mã gồm chữ thường không dấu, số, dấu chấm, gạch nối, ví dụ xa.21439.ubnd."
        )
    return written


def _kind(written: str) -> str:
    return _listed(written, BODY_KINDS, "loại")


def _level(written: str) -> str:
    return _listed(written, LEVELS, "cấp")


def _listed(written: str, known: dict[str, str], what: str) -> str:
    if not written:
        return ""
    slug = kind_slug(written, known)
    if slug is None:
        raise Wrong(f"không có {what} «{written}»; xin ghi một trong: {'; '.join(known.values())}.")
    return slug


def _fields(written: str) -> str:
    slugs = [_listed(part.strip(), FIELDS, "lĩnh vực") for part in written.split(";") if part.strip()]
    return _text("field")(";".join(dict.fromkeys(slugs)))


def _day(written: str) -> date | None:
    if not written:
        return None
    day = read_day(written)
    if day is None:
        raise Wrong(f"«{written}» chưa phải ngày; xin ghi dạng 30/01/2026 hoặc 2026-01-30, năm từ 1900.")
    return day


def _others(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for part in written.split(";") if (key := body_key(part))))


def _mark(mark: Mark) -> Callable[[str], str | bool | None]:
    def read(written: str) -> str | bool | None:
        if not written or (not mark.values and fold(written) in ("khong", "0")):
            return None
        value = mark.read(written)
        if value is None:
            raise Wrong(f"«{written}» không có trong danh mục; xin ghi: {', '.join(mark.values.values()) or 'có'}.")
        return value

    return read


def _mark_out(mark: Mark) -> Callable[[Any], str]:
    return lambda value: "" if value is None else mark.spoken(value)


COLUMNS: tuple[Column, ...] = (
    Column("Mã", "code", _code, str),
    Column("Tên", "name", _text("name"), str),
    Column("Tên gọi trong tỉnh", "short", _text("short"), str),
    Column("Tên gọi khác", "others", _others, "; ".join),
    Column("Loại", "kind", _kind, lambda slug: BODY_KINDS.get(slug, slug)),
    Column("Cấp", "level", _level, lambda slug: LEVELS.get(slug, slug)),
    Column("Lĩnh vực", "field", _fields, lambda slugs: "; ".join(FIELDS.get(s, s) for s in slugs.split(";"))),
    Column("Thuộc (mã)", "parent", _code, str),
    Column("Ngành dọc (mã)", "line_parent", _code, str),
    Column("Thường trực (mã)", "standing_body", _code, str),
    Column("Địa bàn (mã)", "area", str, str),
    *(Column(mark.name, f"marks.{mark.slug}", _mark(mark), _mark_out(mark)) for mark in MARKS),
    Column("Từ ngày", "valid_from", _day, day_in_words),
    Column("Đến hết ngày", "valid_until", _day, day_in_words),
    Column("Căn cứ", "source", _text("source"), str),
)
HEADINGS = tuple(column.heading for column in COLUMNS)
BY_ATTRIBUTE = {column.attribute: column for column in COLUMNS}
REQUIRED = ("code", "name")
_BY_KEY = {fold(column.heading): column for column in COLUMNS}


def columns_of(headings: Iterable[str]) -> tuple[dict[str, Column], list[Fault]]:
    """Heading → column, however it is written; and headings that are no column's or that are missing."""
    found = {heading: column for heading in headings if (column := _BY_KEY.get(fold(heading)))}
    unknown = [heading for heading in headings if heading not in found]
    faults = [Fault(1, heading, f"không có cột này; các cột: {', '.join(HEADINGS)}.") for heading in unknown]
    there = {column.attribute for column in found.values()}
    faults += [Fault(1, BY_ATTRIBUTE[a].heading, "thiếu cột này.") for a in REQUIRED if a not in there]
    return found, faults


def read_row(row: Row, columns: dict[str, Column]) -> tuple[Values, list[Fault]]:
    """What a row says, and every cell of it that cannot be taken."""
    values: Values = {}
    faults = []
    for heading, column in columns.items():
        try:
            values[column.attribute] = column.read(row.cells[heading])
        except Wrong as wrong:
            faults.append(Fault(row.number, heading, str(wrong)))
    for attribute in REQUIRED:
        if values.get(attribute) == "":
            faults.append(Fault(row.number, BY_ATTRIBUTE[attribute].heading, "không được để trống."))
    return values, faults


def values_of(version: OrganisationVersion) -> Values:
    """A version as a row would say it."""
    body: Organisation = version.organisation
    own = {body_key(version.name), body_key(version.short)}
    marks: Marks = version.marks
    return {
        "code": body.code,
        "name": version.name,
        "short": version.short,
        "others": tuple(key for key in version.keys.strip("|").split("|") if key and key not in own),
        "kind": version.kind,
        "level": version.level,
        "field": version.field,
        "parent": version.parent.code if version.parent else "",
        "line_parent": version.line_parent.code if version.line_parent else "",
        "standing_body": version.standing_body.code if version.standing_body else "",
        "area": body.area.code if body.area else "",
        **{f"marks.{mark.slug}": marks.get(mark.slug) for mark in MARKS},
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "source": version.source,
    }


def written(values: Values) -> list[str]:
    """The cells of a row, in the order of the columns."""
    return [column.write(values[column.attribute]) for column in COLUMNS]


def rows_out(bodies: OrganisationQuerySet) -> Iterator[list[str]]:
    """Every version of these bodies, from the top tier down, the earliest first."""
    versions = OrganisationVersion.objects.filter(organisation__in=bodies.order_by().values("pk"))
    related = ("organisation__area", "parent", "line_parent", "standing_body")
    ordered = versions.select_related(*related).order_by(TIER_ORDER, COMMITTEES_FIRST, "organisation__code", "pk")
    body_order: dict[str, list[OrganisationVersion]] = {}
    for version in ordered:
        body_order.setdefault(version.organisation.code, []).append(version)
    for some in body_order.values():
        for version in sorted(some, key=lambda v: v.valid_from or date.min):
            yield written(values_of(version))
