"""Figures by area: read from a CSV that a person made, told on another map for people and scripts."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.organisations.carry import DIVIDED, Carried, Mark, Told, Total, totals
from phongtrao.organisations.maps import History, Map
from phongtrao.organisations.models import AreaVersion, Organisation
from phongtrao.words import day_in_words

Line = dict[str, Any]
WHOLE_NUMBER = re.compile(r"[+-]?\d+")
COUNTRY = "cả nước"
SHOWN = 8


class Unreadable(ValueError):
    """What is wrong with a file of figures, one Vietnamese line for each row; nothing of it counts."""


@dataclass(slots=True)
class _Rows:
    known: dict[str, set[str]]
    figures: dict[str, int] = field(default_factory=dict)
    stands: dict[str, int] = field(default_factory=dict)
    """Area → the row in which it stands."""
    wrong: list[str] = field(default_factory=list)


def read_figures(text: str, day: date) -> dict[str, int]:
    """Rows `code,figure` (a row of headings before them may be there) as figures of the areas of `day`.

    A code is an area's own (`X21439`), its official one of that day (`21439`), or that of a body in it
    (`huyen.534.ubnd`; bodies of one area add up). Raises Unreadable, naming every row that is wrong.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    rows = [(n, [cell.strip() for cell in row]) for n, row in enumerate(csv.reader(lines, delimiter=separator), 1)]
    rows = [(n, row) for n, row in rows if any(row)]
    if rows and len(rows[0][1]) > 1 and not re.search(r"\d", rows[0][1][1]):
        del rows[0]
    found = _Rows(_codes(day, {row[0] for _, row in rows}))
    for n, row in rows:
        _take(found, n, row, day)
    if not rows:
        found.wrong.append("Tệp chưa có dòng số liệu nào; xin ghi mỗi dòng: mã,số liệu.")
    if found.wrong:
        raise Unreadable("\n".join(found.wrong))
    return found.figures


def _take(found: _Rows, n: int, row: list[str], day: date) -> None:
    if len(row) != 2:
        found.wrong.append(f"Dòng {n}: có {len(row)} cột; xin ghi hai cột: mã,số liệu.")
        return
    code, written = row
    areas = found.known.get(code, set())
    if not WHOLE_NUMBER.fullmatch(written):
        found.wrong.append(f"Dòng {n}: «{written}» chưa phải số nguyên; xin ghi liền các chữ số, ví dụ 1200.")
    elif not areas:
        found.wrong.append(f"Dòng {n}: ngày {day_in_words(day)} không có địa bàn hay tổ chức nào mang mã «{code}».")
    elif len(areas) > 1:
        found.wrong.append(f"Dòng {n}: mã «{code}» chỉ nhiều địa bàn; xin ghi một trong: {', '.join(sorted(areas))}.")
    elif code in found.stands:
        found.wrong.append(f"Dòng {n}: mã «{code}» đã có ở dòng {found.stands[code]}; xin bỏ một dòng.")
    else:
        (area,) = areas
        found.stands[code] = n
        found.figures[area] = found.figures.get(area, 0) + int(written)


def _codes(day: date, wanted: set[str]) -> dict[str, set[str]]:
    """Code as people write it → areas of that day."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, area in AreaVersion.objects.on(day).values_list("code", "area__code"):
        found[area].add(area)
        if code:
            found[code].add(area)
    bodies = Organisation.objects.on(day).filter(area__isnull=False)
    written = sorted(code for code in wanted if "." in code)
    for body, area in bodies.filter(code__in=written).values_list("code", "area__code"):
        found[body] = {area} & found.keys()
    return found


def figure_lines(carried: Carried, history: History) -> Iterator[Line]:
    """One object for each area of the other map that holds figures, from the top down, the country last."""
    areas = history.on(carried.now)
    versions = {v.area.code: v for v in AreaVersion.objects.on(carried.now).select_related("area")}
    names = dict(AreaVersion.objects.on(carried.then).values_list("area__code", "name"))
    here: dict[str | None, list[Told]] = defaultdict(list)
    for one in carried.told:
        here[one.at].append(one)
    sums = totals(carried.told, areas)
    for area in sorted((a for a in sums if a), key=lambda a: _order(a, areas, versions)):
        version = versions[area]
        known = {"area": area, "code": version.code or None, "name": version.name, "kind": version.kind}
        yield {**known, "parent": areas.parent[area], **_line(sums[area], here[area], names, versions)}
    country = {"area": None, "code": None, "name": COUNTRY, "kind": None, "parent": None}
    yield {**country, **_line(sums.get(None, Total()), here[None], names, versions)}


def _order(area: str, areas: Map, versions: dict[str, AreaVersion]) -> list[tuple[str, str]]:
    return [(versions[one].code, one) for one in reversed(areas.chain(area))]


def _line(total: Total, told: list[Told], names: dict[str, str], versions: dict[str, AreaVersion]) -> Line:
    return {
        "total": total.figure,
        "own": total.own,
        "below": total.below,
        "undivided": total.undivided,
        "units": [_unit(one, names) for one in told if one.mark is None],
        "marks": [{**_unit(one, names), **_mark(one.mark, versions)} for one in told if one.mark],
    }


def _unit(one: Told, names: dict[str, str]) -> Line:
    name = names[one.unit] if one.unit else COUNTRY
    return {"area": one.unit, "name": name, "figure": one.figure, "share": round(float(one.share), 5)}


def _mark(mark: Mark, versions: dict[str, AreaVersion]) -> Line:
    return {"why": mark.why, "parts": [{"area": part, "name": versions[part].name} for part in mark.parts]}


def outline(line: Line, now: date) -> Iterator[str]:
    """The line of an area for people, its marks below it."""
    parts = [f"{line['code'] or '-'} | {line['name']} | {line['total']}"]
    if line["below"] or line["undivided"]:
        parts.append(f"riêng {line['own']}, ở dưới {line['below']}, chưa chia {line['undivided']}")
    yield " | ".join(parts)
    for unit in line["units"]:
        if unit["share"] != 1:
            yield f"    gồm {unit['figure']} của {unit['name']} ({unit['area']}) theo tỷ lệ nêu trong văn bản"
    for mark in line["marks"]:
        yield f"    giữ chung {mark['figure']} của {mark['name']} ({mark['area']}): {_reason(mark, now)}"


def _reason(mark: Line, now: date) -> str:
    names = [part["name"] for part in mark["parts"]]
    more = f" và {len(names) - SHOWN} đơn vị khác" if len(names) > SHOWN else ""
    day, listed = day_in_words(now), ", ".join(names[:SHOWN]) + more
    if mark["why"] == DIVIDED:
        return f"địa bàn ngày {day} thuộc {listed}; không có văn bản nêu tỷ lệ."
    rest = f" Phần đã rõ thuộc {listed}." if names else ""
    return f"không rõ đơn vị nào giữ hết địa bàn ngày {day}.{rest}"


def marks_left(told: Iterable[Told]) -> str:
    """One sentence on how much stays undivided; empty where nothing does."""
    marked = [one for one in told if one.mark]
    if not marked:
        return ""
    return f"{len(marked)} số liệu (cộng {sum(one.figure for one in marked)}) giữ chung, không chia theo phỏng đoán."
