"""A criteria set as plain values: what is asked of a unit, how many points it gives, when the unit passes.

How it is scored stands in docs/criteria.md; every set says its source, and what no paper at hand says stays a gap.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from phongtrao.gaps import Gap

SCORINGS = {
    "pass_all": "đạt khi đạt mọi tiêu chí",
    "pass_count": "đạt khi đạt đủ số tiêu chí",
    "points": "chấm điểm",
}
KINDS = {
    "yes_no": "có / không",
    "number": "số lượng",
    "share": "tỷ lệ (phần trên tổng số)",
    "choice": "chọn một phương án",
    "points": "chấm điểm trực tiếp",
    "deduction": "điểm trừ theo số lần",
}
NOT_APPLICABLE = {"full": "tính như đạt, đủ điểm", "leave_out": "không tính, quy đổi theo phần còn lại"}
"""What becomes of criteria that do not apply to a unit."""
EVIDENCE = {"required": "bắt buộc", "asked": "nên có", "none": "không cần"}
FAILS = "fails"
"""The veto that lets a unit not pass; any other one names the level that it caps at."""
SAMPLE = "Bộ tiêu chí mẫu (chưa phải bộ tiêu chí chính thức)"
"""How the title of a set begins that is no official one."""
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Level:
    """Mức: given from so many points of the total on; None where no paper at hand says from how many."""

    name: str
    title: str
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Nhóm tiêu chí: in points its sum is at most `cap`, and has to reach `floor`."""

    name: str
    title: str
    cap: Decimal | None = None
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From `reaches` on (a number, or a percentage that rounds up) a criterion gives so many points."""

    reaches: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Option:
    """Phương án: one of the answers of a choice."""

    name: str
    title: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """Tiêu chí: one thing that is asked. Points have two places at the most."""

    name: str
    title: str
    group: str
    kind: str
    source: str
    """Which clause asks for it."""
    points: Decimal = NOUGHT
    """The most that it gives; of a deduction the most that it takes off, where it is not nought."""
    at_least: Decimal | None = None
    """A number, a percentage of a share, points of a choice or of points given by hand."""
    steps: tuple[Step, ...] = ()
    options: tuple[Option, ...] = ()
    points_each: Decimal = NOUGHT
    """What a deduction takes off each time."""
    veto: str = ""
    """Empty, `fails`, or the name of the level that it caps at where it is not met."""
    bonus: bool = False
    may_be_not_applicable: bool = False
    evidence: str = "asked"
    asks_reason: bool = False
    measure: str = ""
    """The measure that knows it (`phongtrao.measures`), offered as a first answer."""
    base: str = ""
    """Of a share: what its base is called."""
    guide: str = ""
    """How to answer."""

    @property
    def counts(self) -> bool:
        """Whether it is of the set's own worth: no bonus and no deduction."""
        return not self.bonus and self.kind != "deduction"

    def option(self, name: str) -> Option | None:
        return next((one for one in self.options if one.name == name), None)


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """Bộ tiêu chí: one version, never changed once a score uses it."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    subjects: tuple[str, ...]
    """Keys of `rules.SUBJECTS`."""
    scoring: str
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    valid_until: date | None = None
    sample: bool = False
    at_least: Decimal | None = None
    """Of `pass_count` how many criteria, of `points` how many points; None where it is not known."""
    levels: tuple[Level, ...] = ()
    """From the highest to the lowest."""
    not_applicable: str = "leave_out"
    most: Decimal | None = None
    """The most that the total comes to, bonus and all."""
    gaps: tuple[Gap, ...] = ()

    def criterion(self, name: str) -> Criterion:
        """The one of that name; raises KeyError."""
        return {one.name: one for one in self.criteria}[name]

    def of_group(self, name: str) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.group == name)

    def holds_on(self, day: date) -> bool:
        """Whether the version is valid on the day, as far as it says itself; a later one may have taken its place."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def digest(self) -> str:
        """Of everything that the set says, in hexadecimal digits."""
        return hashlib.sha256(canonical(as_data(self))).hexdigest()


def share_needed(base: int, percent: Decimal) -> int:
    """How many of the base a percentage asks for, rounded up: 70 % of 25 is 18."""
    return -(-base * int(percent * 100) // 10_000)


def canonical(data: Any) -> bytes:
    """Plain data as JSON in one form: the same data, the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def as_data(criteria_set: CriteriaSet) -> dict[str, Any]:
    """The set as plain data for JSON: days as ISO text, decimals as `2.50`.

    What is as it would be anyhow is left out, so that a key which later sets may have changes no digest.
    """
    return _told(criteria_set)


def _told(one: Any) -> dict[str, Any]:
    return {
        field.name: _plain(value)
        for field in fields(one)
        if (value := getattr(one, field.name)) != field.default or field.default is MISSING
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | None) else _told(value)


def from_data(data: Mapping[str, Any]) -> CriteriaSet:
    """The set that `as_data` gave. Raises KeyError, TypeError, ValueError or ArithmeticError for anything else."""
    given = _with_decimals(data, "at_least", "most")
    for name in ("valid_from", "valid_until"):
        if name in given:
            given[name] = date.fromisoformat(given[name])
    levels = tuple(Level(**_with_decimals(one, "at_least")) for one in given.get("levels", ()))
    gaps = tuple(Gap(**one) for one in given.get("gaps", ()))
    groups = tuple(Group(**_with_decimals(one, "cap", "floor")) for one in given["groups"])
    criteria = tuple(_criterion(one) for one in given["criteria"])
    made = {"subjects": tuple(given["subjects"]), "levels": levels, "gaps": gaps, "groups": groups}
    return CriteriaSet(**{**given, **made, "criteria": criteria})


def _criterion(data: Mapping[str, Any]) -> Criterion:
    given = _with_decimals(data, "points", "at_least", "points_each")
    steps = tuple(Step(Decimal(one["reaches"]), Decimal(one["points"])) for one in given.get("steps", ()))
    options = tuple(Option(**_with_decimals(one, "points")) for one in given.get("options", ()))
    return Criterion(**{**given, "steps": steps, "options": options})


def _with_decimals(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: Decimal(value) if name in names else value for name, value in data.items()}
