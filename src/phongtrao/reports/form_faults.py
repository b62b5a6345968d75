"""What must hold between the values of a form: names once, types that fit, days in order, checks that speak of it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from phongtrao.faults import Fault, near
from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.reports.checks import BASE, LAST, Rule, parse
from phongtrao.reports.form import FITTING, SECTIONS
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Found
from phongtrao.year_days import YearDay

_PARTS = {"half_year": r"H[12]", "quarter": r"Q[1-4]", "month": r"M(?:0[1-9]|1[0-2])"}
_PARTS_SAID = {"half_year": "H1 hoặc H2", "quarter": "Q1 đến Q4", "month": "M01 đến M12"}

_LIKE = {
    "unit": 'unit = "mô hình"',
    "base": 'base = "tổng số xã, phường"',
    "levels": 'levels = ["tốt", "đạt", "chưa đạt"]',
}
_ALSO = {("unit", "money"), ("unit", "share")}
"""What else may have a unit: money its đồng, a share its %."""


def faults_between(head: dict[str, Any], tables: dict[str, Found], wrong: Collection[Path]) -> list[Fault]:
    """Every fault between the values that could be taken; what stands at a `wrong` path has its own fault already."""
    indicators = {one["name"]: one for _, one in tables["indicator"] if "name" in one}
    sections = dict(sections_of(values for _, values in tables["section"]))
    faults = [*_reporters(head.get("reporters", ())), *_enough(tables, wrong)]
    faults += [*_twice(tables["section"]), *_twice(tables["indicator"] + tables["question"])]
    faults += [*_periods(tables["period"], wrong)]
    for path, one in tables["indicator"] + tables["question"]:
        if "section" in one and one["section"] not in sections:
            faults.append(Fault((*path, "section"), f"không có mục «{one['section']}»{near(one['section'], sections)}"))
    for path, one in tables["indicator"]:
        faults += _indicator(path, one, wrong)
    has_last = any(one.get("every") != "span" for _, one in tables["period"])
    for path, one in tables["check"]:
        faults += _check(path, one, indicators, has_last)
    return faults


def sections_of(given: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Name and title of the form's own sections; the usual ones where it names none."""
    own = tuple((one["name"], one["title"]) for one in given if {"name", "title"} <= one.keys())
    return own or tuple(SECTIONS.items())


def _reporters(reporters: tuple[str, ...]) -> Iterator[Fault]:
    for place, reporter in enumerate(reporters):
        level, dot, kind = reporter.partition(".")
        path = ("reporters", place)
        if not dot:
            yield Fault(path, f'nơi báo cáo «{reporter}» phải ghi CẤP.LOẠI; xin ghi như "xa.ubnd"')
        elif level not in LEVELS:
            yield Fault(path, f"nơi báo cáo «{reporter}»: không có cấp «{level}»{near(level, LEVELS)}")
        elif kind not in BODY_KINDS:
            yield Fault(path, f"nơi báo cáo «{reporter}»: không có loại «{kind}»{near(kind, BODY_KINDS)}")


def _enough(tables: dict[str, Found], wrong: Collection[Path]) -> Iterator[Fault]:
    if not tables["period"] and ("period",) not in wrong:
        yield Fault((), 'mẫu chưa có kỳ báo cáo nào; xin thêm [[period]] với every = "year"')
    if not tables["indicator"] and not tables["question"] and not {("indicator",), ("question",)} & set(wrong):
        yield Fault((), "mẫu chưa hỏi gì; xin thêm [[indicator]] hoặc [[question]]")


def _twice(found: Found) -> Iterator[Fault]:
    """Names used again, and names that a check could not speak of."""
    first: dict[str, Path] = {}
    for path, one in found:
        name = one.get("name", "")
        if name in (LAST, BASE) or keyword.iskeyword(name):
            yield Fault((*path, "name"), f"tên «{name}» dành riêng cho quy tắc; xin ghi như «{name}_1»")
        elif name in first:
            yield Fault((*path, "name"), f"tên «{name}» đã dùng; xin đặt tên khác", first[name])
        elif name:
            first[name] = (*path, "name")


