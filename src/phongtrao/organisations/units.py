"""Rows of data/*.csv as plain values: areas, bodies of every tier, and what became of them. docs/units.md says more."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from phongtrao.words import fold

DATA = Path(__file__).parent / "data"
Row = dict[str, str]
Days = tuple[date | None, date | None]
"""First and last day, both included; None is open."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A version of an area. `area` is the identity; `parent` another identity, empty for a province."""

    area: str
    code: str
    kind: str
    name: str
    parent: str
    days: Days
    place: tuple[float, float] | None
    """Latitude and longitude."""
    source: str

    @property
    def short(self) -> str:
        """The name without its kind: `Hà Thanh` of `tỉnh Hà Thanh`."""
        for kind in KIND_WORDS:
            if self.name.casefold().startswith(kind + " "):
                return self.name[len(kind) + 1 :]
        return self.name


KIND_WORDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "xã")


@dataclass(frozen=True, slots=True)
class Edge:
    """On `day` the successor (none: abolished) took over from the predecessor."""

    predecessor: str
    successor: str
    day: date
    kind: str
    partly: bool
    share: str
    source: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A kind of body with its days, its names as templates; the same for a province's and for lower bodies."""

    level: str
    suffix: str
    name: str
    short: str
    aliases: tuple[str, ...]
    kind: str
    field: str
    parent: tuple[str, str]
    """Tier and suffix; empty where the body belongs to none of its tier."""
    line: tuple[str, str]
    """Tier and suffix of the superior of its branch; tier `trung_uong` with a central body's name."""
    standing: str
    provinces: str
    area_kinds: tuple[str, ...]
    """Kinds of area that have the body; empty: all of the tier."""
    days: Days
    source: str

    def is_in(self, province: str, area_kind: str) -> bool:
        """Whether an area of this kind in a province has the body."""
        return _holds_in(self.provinces, province) and (not self.area_kinds or area_kind in self.area_kinds)


@dataclass(frozen=True, slots=True)
class BodyEdge:
    """What became of a kind of body in a province, for one field of its work or for all of it."""

    predecessor: str
    successor: str
    day: date
    field: str
    kind: str
    provinces: str
    source: str

    def is_in(self, province: str) -> bool:
        return _holds_in(self.provinces, province)


def _holds_in(provinces: str, province: str) -> bool:
    """`T40 T51` are the provinces meant, `-T40 -T51` all but these; empty is all."""
    named = provinces.split()
    if any(n.startswith("-") for n in named):
        return f"-{province}" not in named
    return not named or province in named


