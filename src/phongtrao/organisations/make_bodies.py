"""From areas to bodies: which bodies stood in which area on which days. Rows in, drafts out; no database.

A body that by its nature belongs to no other of its tier (the Front, the Party's offices, courts) stands in the tree
under the People's Committee of that tier all the same: papers reach it there, and a province has one root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from phongtrao.organisations.units import (
    AreaRow,
    BodyRow,
    Days,
    area_edges,
    body_edges,
    body_rows,
    central_rows,
)
from phongtrao.words import fold

TIERS = {"T": "tinh", "H": "huyen", "X": "xa", "C": "xa"}
"""First letter of an area's identity → tier; `C` are communes made on 1/7/2025, `X` older ones, some of which go on."""
TWO_TIERS = date(2025, 7, 1)
"""Since this day communes stand directly below the province; numbers of earlier communes were given to new ones."""
PARTY = {"tinh": ("Tỉnh ủy", "Tỉnh đoàn"), "thanh_pho_truc_thuoc": ("Thành ủy", "Thành đoàn")}
PEOPLES_COMMITTEE = "ubnd"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A version of a body, with codes where the row will have keys."""

    code: str
    area: str
    name: str
    short: str
    names: tuple[str, ...]
    """Every name it goes by."""
    kind: str
    level: str
    field: str
    parent: str
    line: str
    standing: str
    days: Days
    source: str

    def is_valid_on(self, day: date) -> bool:
        first, last = self.days
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class EdgeDraft:
    """What became of a body; no successor: it was abolished."""

    predecessor: str
    successor: str
    day: date
    kind: str
    field: str
    source: str


def common_days(one: Days, other: Days) -> Days | None:
    """Days that both spans have; None where they have none."""
    firsts = [d for d in (one[0], other[0]) if d]
    lasts = [d for d in (one[1], other[1]) if d]
    days = (max(firsts) if firsts else None, min(lasts) if lasts else None)
    return None if days[0] and days[1] and days[0] > days[1] else days


class Places:
    """Areas of a province and of those merged into it, and the first part of the codes of their bodies."""

    def __init__(self, rows: Iterable[AreaRow]) -> None:
        self.rows = list(rows)
        self._parent = {row.area: row.parent for row in self.rows}
        # A province keeps its code when it is renamed: the first name known makes it.
        self._today = {row.area for row in self.rows if row.days[1] is None or row.days[1] >= TWO_TIERS}
        self._slugs = {row.area: fold(row.short).replace(" - ", " ").replace(" ", "-") for row in reversed(self.rows)}

    def province(self, area: str) -> str:
        while self._parent[area]:
            area = self._parent[area]
        return area

    def code(self, area: str, suffix: str) -> str:
        """`nghe-an.cong-an`, `huyen.415.ubnd`, `xa.16681.ubnd`, `xa-cu.16763.ubnd` of a commune gone by 1/7/2025."""
        tier = TIERS[area[0]]
        if tier == "tinh":
            return f"{self._slugs[area]}.{suffix}"
        earlier = "-cu" if tier == "xa" and area not in self._today else ""
        return f"{tier}{earlier}.{area[1:]}.{suffix}"


def drafts(places: Places) -> list[Draft]:
    """Every body of these areas, each version once. Raises ValueError where two versions begin on the same day."""
    made = [*_central(), *(draft for row in places.rows for draft in _in_area(row, places))]
    whole = _joined(made)
    seen: set[tuple[str, date | None]] = set()
    for draft in whole:
        key = (draft.code, draft.days[0])
        if key in seen:
            raise ValueError(f"two versions of {draft.code} begin on {draft.days[0]}")
        seen.add(key)
    return whole


def _joined(made: Iterable[Draft]) -> list[Draft]:
    """Versions that follow each other without any difference become one."""
    whole: list[Draft] = []
    for draft in sorted(made, key=lambda d: (d.code, d.days[0] or date.min)):
        last = whole[-1] if whole else None
        if last and _goes_on(last, draft):
            whole[-1] = replace(last, days=(last.days[0], draft.days[1]))
        else:
            whole.append(draft)
    return whole


def _goes_on(last: Draft, draft: Draft) -> bool:
    follows = last.days[1] is not None and last.days[1] + ONE_DAY == draft.days[0]
    return follows and replace(last, days=draft.days, source=draft.source) == draft


def _central() -> Iterator[Draft]:
    for row in central_rows():
        yield Draft(
            code=row.code,
            area="",
            name=row.name,
            short="",
            names=(row.name, *row.aliases),
            kind=row.kind,
            level="trung_uong",
            field="",
            parent="" if row.code == "chinh-phu" else "chinh-phu",
            line="",
            standing="",
            days=row.days,
            source=row.source,
        )


def _in_area(area: AreaRow, places: Places) -> Iterator[Draft]:
    tier = TIERS[area.area[0]]
    province = places.province(area.area)
    if tier == "tinh":
        yield _peoples_committee_of_province(area, places)
    for row in body_rows():
        if row.level == tier and row.is_in(province, area.kind) and (days := common_days(area.days, row.days)):
            yield _draft(row, area, days, places)


def _peoples_committee_of_province(area: AreaRow, places: Places) -> Draft:
    short = f"UBND {_words_for(area)['cap']}"
    return Draft(
        code=places.code(area.area, PEOPLES_COMMITTEE),
        area=area.area,
        name=f"UBND {area.name}",
        short=short,
        names=(f"UBND {area.name}", short),
        kind=PEOPLES_COMMITTEE,
        level="tinh",
        field="",
        parent="",
        line="",
        standing="",
        days=area.days,
        source=area.source,
    )


def _draft(row: BodyRow, area: AreaRow, days: Days, places: Places) -> Draft:
    words = _words_for(area)
    # `Sở Tài chính tỉnh Hà Thanh` is `Sở Tài chính tỉnh` and `Sở Tài chính Hà Thanh` too.
    inner = [row.name.format_map({**words, "tinh": part}) for part in (words["cap"], words["ten"])]
    name, short = row.name.format_map(words), row.short.format_map(words)
    return Draft(
        code=places.code(area.area, row.suffix),
        area=area.area,
        name=name,
        short="" if short == name else short,
        names=(name, short, *(alias.format_map(words) for alias in row.aliases), *inner),
        kind=row.kind,
        level=row.level,
        field=row.field,
        parent=_superior(row.parent, area, places) or places.code(area.area, PEOPLES_COMMITTEE),
        line=_superior(row.line, area, places),
        standing=places.code(area.area, row.standing) if row.standing else "",
        days=days,
        source=row.source,
    )


def _words_for(area: AreaRow) -> dict[str, str]:
    """What stands for the marks in templates of names."""
    cap = "Thành phố" if area.kind == "thanh_pho_truc_thuoc" else "tỉnh"
    party, youth = PARTY.get(area.kind, ("", ""))
    return {"tinh": area.name, "ten": area.short, "cap": cap, "uy": party, "doan": youth, "dia_ban": area.name}


def _superior(named: tuple[str, str], area: AreaRow, places: Places) -> str:
    """Code of the body that a row names by tier and suffix, seen from an area; empty for none."""
    tier, suffix = named
    if not suffix:
        return ""
    if tier == "trung_uong":
        return next(row.code for row in central_rows() if row.name == suffix)
    if tier == TIERS[area.area[0]]:
        return places.code(area.area, suffix)
    return places.code(area.parent if tier == "huyen" else places.province(area.area), suffix)


def edges(places: Places, bodies: Iterable[Draft]) -> list[EdgeDraft]:
    """What became of departments and of whole provinces, where both ends were there at the time."""
    known: dict[str, list[Draft]] = {}
    for draft in bodies:
        known.setdefault(draft.code, []).append(draft)

    def lived(edge: EdgeDraft) -> bool:
        return any(d.is_valid_on(edge.day - ONE_DAY) for d in known.get(edge.predecessor, ())) and any(
            d.is_valid_on(edge.day) for d in known.get(edge.successor, ())
        )

    made = [*_central_edges(), *_department_edges(places), *_province_edges(places, known)]
    return list(dict.fromkeys(edge for edge in made if lived(edge)))


def _central_edges() -> Iterator[EdgeDraft]:
    for row in central_rows():
        if row.successor and row.days[1]:
            yield EdgeDraft(row.code, row.successor, row.days[1] + ONE_DAY, "merge", "", row.source)


def _department_edges(places: Places) -> Iterator[EdgeDraft]:
    for province in dict.fromkeys(row.area for row in places.rows if not row.parent):
        for e in body_edges():
            if e.is_in(province):
                ends = (places.code(province, e.predecessor), places.code(province, e.successor))
                yield EdgeDraft(*ends, e.day, e.kind, e.field, e.source)


def _province_edges(places: Places, known: dict[str, list[Draft]]) -> Iterator[EdgeDraft]:
    """A merged province's bodies go on in the body of the same kind of the other one, or in what that became."""
    provinces = {row.area for row in places.rows if not row.parent}
    for e in area_edges():
        if e.predecessor not in provinces or e.successor not in provinces:
            continue
        start = places.code(e.predecessor, "")
        for code in [code for code in known if code.startswith(start)]:
            suffix = code[len(start) :]
            became = [b for b in body_edges() if b.predecessor == suffix and not b.field and b.is_in(e.successor)]
            for heir in (suffix, *sorted({b.successor for b in became})):
                yield EdgeDraft(code, places.code(e.successor, heir), e.day, "merge", "", e.source)