def _periods(found: Found, wrong: Collection[Path]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Path] = {}
    for path, one in found:
        every, part = one.get("every", ""), one.get("part", "")
        if not every:
            continue
        if part and not re.fullmatch(_PARTS.get(every, ""), part):
            needless = f'không dùng với every = "{every}"; xin bỏ dòng này'
            said = f"phải là {_PARTS_SAID[every]}" if every in _PARTS else needless
            yield Fault((*path, "part"), f"«part» {said}")
        elif every in _PARTS and not part and one.keys() & {"data_from", "data_until", "due"}:
            yield Fault(path, f"một năm có nhiều kỳ, ngày là của kỳ nào; xin thêm part: {_PARTS_SAID[every]}")
        if (every, part) in first:
            yield Fault(path, "kỳ này đã có; xin gộp làm một", first[every, part])
        first.setdefault((every, part), path)
        yield from _window(path, one, wrong)


def _window(path: Path, one: dict[str, Any], wrong: Collection[Path]) -> Iterator[Fault]:
    """Whether the days of the data are both there and in order."""
    start, end = one.get("data_from"), one.get("data_until")
    if (start is None) != (end is None):
        missing = "data_from" if start is None else "data_until"
        if (*path, missing) not in wrong:
            yield Fault(path, f"mốc số liệu thiếu «{missing}»; xin ghi cả ngày đầu và ngày cuối")
    elif start and end and one.get("every") != "span" and _place(end) < _place(start):
        yield Fault(
            (*path, "data_until"), "ngày cuối của số liệu đứng trước ngày đầu; xin xem lại «năm trước», «năm sau»"
        )


def _place(day: YearDay) -> tuple[int, int, int]:
    return day.years, day.month, day.day


def _indicator(path: Path, one: dict[str, Any], wrong: Collection[Path]) -> Iterator[Fault]:
    """Whether what belongs to its type is there, and nothing else."""
    type_, adds_up = one.get("type", ""), one.get("adds_up", "")
    if not type_:
        return
    if adds_up and adds_up not in FITTING[type_]:
        fitting = " hoặc ".join(f'"{way}"' for way in FITTING[type_])
        yield Fault((*path, "adds_up"), f"kiểu «{type_}» không cộng theo «{adds_up}»; xin ghi adds_up = {fitting}")
    for key, owner in (("unit", "integer"), ("base", "share"), ("levels", "level")):
        if type_ == owner and key not in one and (*path, key) not in wrong:
            yield Fault(path, f"kiểu «{owner}» thiếu «{key}»; xin thêm {_LIKE[key]}")
        elif type_ != owner and key in one and (key, type_) not in _ALSO:
            yield Fault((*path, key), f"«{key}» chỉ dùng với kiểu «{owner}»; xin bỏ dòng này hoặc đổi type")
    if type_ == "money" and one.get("unit", "đồng") != "đồng":
        yield Fault((*path, "unit"), "số tiền luôn tính bằng đồng; xin bỏ dòng này")
    if len(one.get("levels", "two")) < 2:
        yield Fault((*path, "levels"), f"phải có ít nhất hai mức; xin ghi {_LIKE['levels']}")
    if one.get("same_as_last") and adds_up == "sum":
        yield Fault((*path, "same_as_last"), "số phát sinh trong kỳ không lấy lại của kỳ trước; xin bỏ dòng này")


def _check(path: Path, one: dict[str, Any], indicators: dict[str, dict[str, Any]], has_last: bool) -> Iterator[Fault]:
    """Whether the rule can be read and speaks of indicators that there are."""
    if (at := one.get("at")) and at not in indicators:
        yield Fault((*path, "at"), f"không có chỉ tiêu «{at}»{near(at, indicators)}")
    if "rule" not in one:
        return
    try:
        rule: Rule = parse(one["rule"])
    except ValueError as error:
        yield Fault((*path, "rule"), str(error))
        return
    for name in rule.names:
        if name not in indicators:
            yield Fault((*path, "rule"), f"quy tắc nhắc «{name}» nhưng không có chỉ tiêu này{near(name, indicators)}")
    for reference in rule.references:
        if reference.of_base and indicators.get(reference.name, {}).get("type", "share") != "share":
            yield Fault((*path, "rule"), f"«{reference.name}.base» chỉ dùng với kiểu «share»; xin bỏ .base")
        if reference.of_last and not has_last:
            yield Fault((*path, "rule"), f"mẫu nhiều năm không có kỳ trước; xin bỏ last.{reference.name}")