@dataclass(frozen=True, slots=True)
class CentralRow:
    """A body of the State or the Party above the provinces."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    days: Days
    successor: str
    source: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _days(row: Row) -> Days:
    return _day(row["valid_from"]), _day(row["valid_until"])


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _rows(name: str) -> Iterable[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def area_rows() -> tuple[AreaRow, ...]:
    """Every version of every area of the country that is known."""
    return tuple(
        AreaRow(
            area=row["area"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent=row["parent"],
            days=_days(row),
            place=(float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None,
            source=row["source"],
        )
        for name in ("areas.csv", "areas_by_hand.csv")
        for row in _rows(name)
    )


@lru_cache(maxsize=1)
def area_edges() -> tuple[Edge, ...]:
    return tuple(
        Edge(
            predecessor=row["predecessor"],
            successor=row["successor"],
            day=date.fromisoformat(row["day"]),
            kind=row["kind"],
            partly=row["partly"] == "yes",
            share=row["share"],
            source=row["source"],
        )
        for name in ("area_successions.csv", "area_successions_by_hand.csv")
        for row in _rows(name)
    )


@lru_cache(maxsize=1)
def known_since() -> dict[str, date]:
    """Province → the day since which all its units are known; before it the map is that of the day."""
    return {row["province"]: date.fromisoformat(row["known_from"]) for row in _rows("area_coverage.csv")}


@lru_cache(maxsize=1)
def body_rows() -> tuple[BodyRow, ...]:
    """Bodies of provinces (`departments.csv`), of districts and of communes (`local_bodies.csv`)."""
    return (*map(_provincial, _rows("departments.csv")), *map(_local, _rows("local_bodies.csv")))


def _body(row: Row, level: str, parent: tuple[str, str], line: tuple[str, str]) -> BodyRow:
    return BodyRow(
        level=level,
        suffix=row["suffix"],
        # Officials write UBND; the full words stay among the names it goes by.
        name=row["name"].replace("Ủy ban nhân dân", "UBND") if row["kind"] == "ubnd" else row["name"],
        short=row.get("short", ""),
        aliases=_list(row["aliases"]),
        # The level says which tier a body is of; its kind need not say it again.
        kind=row["kind"].removesuffix(f"_{level}"),
        field=row["field"],
        parent=parent,
        line=line,
        standing=row["standing_body"],
        provinces=row.get("provinces", ""),
        area_kinds=tuple(row.get("area_kinds", "").split()),
        days=_days(row),
        source=row["source"],
    )


def _provincial(row: Row) -> BodyRow:
    return _body(row, "tinh", ("tinh" if row["parent"] else "", row["parent"]), ("trung_uong", row["line"]))


def _local(row: Row) -> BodyRow:
    return _body(row, row["level"], (row["parent_level"], row["parent"]), (row["line_level"], row["line"]))


@lru_cache(maxsize=1)
def body_edges() -> tuple[BodyEdge, ...]:
    return tuple(
        BodyEdge(
            predecessor=row["predecessor"],
            successor=row["successor"],
            day=date.fromisoformat(row["day"]),
            field=row["field"],
            kind=row["kind"],
            provinces=row["provinces"],
            source=row["source"],
        )
        for row in _rows("department_successions.csv")
    )


@lru_cache(maxsize=1)
def central_rows() -> tuple[CentralRow, ...]:
    return tuple(
        CentralRow(
            code=row["code"],
            name=row["name"],
            aliases=_list(row["aliases"]),
            kind=row["kind"],
            days=_days(row),
            successor=row["successor"],
            source=row["source"],
        )
        for row in _rows("central_bodies.csv")
    )


class NoProvince(LookupError):
    """No province goes by that name; the text is Vietnamese and offers the nearest ones."""


def find_province(text: str) -> str:
    """Identity (`T40`) of the province of this name, with or without marks and its kind; raises NoProvince."""
    names: dict[str, str] = {}
    for row in area_rows():
        if not row.parent and row.area.startswith("T"):
            names |= {fold(row.name): row.area, fold(row.short): row.area, row.area.casefold(): row.area}
    key = fold(text).removeprefix("tp.").removeprefix("tp ").strip()
    if key in names:
        return names[key]
    near = [row.short for row in area_rows() if not row.parent and fold(row.short) in get_close_matches(key, names)]
    offered = f" Có phải: {', '.join(dict.fromkeys(near))}?" if near else " Xin ghi tên như: Nghệ An, Quảng Ngãi."
    raise NoProvince(f"Không có tỉnh, thành phố «{text}».{offered}")


def family(province: str) -> tuple[str, ...]:
    """The province that holds this one's territory today, then every province that was merged into that one."""
    moves = [e for e in area_edges() if e.predecessor.startswith("T") and e.successor.startswith("T")]
    holder = _follow(province, lambda p: [e.successor for e in moves if e.predecessor == p])[-1]
    return tuple(_follow(holder, lambda p: [e.predecessor for e in moves if e.successor == p]))


def _follow(start: str, following: Callable[[str], list[str]]) -> list[str]:
    found = [start]
    for one in found:
        found += [n for n in following(one) if n not in found]
    return found


def areas_of(provinces: Iterable[str]) -> list[AreaRow]:
    """Versions of these provinces and of all areas that ever lay in them, provinces first, then tier by tier."""
    wanted, rows = set(provinces), list(area_rows())
    found = [row for row in rows if row.area in wanted]
    while True:
        tier = {row.area for row in rows if row.parent in wanted} - wanted
        if not tier:
            return found
        found += [row for row in rows if row.area in tier]
        wanted |= tier
