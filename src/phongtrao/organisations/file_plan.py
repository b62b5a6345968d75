"""What loading a file of bodies would change, and everything that is wrong in it. Nothing is written.

A row stands for the version of a body (`Mã`) that begins on its day (`Từ ngày`): known ones are changed, others made.
What the file does not name stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import F

from phongtrao.organisations.directory import CENTRAL
from phongtrao.organisations.file_rows import (
    BY_ATTRIBUTE,
    COLUMNS,
    Fault,
    Values,
    columns_of,
    read_row,
    values_of,
)
from phongtrao.organisations.forms import administered
from phongtrao.organisations.marks import MARKS, Marks
from phongtrao.organisations.marks import faults as mark_faults
from phongtrao.organisations.models import Area, Organisation, OrganisationVersion, User
from phongtrao.organisations.names import body_key
from phongtrao.printed_table import looks_like_formula
from phongtrao.table_files import Table

T = TypeVar("T")
BATCH = 500
EARLIEST_FIRST = F("valid_from").asc(nulls_first=True)
"""Databases differ in where they put a day that is not known."""
REFERENCES = ("parent", "line_parent", "standing_body")
SPOKEN = ("name", "short", "source")
"""Attributes that people write freely."""
NEVER_EMPTY = ("kind", "level", "source")
"""Attributes whose empty cells leave them as they are."""
OUTSIDE = "ngoài phạm vi đơn vị mà anh/chị quản trị."
BLANK: Values = {
    **{column.attribute: "" for column in COLUMNS},
    **{f"marks.{mark.slug}": None for mark in MARKS},
    **{"others": (), "valid_from": None, "valid_until": None},
}
"""A version of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Change:
    """A version to be written."""

    row: int
    values: Values
    version: OrganisationVersion | None
    """The one it changes; None for a new one."""
    known: bool
    """Whether its body is there already."""
    fields: tuple[tuple[str, str, str], ...]
    """Heading, what stands there, what will."""

    @property
    def code(self) -> str:
        return str(self.values["code"])

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes are what would be written if there were no faults; with any of these nothing is."""

    changes: tuple[Change, ...]
    unchanged: int
    faults: tuple[Fault, ...]

    @property
    def new_bodies(self) -> int:
        return len({change.code for change in self.changes if not change.known})

    @property
    def new_versions(self) -> int:
        return sum(1 for change in self.changes if change.known and change.version is None)

    @property
    def changed(self) -> int:
        return sum(1 for change in self.changes if change.version is not None)

    @property
    def digest(self) -> str:
        """Of all that would be written: two plans with the same one do the same."""
        said = [(change.code, change.fields) for change in self.changes]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def plan_of(table: Table, by: User, day: date) -> Plan:
    """What loading the table on `day` would do; faults are in the order of the rows."""
    columns, faults = columns_of(table.headings)
    if faults:
        return Plan((), 0, tuple(faults))
    read: list[tuple[int, Values]] = []
    spoiled: list[tuple[int, Values]] = []
    for row in table.rows:
        values, wrong = read_row(row, columns)
        faults += wrong
        (spoiled if wrong else read).append((row.number, values))
    faults += [Fault(row, heading, "ô này là công thức; xin dán giá trị.") for row, heading in table.formulas]
    named = {row.cells[heading] for row in table.rows for heading, c in columns.items() if c.attribute == "code"}
    planner = _Planner(_Book([*read, *spoiled], named), by, day, f"Tệp {table.name}"[:300])
    changes = [change for number, values in read if (change := planner.change(number, values)) is not None]
    planner.together(changes)
    for number, values in spoiled:
        planner.glance(number, values)
    ordered = sorted([*faults, *planner.faults], key=lambda fault: fault.row)
    real = tuple(change for change in changes if change.fields)
    return Plan(real, len(changes) - len(real), tuple(dict.fromkeys(ordered)))


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    whole = list(items)
    return (whole[n : n + BATCH] for n in range(0, len(whole), BATCH))


class _Book:
    """What is known already of the bodies that a file names."""

    def __init__(self, read: Sequence[tuple[int, Values]], named: set[str]) -> None:
        self.named = named
        """Codes that have rows in the file."""
        asked = named | {str(values.get(a, "")) for _, values in read for a in REFERENCES}
        self.pks: dict[str, int] = {}
        self.versions: dict[str, list[OrganisationVersion]] = defaultdict(list)
        related = ("organisation__area", *REFERENCES)
        for some in _chunks(asked):
            self.pks |= dict(Organisation.objects.filter(code__in=some).values_list("code", "pk"))
            rows = OrganisationVersion.objects.filter(organisation__code__in=some).select_related(*related)
            for version in rows.order_by(EARLIEST_FIRST):
                self.versions[version.organisation.code].append(version)
        areas = {str(values.get("area", "")) for _, values in read}
        self.areas = {
            code
            for some in _chunks(areas)
            for code in Area.objects.filter(code__in=some).values_list("code", flat=True)
        }

    def is_known(self, code: str) -> bool:
        return code in self.pks or code in self.named

    def parents(self) -> dict[str, str]:
        """Every body's parent, by the last version known."""
        rows = OrganisationVersion.objects.order_by(EARLIEST_FIRST).values_list("organisation__code", "parent__code")
        return {code: parent or "" for code, parent in rows}

    def namesakes(self, names: Iterable[str]) -> dict[tuple[str, str], set[str]]:
        """Parent and key of a name → codes of bodies that stand there under it."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for some in _chunks(set(names)):
            rows = OrganisationVersion.objects.filter(folded__in=some)
            for parent, key, code in rows.values_list("parent__code", "folded", "organisation__code"):
                found[parent or "", key].add(code)
        return found


@dataclass(slots=True)
class _Planner:
    """Turns rows into changes, and notes what is wrong with them."""

    book: _Book
    by: User
    day: date
    source: str
    faults: list[Fault] = field(default_factory=list)
    _mine: set[int] | None = None
    _rows: dict[tuple[str, date | None], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._mine = None if self.by.sees_all(self.day) else administered(self.by, self.day)

    def _fault(self, row: int, attribute: str, message: str) -> None:
        self.faults.append(Fault(row, BY_ATTRIBUTE[attribute].heading, message))

    def change(self, row: int, values: Values) -> Change | None:
        """What a row comes to; None where it cannot be told which version it means."""
        code = str(values["code"])
        versions = self.book.versions.get(code, [])
        if "valid_from" not in values and len(versions) > 1:
            self._fault(row, "code", "tổ chức này có nhiều giai đoạn; xin thêm cột «Từ ngày».")
            return None
        first = values.get("valid_from", versions[0].valid_from if versions else None)
        version = next((v for v in versions if v.valid_from == first), None)
        known = version or (versions[-1] if versions else None)
        standing = values_of(known) if known else None
        wanted = self._whole(values, standing, version is None, first)
        twin = self._rows.setdefault((code, first), row)
        if twin != row:
            self._fault(row, "code", f"trùng với dòng {twin}: cùng mã và cùng ngày bắt đầu.")
        fields = _fields(standing if version else None, wanted)
        if fields:
            self._check(row, wanted, standing)
        return Change(row, wanted, version, code in self.book.pks, fields)

    def _whole(self, values: Values, standing: Values | None, fresh: bool, first: date | None) -> Values:
        """What the row says; for columns that are not there what stands already, or nothing."""
        base = dict(standing or BLANK)
        if fresh:
            base |= {"valid_until": None, "source": self.source}
        whole = {**base, **values, "valid_from": first}
        for attribute in NEVER_EMPTY:
            whole[attribute] = whole[attribute] or base[attribute]
        own = {body_key(str(whole["name"])), body_key(str(whole["short"]))}
        return whole | {"others": tuple(key for key in whole["others"] if key not in own)}

    def _check(self, row: int, wanted: Values, standing: Values | None) -> None:
        """Notes what is wrong with a version; `standing` is it, or the body's last one, as it was until now."""
        kept = standing or BLANK
        for attribute in ("kind", "level"):
            if not wanted[attribute]:
                self._fault(row, attribute, "tổ chức mới phải có ô này.")
        self._check_days(row, wanted)
        for attribute in SPOKEN:
            if looks_like_formula(wanted[attribute]) and kept[attribute] != wanted[attribute]:
                self._fault(row, attribute, "bắt đầu bằng dấu =, +, - hoặc @ như một công thức; xin bỏ dấu đó.")
        for name, message in mark_faults(str(wanted["kind"]), _marks(wanted)):
            self.faults.append(Fault(row, name, message))
        if wanted["area"] != kept["area"]:
            self._check_area(row, wanted)
        if not wanted["parent"] and (standing is None or kept["parent"]) and wanted["level"] != CENTRAL:
            self._fault(row, "parent", "phải thuộc một tổ chức.")
        if not self._is_mine(str(wanted["code"])) or (self._mine is not None and wanted["level"] == CENTRAL):
            self._fault(row, "code", OUTSIDE)
        for attribute in REFERENCES:
            if wanted[attribute] and wanted[attribute] != kept[attribute]:
                self._check_reference(row, attribute, str(wanted[attribute]), str(wanted["code"]))

    def glance(self, row: int, values: Values) -> None:
        """What is wrong with the other cells of a row of which some could not be read."""
        self._check_days(row, values)
        self._check_area(row, values)
        for attribute in REFERENCES:
            if values.get(attribute):
                self._check_reference(row, attribute, str(values[attribute]), str(values.get("code", "")))

    def _check_days(self, row: int, values: Values) -> None:
        first, last = values.get("valid_from"), values.get("valid_until")
        if first and last and first > last:
            self._fault(row, "valid_until", "ngày cuối đứng trước ngày đầu.")

    def _check_area(self, row: int, values: Values) -> None:
        area = values.get("area", "")
        if area and area not in self.book.areas:
            self._fault(row, "area", f"không có địa bàn mã «{area}» (xem: phongtrao areas).")

    def _check_reference(self, row: int, attribute: str, code: str, own: str) -> None:
        if not self.book.is_known(code):
            self._fault(row, attribute, f"không có tổ chức mã «{code}» trong dữ liệu hay trong tệp.")
        elif code == own:
            self._fault(row, attribute, "một tổ chức không thể đứng trên chính mình.")
        elif attribute == "parent" and not self._is_mine(code):
            self._fault(row, attribute, OUTSIDE)

    def _is_mine(self, code: str) -> bool:
        """Bodies that the person looks after; those made by the file are looked at by their own parent."""
        pk = self.book.pks.get(code)
        return self._mine is None or pk is None or pk in self._mine

    def together(self, changes: Sequence[Change]) -> None:
        """What only shows when all rows are seen together: overlapping days, circles, namesakes, two areas."""
        self._overlaps(changes)
        self._circles(changes)
        self._namesakes(changes)
        areas: dict[str, str] = {}
        for change in changes:
            if areas.setdefault(change.code, change.values["area"]) != change.values["area"]:
                self._fault(change.row, "area", "các dòng của một tổ chức phải cùng một địa bàn.")

    def _overlaps(self, changes: Sequence[Change]) -> None:
        by_code: dict[str, list[tuple[Any, Any, int]]] = defaultdict(list)
        for change in changes:
            by_code[change.code].append((change.values["valid_from"], change.values["valid_until"], change.row))
        for code, spans in by_code.items():
            rewritten = {first for first, _, _ in spans}
            left = [v for v in self.book.versions.get(code, []) if v.valid_from not in rewritten]
            spans += [(v.valid_from, v.valid_until, 0) for v in left]
            spans.sort(key=lambda span: (span[0] or date.min, span[2]))
            for (begun, last, row), (first, _, other) in zip(spans, spans[1:], strict=False):
                told = row and other and begun == first
                if (row or other) and not told and (last is None or (first or date.min) <= last):
                    beside = f"dòng {min(row, other)}" if row and other else "một giai đoạn đã có"
                    self._fault(max(row, other), "valid_from", f"các ngày chồng lên {beside} của cùng tổ chức.")

    def _circles(self, changes: Sequence[Change]) -> None:
        parents = self.book.parents() if any(change.fields for change in changes) else {}
        parents |= {change.code: str(change.values["parent"]) for change in changes}
        for change in changes:
            seen, code = {change.code}, str(change.values["parent"])
            while code and code not in seen:
                seen.add(code)
                code = parents.get(code, "")
            if code == change.code and change.values["parent"] != change.code:
                self._fault(change.row, "parent", "chuỗi cấp trên quay lại chính tổ chức này.")

    def _namesakes(self, changes: Sequence[Change]) -> None:
        """A new body with the name of another one under the same parent is the same body written twice."""
        new = [change for change in changes if not change.known]
        known = self.book.namesakes(body_key(change.name) for change in new)
        for change in new:
            place = str(change.values["parent"]), body_key(change.name)
            others = known[place] - {change.code}
            if others:
                self._fault(change.row, "name", f"đã có ở cùng cấp trên với mã {', '.join(sorted(others))}.")
            known[place].add(change.code)


def _fields(before: Values | None, wanted: Values) -> tuple[tuple[str, str, str], ...]:
    """What differs from the version there is, as the file writes it."""
    old = before or BLANK
    return tuple(
        (column.heading, column.write(old[column.attribute]), column.write(wanted[column.attribute]))
        for column in COLUMNS
        if _differs(column.attribute, old, wanted)
    )


def _differs(attribute: str, before: Values, wanted: Values) -> bool:
    if attribute == "others":
        return set(before["others"]) != set(wanted["others"])
    return bool(before[attribute] != wanted[attribute])


def _marks(values: Values) -> Marks:
    return {mark.slug: value for mark in MARKS if (value := values[f"marks.{mark.slug}"]) is not None}
