"""Figures by area: read from a table that a person made, told on another map for people and scripts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.organisations.carry import DIVIDED, Carried, Mark, Told, Total, carried, totals
from phongtrao.organisations.maps import History, Map, load_history
from phongtrao.organisations.models import AreaVersion, Organisation
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.organisations.units import known_since
from phongtrao.table_files import Cells
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


def read_figures(cells: Cells, day: date, bodies: OrganisationQuerySet) -> dict[str, int]:
    """Rows of a code and a figure (a row of headings before them may be there) as figures of the areas of `day`.

    A code is an area's own (`X21439`), its official one of that day (`21439`), or that of one of `bodies` in it
    (`huyen.534.ubnd`; bodies of one area add up). Raises Unreadable, naming every row that is wrong.
    """
    if not AreaVersion.objects.on(day).exists():
        raise Unreadable(no_map(day))
    rows = [(n, _without_blanks(row)) for n, row in cells.rows]
    if rows and len(rows[0][1]) > 1 and not re.search(r"\d", rows[0][1][1]):
        del rows[0]
    found = _Rows(_codes(day, {row[0] for _, row in rows}, bodies))
    computed = {n for n, _ in cells.formulas}
    for n, row in rows:
        if n in computed:
            found.wrong.append(f"Dòng {n}: có công thức; xin dán giá trị thay cho công thức.")
        else:
            _take(found, n, row, day)
    if not rows:
        found.wrong.append("Tệp chưa có dòng số liệu nào; xin ghi mỗi dòng hai cột: mã và số liệu.")
    if found.wrong:
        raise Unreadable("\n".join(found.wrong))
    return found.figures


def no_map(day: date) -> str:
    return f"Chưa có địa bàn nào ngày {day_in_words(day)}; xin chọn ngày khác, hoặc nạp: phongtrao load-units TỈNH."


def _without_blanks(row: list[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    last = max((n for n, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _take(found: _Rows, n: int, row: list[str], day: date) -> None:
    if len(row) != 2:
        found.wrong.append(f"Dòng {n}: có {len(row)} cột; xin ghi hai cột: mã và số liệu.")
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


def _codes(day: date, wanted: set[str], bodies: OrganisationQuerySet) -> dict[str, set[str]]:
    """Code as people write it → areas of that day."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, area in AreaVersion.objects.on(day).values_list("code", "area__code"):
        found[area].add(area)
        if code:
            found[code].add(area)
    written = sorted(code for code in wanted if "." in code)
    named = bodies.filter(pk__in=Organisation.objects.on(day).values("pk"), area__isnull=False)
    for body, area in named.filter(code__in=written).values_list("code", "area__code"):
        found[body] = {area} & found.keys()
    return found


def figure_lines(found: Carried, history: History) -> Iterator[Line]:
    """One object for each area of the other map that holds figures, from the top down, the country last."""
    areas = history.on(found.now)
    versions = {v.area.code: v for v in AreaVersion.objects.on(found.now).select_related("area")}
    names = dict(AreaVersion.objects.on(found.then).values_list("area__code", "name"))
    here: dict[str | None, list[Told]] = defaultdict(list)
    for one in found.told:
        here[one.at].append(one)
    sums = totals(found.told, areas)
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
    """The line of an area for people, its notes below it."""
    parts = [f"{line['code'] or '-'} | {line['name']} | {line['total']}"]
    if line["below"] or line["undivided"]:
        parts.append(f"riêng {line['own']}, ở dưới {line['below']}, chưa chia {line['undivided']}")
    yield " | ".join(parts)
    for note in notes(line, now):
        yield f"    {note}"


def notes(line: Line, now: date) -> Iterator[str]:
    """What stands in an area by a paper's share, and what stays there undivided and why."""
    for unit in line["units"]:
        if unit["share"] != 1:
            yield f"gồm {unit['figure']} của {unit['name']} ({unit['area']}) theo tỷ lệ nêu trong văn bản"
    for mark in line["marks"]:
        parts = [part["name"] for part in mark["parts"]]
        yield f"giữ chung {mark['figure']} của {mark['name']} ({mark['area']}): {_reason(mark['why'], parts, now)}"


def area_names(codes: Iterable[str], day: date) -> dict[str, str]:
    """Area → its name on the day, its code where it was not there."""
    rows = AreaVersion.objects.on(day).filter(area__code__in=codes)
    return {code: code for code in codes} | dict(rows.values_list("area__code", "name"))


def mark_words(mark: Mark, names: Mapping[str, str], now: date) -> str:
    """Why a figure stays whole, with the units of `now` that hold the land, by `names`."""
    return _reason(mark.why, [names[part] for part in mark.parts], now)


def _reason(why: str, names: list[str], now: date) -> str:
    more = f" và {len(names) - SHOWN} đơn vị khác" if len(names) > SHOWN else ""
    day, listed = day_in_words(now), ", ".join(names[:SHOWN]) + more
    if why == DIVIDED:
        return f"địa bàn ngày {day} thuộc {listed}; không có văn bản nêu tỷ lệ."
    rest = f" Phần đã rõ thuộc {listed}." if names else ""
    return f"không rõ đơn vị nào giữ hết địa bàn ngày {day}.{rest}"


def marks_left(told: Iterable[Told]) -> str:
    """One sentence on how much stays undivided; empty where nothing does."""
    marked = [one for one in told if one.mark]
    if not marked:
        return ""
    return f"{len(marked)} số liệu (cộng {sum(one.figure for one in marked)}) giữ chung, không chia theo phỏng đoán."


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures as they were then, and on the map of the other day; nothing of it is stored."""

    then: date
    now: date
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    notes: tuple[str, ...]


def shown(figures: dict[str, int], then: date, now: date) -> Shown:
    """The figures of the areas of `then` on both maps. Raises Unreadable where there is no map of `now`."""
    if not AreaVersion.objects.on(now).exists():
        raise Unreadable(no_map(now))
    history = load_history()
    before, after = carried(figures, then, then, history), carried(figures, then, now, history)
    said = (_known_only_since(figures, min(then, now), history.on(then)), marks_left(after.told))
    maps = [tuple(figure_lines(told, history)) for told in (before, after)]
    return Shown(then, now, maps[0], maps[1], tuple(note for note in said if note))


def _known_only_since(figures: Iterable[str], first: date, areas: Map) -> str:
    provinces = {areas.chain(area)[-1] for area in figures}
    since = max((day for area, day in known_since().items() if area in provinces), default=first)
    return f"Lưu ý: bản đồ của các tỉnh này chỉ đầy đủ từ ngày {day_in_words(since)}." if since > first else ""


HEADINGS = ("Bản đồ ngày", "Mã", "Địa bàn", "Thuộc", "Cộng", "Riêng", "Ở dưới", "Giữ chung", "Ghi chú")


def table_rows(told: Shown) -> Iterator[list[str | int]]:
    """Both maps as one table, a row an area."""
    for day, lines in ((told.then, told.before), (told.now, told.after)):
        names = {line["area"]: line["name"] for line in lines if line["area"]}
        for line in lines:
            place = [day_in_words(day), line["code"] or "", line["name"], names.get(line["parent"], "")]
            sums = [line["total"], line["own"], line["below"], line["undivided"]]
            yield [*place, *sums, "; ".join(notes(line, told.now))]
