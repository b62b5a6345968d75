"""The bodies of one day as one issuer sees them: its province's (the whole country's for a central issuer)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations import tree
from phongtrao.organisations.models import AreaVersion, Organisation, OrganisationVersion

CENTRAL, PROVINCE, DISTRICT, COMMUNE = "trung_uong", "tinh", "huyen", "xa"
TIERS = (CENTRAL, PROVINCE, DISTRICT, COMMUNE)
PEOPLES_COMMITTEE = "ubnd"
KIND_WORDS = {
    "huyen": "huyen",
    "thi xa": "thi_xa",
    "thanh pho": "thanh_pho",
    "quan": "quan",
    "xa": "xa",
    "phuong": "phuong",
    "thi tran": "thi_tran",
    "dac khu": "dac_khu",
}
"""Words for kinds of area, as keys write them → slug."""
WORDS_OF_KIND = {slug: word for word, slug in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A body as it is that day."""

    pk: int
    code: str
    kind: str
    level: str
    parent: int | None
    area_kind: str
    stem: str
    """Its name without its area's: `cong an` of `Công an xã An Lạc`; the whole name where that does not end in it."""


class Directory:
    """Bodies by name, by tier and kind. `home` are those under the People's Committee that the issuer belongs to."""

    def __init__(self, issuer: Organisation, day: date) -> None:
        self.issuer = issuer
        self.day = day
        self._names: dict[str, set[int]] = defaultdict(set)
        self.province_words: set[str] = set()
        """`tinh ha thanh` and `ha thanh`: what may stand after a group of the whole province."""
        self.entries: dict[int, Entry] = {}
        self._read(self._scope())
        self.level, self.home = self._find_home()
        self._name_own_tier()

    def _scope(self) -> set[int] | None:
        """Ids of bodies in sight; None for all of them."""
        version = self.issuer.version(self.day)
        if version is None or version.level == CENTRAL:
            return None
        central = OrganisationVersion.objects.on(self.day).filter(level=CENTRAL).values_list("organisation", flat=True)
        return tree.below(tree.roots_of([self.issuer.pk], self.day), self.day) | set(central)

    def _read(self, scope: set[int] | None) -> None:
        areas = {
            area: (kind, folded)
            for area, kind, folded in AreaVersion.objects.on(self.day).values_list("area", "kind", "folded")
        }
        rows = OrganisationVersion.objects.on(self.day).values_list(
            *("organisation", "organisation__code", "kind", "level", "parent", "organisation__area", "folded", "keys")
        )
        for pk, code, kind, level, parent, area, folded, keys in rows.iterator():
            if scope is not None and pk not in scope:
                continue
            area_kind, area_key = areas.get(area, ("", ""))
            stem = folded.removesuffix(f" {area_key}") if area_key else folded
            self.entries[pk] = Entry(pk, code, kind, level, parent, area_kind, stem)
            for key in (folded, *keys.strip("|").split("|")):
                self._names[key].add(pk)
            if kind == PEOPLES_COMMITTEE and area_key:
                # A place that is told to do something stands for its People's Committee.
                self._names[area_key].add(pk)
                if level == PROVINCE:
                    self.province_words |= {area_key, area_key.removeprefix("tinh ").removeprefix("thanh pho ")}

    def _find_home(self) -> tuple[str, set[int]]:
        entry = self.entries.get(self.issuer.pk)
        while entry and entry.kind != PEOPLES_COMMITTEE and entry.parent in self.entries:
            entry = self.entries[entry.parent]
        if entry is None or entry.level == CENTRAL or entry.kind != PEOPLES_COMMITTEE:
            return CENTRAL, set(self.entries)
        return entry.level, self.below(entry.pk)

    def below(self, pk: int) -> set[int]:
        """A body and all under it."""
        children: dict[int | None, list[int]] = defaultdict(list)
        for entry in self.entries.values():
            children[entry.parent].append(entry.pk)
        found = [pk]
        for one in found:
            found += children[one]
        return set(found)

    def _name_own_tier(self) -> None:
        """`Hội Nông dân` in a province's paper, `UBND xã` or `Công an phường` in a commune's mean the issuer's own.

        A bare name of two words (`Công an`) may mean all tiers together, so it names nobody.
        """
        for pk in self.home:
            entry = self.entries[pk]
            if entry.level != self.level or self.level == CENTRAL:
                continue
            if len(entry.stem.split()) > 2:
                self._names[entry.stem].add(pk)
            if entry.area_kind in WORDS_OF_KIND:
                self._names[f"{entry.stem} {WORDS_OF_KIND[entry.area_kind]}"].add(pk)

    def named(self, key: str) -> tuple[Entry, ...]:
        """Bodies that go by this name: those at home first, else those of the province, else central ones.

        More than one of the same nearness are all given: the name alone does not tell them apart.
        """
        found = [self.entries[pk] for pk in sorted(self._names.get(key, ()))]
        for near in (
            [e for e in found if e.pk in self.home],
            [e for e in found if e.level != CENTRAL],
            found,
        ):
            if near:
                return tuple(near)
        return ()

    def select(self, fits: Callable[[Entry], bool], everywhere: bool = False) -> tuple[Entry, ...]:
        """Bodies at home (or in all that is in sight) that fit, in the order of their codes."""
        pool: Iterable[int] = self.entries if everywhere else self.home
        return tuple(sorted((e for pk in pool if fits(e := self.entries[pk])), key=lambda e: e.code))

    def stems(self, level: str) -> set[str]:
        """What bodies of a tier are called apart from their areas: `ubnd`, `cong an`, `ban chi dao 138`."""
        return {e.stem for e in self.entries.values() if e.level == level and e.area_kind}

    @property
    def lower_tiers(self) -> tuple[str, ...]:
        """Tiers below the issuer's that have People's Committees that day, the nearest first."""
        below = TIERS[TIERS.index(self.level) + 1 :]
        there = {e.level for e in self.entries.values() if e.kind == PEOPLES_COMMITTEE and e.pk in self.home}
        return tuple(tier for tier in below if tier in there)


def directory(issuer: Organisation, day: date) -> Directory:
    """The directory of that day; remembered on the issuer object, so once a request."""
    known: dict[date, Directory] = issuer.__dict__.setdefault("_directories", {})
    if day not in known:
        known[day] = Directory(issuer, day)
    return known[day]
