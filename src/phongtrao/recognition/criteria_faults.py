"""What must hold between the values of a criteria set: names once, what its scoring needs, points within reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from phongtrao.faults import Fault, near
from phongtrao.recognition.criteria import FAILS, NOUGHT, SAMPLE
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Found

Values = dict[str, Any]
_OWNERS = {
    "steps": ("number", "share"),
    "points_each": ("deduction",),
    "base": ("share",),
    "at_least": ("number", "share", "choice", "points"),
}
"""Key → the kinds of criterion that may have it."""


def faults_between(head: Values, tables: dict[str, Found], wrong: Collection[Path]) -> list[Fault]:
    """Every fault between the values that could be taken; what stands at a `wrong` path has its own fault already."""
    faults = [*_head(head, tables, wrong)]
    for table in ("level", "group", "criterion"):
        faults += _twice(tables[table], ("name",))
    faults += _twice(tables["option"], ("criterion", "name"))
    faults += _groups(head, tables["group"])
    faults += _levels(head, tables["level"], wrong)
    faults += _out_of_reach(head, tables)
    between = _Between(head, tables, wrong)
    for path, one in tables["criterion"]:
        faults += between.criterion(path, one)
    return [*faults, *between.options(tables["option"])]


def _head(head: Values, tables: dict[str, Found], wrong: Collection[Path]) -> Iterator[Fault]:
    for place, subject in enumerate(head.get("subjects", ())):
        if subject not in SUBJECTS:
            yield Fault(("subjects", place), f"không có đối tượng «{subject}»{near(subject, SUBJECTS)}")
    if head.get("sample") and not head.get("title", SAMPLE).startswith(SAMPLE):
        yield Fault(("title",), f"tên của bộ mẫu phải bắt đầu bằng «{SAMPLE}»; xin thêm vào đầu tên")
    if "valid_until" in head and "valid_from" in head and head["valid_until"] < head["valid_from"]:
        yield Fault(("valid_until",), "ngày cuối phải từ ngày đầu trở đi; xin xem lại valid_from và valid_until")
    for table, like in (("group", "nhóm"), ("criterion", "tiêu chí")):
        if not tables[table] and (table,) not in wrong:
            yield Fault((), f"chưa có {like} nào; xin thêm [[{table}]]")
    asked = [one for _, one in tables["criterion"] if one.get("may_be_not_applicable")]
    if asked and "not_applicable" not in head and ("not_applicable",) not in wrong:
        yield Fault((), 'có tiêu chí có thể không áp dụng; xin thêm not_applicable = "full" hoặc "leave_out"')
    yield from _needed(head, tables)


def _needed(head: Values, tables: dict[str, Found]) -> Iterator[Fault]:
    """What the way of scoring asks of the head."""
    scoring, at_least = head.get("scoring"), head.get("at_least")
    if scoring == "pass_all" and at_least is not None:
        yield Fault(("at_least",), 'với scoring = "pass_all" phải đạt mọi tiêu chí; xin bỏ dòng này')
    if scoring == "pass_count" and at_least is not None:
        count = len(tables["criterion"])
        if at_least != int(at_least) or not 1 <= at_least <= count:
            yield Fault(("at_least",), f"số tiêu chí phải đạt là số nguyên từ 1 đến {count}; xin sửa lại")
    if scoring in ("pass_all", "pass_count") and "most" in head:
        yield Fault(("most",), 'chỉ dùng với scoring = "points"; xin bỏ dòng này')


def _twice(found: Found, keys: tuple[str, ...]) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], Path] = {}
    for path, one in found:
        if not one.keys() >= set(keys):
            continue
        named = tuple(one[key] for key in keys)
        if named in first:
            yield Fault((*path, "name"), f"tên «{one['name']}» đã dùng; xin đặt tên khác", first[named])
        first.setdefault(named, (*path, "name"))


def _groups(head: Values, found: Found) -> Iterator[Fault]:
    for path, one in found:
        for key in ("cap", "floor"):
            if key in one and head.get("scoring") in ("pass_all", "pass_count"):
                yield Fault((*path, key), f'«{key}» chỉ dùng với scoring = "points"; xin bỏ dòng này')
        if one.get("floor", NOUGHT) > one.get("cap", one.get("floor", NOUGHT)):
            yield Fault((*path, "floor"), "điểm sàn cao hơn điểm nhiều nhất của nhóm; xin xem lại cap và floor")


def _levels(head: Values, found: Found, wrong: Collection[Path]) -> Iterator[Fault]:
    if found and head.get("scoring") in ("pass_all", "pass_count"):
        yield Fault(found[0][0], 'mức chỉ dùng với scoring = "points"; xin bỏ các [[level]]')
    for path, one in found:
        if one.get("name") == FAILS:
            yield Fault((*path, "name"), f"tên «{FAILS}» dành riêng cho tiêu chí liệt; xin đặt tên khác")
    known = [(path, one["at_least"]) for path, one in found if "at_least" in one]
    for (_, higher), (path, lower) in pairwise(known):
        if lower >= higher:
            yield Fault((*path, "at_least"), "các mức phải xếp từ cao xuống thấp; xin đổi chỗ hoặc sửa số điểm")


def _out_of_reach(head: Values, tables: dict[str, Found]) -> Iterator[Fault]:
    """Points that are asked for and that no unit can come to."""
    if head.get("scoring") != "points":
        return
    counted: dict[str, Decimal] = {}
    bonus = NOUGHT
    for _, one in tables["criterion"]:
        if one.get("bonus"):
            bonus += one.get("points", NOUGHT)
        elif one.get("kind") != "deduction":
            counted[one.get("group", "")] = counted.get(one.get("group", ""), NOUGHT) + one.get("points", NOUGHT)
    if not counted and tables["criterion"]:
        yield Fault((), "mọi tiêu chí đều là điểm thưởng hoặc điểm trừ; xin thêm tiêu chí có điểm")
    for path, one in tables["group"]:
        worth = min(counted.get(one.get("name", ""), NOUGHT), one.get("cap", Decimal("Infinity")))
        counted[one.get("name", "")] = worth
        if one.get("floor", NOUGHT) > worth:
            yield Fault(
                (*path, "floor"), f"nhóm nhiều nhất được {worth} điểm, không thể đạt điểm sàn; xin xem lại floor"
            )
    total = min(sum(counted.values(), bonus), head.get("most", Decimal("Infinity")))
    if head.get("at_least", NOUGHT) > total:
        yield Fault(("at_least",), f"tổng điểm nhiều nhất là {total}, không thể đạt mức này; xin xem lại at_least")
    for path, one in tables["level"]:
        if one.get("at_least", NOUGHT) > total:
            yield Fault((*path, "at_least"), f"tổng điểm nhiều nhất là {total}, không thể đạt mức này; xin xem lại")


class _Between:
    """A criterion against the set that it stands in."""

    def __init__(self, head: Values, tables: dict[str, Found], wrong: Collection[Path]) -> None:
        self.wrong, self.scoring = wrong, head.get("scoring")
        self.groups = [one["name"] for _, one in tables["group"] if "name" in one]
        self.levels = [one["name"] for _, one in tables["level"] if "name" in one]
        self.criteria = {one["name"]: one for _, one in tables["criterion"] if "name" in one}
        self.given: dict[str, list[Decimal]] = {}
        for _, one in tables["option"]:
            if "criterion" in one:
                self.given.setdefault(one["criterion"], []).append(one.get("points", NOUGHT))

    def criterion(self, path: Path, one: Values) -> Iterator[Fault]:
        group, veto = one.get("group"), one.get("veto")
        if group is not None and group not in self.groups:
            yield Fault((*path, "group"), f"không có nhóm «{group}»{near(group, self.groups)}")
        if veto and veto != FAILS and veto not in self.levels:
            yield Fault((*path, "veto"), f"không có mức «{veto}»{near(veto, (FAILS, *self.levels))}")
        if "kind" in one:
            yield from self._of_kind(path, one, one["kind"])
            yield from self._extras(path, one, one["kind"])
        if self.scoring == "points":
            yield from self._worth(path, one)

    def _of_kind(self, path: Path, one: Values, kind: str) -> Iterator[Fault]:
        """Whether what belongs to its kind is there, and nothing else."""
        for key, owners in _OWNERS.items():
            if key in one and kind not in owners:
                fitting = ", ".join(f"«{owner}»" for owner in owners)
                yield Fault((*path, key), f"«{key}» chỉ dùng với kiểu {fitting}; xin bỏ dòng này hoặc đổi kind")
        missing = {"deduction": "points_each", "share": "base"}.get(kind, "")
        if missing and missing not in one and (*path, missing) not in self.wrong:
            like = "points_each = 2" if missing == "points_each" else 'base = "tổng số khu dân cư"'
            yield Fault(path, f"kiểu «{kind}» thiếu «{missing}»; xin thêm {like}")
        said = one.keys() | {key for key in ("at_least", "steps") if (*path, key) in self.wrong}
        if kind in ("number", "share") and not said & {"at_least", "steps"}:
            yield Fault(path, f"kiểu «{kind}» chưa nói khi nào đạt; xin thêm at_least = 1, hoặc steps")
        if kind == "choice" and len(self.given.get(one.get("name", ""), ())) < 2 and ("option",) not in self.wrong:
            yield Fault(path, f'kiểu «choice» phải có ít nhất hai [[option]] với criterion = "{one.get("name", "")}"')
        yield from self._reached(path, one, kind)

    def _reached(self, path: Path, one: Values, kind: str) -> Iterator[Fault]:
        """Numbers that an answer can come to."""
        at_least = one.get("at_least")
        if kind == "number" and at_least is not None and at_least != int(at_least):
            yield Fault((*path, "at_least"), "số lượng phải đạt là số nguyên; xin ghi như at_least = 1")
        if kind == "share" and at_least is not None and at_least > 100:
            yield Fault((*path, "at_least"), "phần trăm nhiều nhất là 100; xin ghi như at_least = 70")
        steps = one.get("steps", ())
        if any(b.reaches <= a.reaches or b.points <= a.points for a, b in pairwise(steps)):
            yield Fault((*path, "steps"), "thang điểm phải tăng dần, cả mốc và điểm; xin xếp lại các cặp")
        if kind == "share" and any(step.reaches > 100 for step in steps):
            yield Fault((*path, "steps"), "mốc phần trăm nhiều nhất là 100; xin xem lại «steps»")

    def _extras(self, path: Path, one: Values, kind: str) -> Iterator[Fault]:
        """What only some criteria may be."""
        if kind in ("deduction", "points") and self.scoring in ("pass_all", "pass_count"):
            yield Fault((*path, "kind"), f'kiểu «{kind}» chỉ dùng với scoring = "points"; xin đổi kind')
        if not one.get("bonus"):
            return
        if self.scoring in ("pass_all", "pass_count"):
            yield Fault((*path, "bonus"), 'điểm thưởng chỉ dùng với scoring = "points"; xin bỏ dòng này')
        if kind == "deduction":
            yield Fault((*path, "bonus"), "điểm trừ không thể là điểm thưởng; xin bỏ dòng này")
        if one.get("veto"):
            yield Fault((*path, "veto"), "điểm thưởng không thể là tiêu chí liệt; xin bỏ veto hoặc bonus")

    def _worth(self, path: Path, one: Values) -> Iterator[Fault]:
        """In points: that a criterion gives some, and that its best answer gives them all."""
        if one.get("kind") == "deduction" or "kind" not in one or (*path, "points") in self.wrong:
            return
        points = one.get("points", NOUGHT)
        if not points:
            yield Fault((*path, "points"), "tiêu chí chưa có điểm; xin thêm points = 5")
            return
        if one["kind"] in ("choice", "points") and one.get("at_least", NOUGHT) > points:
            yield Fault((*path, "at_least"), f"phải đạt nhiều điểm hơn điểm tối đa {points}; xin xem lại at_least")
        best = [step.points for step in one.get("steps", ())] + self.given.get(one.get("name", ""), [])
        if best and max(best) != points and one["kind"] in ("number", "share", "choice"):
            said = f"câu trả lời tốt nhất được {max(best)} điểm nhưng points là {points}; xin sửa cho khớp"
            yield Fault((*path, "points"), said)

    def options(self, found: Found) -> Iterator[Fault]:
        for path, one in found:
            named = self.criteria.get(one.get("criterion", ""))
            if "criterion" in one and named is None:
                name = one["criterion"]
                yield Fault((*path, "criterion"), f"không có tiêu chí «{name}»{near(name, self.criteria)}")
            elif named is not None and named.get("kind", "choice") != "choice":
                yield Fault(
                    (*path, "criterion"), f"tiêu chí «{one['criterion']}» không phải kiểu «choice»; xin đổi kind"
                )
