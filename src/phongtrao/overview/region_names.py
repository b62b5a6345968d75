"""Which region of a file is which unit of the map: by code and by name, where these do not gainsay one another."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from phongtrao.overview.geojson import Feature
from phongtrao.overview.simplify import Shape
from phongtrao.overview.territory import Place, bare
from phongtrao.words import fold

TWO_UNITS = "{} (mã và tên là của hai đơn vị khác nhau)"
OTHER_NAME = "«{}» khớp theo mã với {}, tên khác"
OTHER_KIND = "«{}» khớp theo tên với {}, khác loại"
TIERS = ({"tỉnh", "thành phố"}, {"xã", "phường", "đặc khu"})
"""Kinds of one tier of today: what changes its kind keeps its name and territory."""
JOINED = "{} ghép từ {} vùng"


@dataclass(slots=True)
class Matched:
    """Unit → rings of all regions that are its own; what the others are called; what a person should look at again."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    regions: Counter[str] = field(default_factory=Counter)
    unmatched: list[str] = field(default_factory=list)
    otherwise: list[tuple[str, str]] = field(default_factory=list)
    """Regions that a code alone brought to a unit of another name: codes had belonged to other units before."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Regions of a unit's name and another kind of its tier: a commune becomes a ward, a province a city."""

    def said_again(self, places: Iterable[Place]) -> tuple[str, ...]:
        names = {place.code: place.name for place in places}
        other = (OTHER_NAME.format(said, names[code]) for said, code in self.otherwise)
        kinds = (OTHER_KIND.format(said, names[code]) for said, code in self.renamed)
        joined = (JOINED.format(names[code], count) for code, count in self.regions.items() if count > 1)
        return (*other, *kinds, *joined)


def matched(features: Iterable[Feature], places: Sequence[Place]) -> Matched:
    """By code (ours or the State's, with or without leading noughts), else by name: the whole name, or the name without
    a kind where only one unit bears it; where code and name are two units', neither.

    A name with a kind of another tier (`huyện` for `xã`) or with other marks is another place's; one written without
    any mark is taken where only one unit fits.
    """
    by_code = {key: place.code for place in places for key in (place.code.casefold(), place.number.lstrip("0"))}
    by_code.pop("", None)
    names = _Names(places)
    found = Matched()
    for one in features:
        coded = next(filter(None, (by_code.get(code.casefold().lstrip("0")) for code in one.codes)), None)
        named = next(filter(None, map(names.unit, one.names)), None)
        alike = None if coded or named else next(filter(None, map(names.alike, one.names)), None)
        unit = coded or named or alike
        if unit is None:
            found.unmatched.append(one.said)
        elif coded and named and coded != named:
            found.unmatched.append(TWO_UNITS.format(one.said))
        else:
            if alike:
                found.renamed.append((one.said, unit))
            elif one.names and named is None:
                found.otherwise.append((one.said, unit))
            found.regions[unit] += 1
            found.shapes[unit] = (*found.shapes.get(unit, ()), *one.rings)
    return found


class _Names:
    """Units by what they are called."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.marked = _once((marked(name), place.code) for place in places for name in {place.name, place.bare})
        self.kinds = {place.code: place.name.casefold().removesuffix(place.bare.casefold()).strip() for place in places}
        self.plain = _once((_words(fold(name)), place.code) for place in places for name in {place.name, place.bare})

    def unit(self, name: str) -> str | None:
        """The unit of this name; None where none is, or several are."""
        if fold(name) == " ".join(name.casefold().split()):
            return self.plain.get(_words(fold(name)))
        return self.marked.get(marked(name))

    def alike(self, name: str) -> str | None:
        """The one unit of this name and another kind of the same tier."""
        kind, rest = (part.strip() for part in (name[: -len(bare(name))].casefold(), bare(name)))
        unit = self.marked.get(marked(rest)) if kind else None
        return unit if unit and any({kind, self.kinds[unit]} <= tier for tier in TIERS) else None


def marked(name: str) -> str:
    """A name in small letters, each word with its marks behind it, so that it does not matter where a tone stands.

    >>> marked("Xã Hòa  Sơn") == marked("xã Hoà Sơn"), marked("xã Hóa Sơn") == marked("xã Hoà Sơn")
    (True, False)
    """
    return " ".join(map(_sorted, _words(unicodedata.normalize("NFD", name.casefold())).split()))


def _sorted(word: str) -> str:
    letters = "".join(c for c in word if not unicodedata.combining(c))
    return letters + "".join(sorted(c for c in word if unicodedata.combining(c)))


def _words(name: str) -> str:
    """Letters, digits and marks, one blank between words."""
    return " ".join("".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in name).split())


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keys that stand for one unit only."""
    found: dict[str, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: min(codes) for key, codes in found.items() if len(codes) == 1}
