"""The labels that Word draws itself (`1.`, `a)`, `III.`, `-`), written out: a document's clauses hang on them.

Word keeps lists as *abstract* numberings with nine levels, each with a format and a pattern (`%1.%2.`), and
*numberings* that use them and may begin anew. A paragraph names a numbering itself or by its style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_SIGNS = {
    "\uf02d": "-", "\uf0f0": "-", "\uf02b": "+", "\uf02a": "*",
    "\uf0a7": "▪", "\uf06e": "▪", "§": "▪", "n": "▪", "o": "◦", "\uf0a8": "□",
}  # fmt: skip
"""Signs of the symbol fonts -> what one sees; any other is a dot. Where a file names the font apart, letters stand."""
_LETTERS_OF_SYMBOL_FONTS = "·Øüvwq"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 32_767
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, from where, and the pattern of its label."""

    kind: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    legal: bool = False
    restart: int | None = None
    """Only a level at or above this one (counted from 1) makes it begin anew; 0: nothing does."""


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in the order of its text."""

    levels: dict[str, dict[int, Level]]
    """Numbering -> its levels."""
    lists: dict[str, str]
    """Numbering -> the abstract list that it counts on."""
    anew: dict[str, dict[int, int]]
    """Numbering -> levels that begin anew when it is first used, and at what."""
    by_style: dict[str, tuple[str, int]]
    """Style -> numbering and level."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def label(self, paragraph: Any) -> str:
        """The label Word shows before a paragraph, or the empty string; counts it."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        number, depth = place
        levels = self.levels[number]
        level = levels.get(depth, Level())
        counts = self._count(number, depth, level)
        if level.kind == "bullet":
            return sign(level.pattern)
        if level.kind == "none":
            return level.pattern if not _PLACE.search(level.pattern) else ""
        return _PLACE.sub(lambda match: _shown(int(match[1]) - 1, counts, levels, level.legal), level.pattern)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Numbering and level of a paragraph: its own words first, then its style's."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self.by_style.get(_value(style)) if style is not None else self.by_style.get("")
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            return inherited
        number, depth = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        named = _value(number) if number is not None else (inherited[0] if inherited else "0")
        level = _integer(depth, inherited[1] if inherited and number is None else 0)
        return None if named == "0" else (named, min(max(level, 0), _LEVELS - 1))

    def _count(self, number: str, depth: int, level: Level) -> list[int | None]:
        counts = self.counts.setdefault(self.lists[number], [None] * _LEVELS)
        if number not in self.used:
            self.used.add(number)
            for at, start in self.anew.get(number, {}).items():
                counts[at] = start - 1
        now = counts[depth]
        counts[depth] = min(level.start if now is None else now + 1, _MOST)
        for below in range(depth + 1, _LEVELS):
            restart = self.levels[number].get(below, Level()).restart
            if restart is None or depth < restart:
                counts[below] = None
        return counts


def numbering(document: Any) -> Numbering:
    """The numbering of an opened Word document (python-docx `Document`); empty where it has none."""
    found = Numbering({}, {}, {}, {})
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    root = getattr(part, "element", None)
    if root is not None:
        _read_lists(root, found)
    _read_styles(document.styles.element, found)
    return found


def _read_lists(root: Any, found: Numbering) -> None:
    abstract = {_attribute(a, "abstractNumId"): a for a in root.findall(f"{W}abstractNum")}
    for num in root.findall(f"{W}num"):
        number, named = _attribute(num, "numId"), _value(num.find(f"{W}abstractNumId"))
        if named not in abstract:
            continue
        found.lists[number] = named
        levels = dict(_levels(_linked(abstract, named).findall(f"{W}lvl")))
        found.anew[number] = {}
        for override in num.findall(f"{W}lvlOverride"):
            at = _integer_of(_attribute(override, "ilvl"), 0)
            levels.update(_levels(override.findall(f"{W}lvl")))
            if (start := override.find(f"{W}startOverride")) is not None:
                found.anew[number][min(max(at, 0), _LEVELS - 1)] = _integer(start, 1)
        found.levels[number] = levels
        for level in abstract[named].findall(f"{W}lvl"):
            if (style := level.find(f"{W}pStyle")) is not None:
                found.by_style.setdefault(_value(style), (number, _integer_of(_attribute(level, "ilvl"), 0)))


def _linked(abstract: dict[str, Any], named: str) -> Any:
    """An abstract list, or the one that holds its levels where it only names a list style."""
    style = _value(abstract[named].find(f"{W}numStyleLink"))
    holders = (a for a in abstract.values() if style and _value(a.find(f"{W}styleLink")) == style)
    return next(holders, abstract[named])


def _levels(elements: Iterable[Any]) -> Iterable[tuple[int, Level]]:
    for element in elements:
        restart = element.find(f"{W}lvlRestart")
        yield (
            _integer_of(_attribute(element, "ilvl"), 0),
            Level(
                kind=_value(element.find(f"{W}numFmt")) or "decimal",
                pattern=_value(element.find(f"{W}lvlText")),
                start=_integer(element.find(f"{W}start"), 1),
                legal=element.find(f"{W}isLgl") is not None,
                restart=None if restart is None else _integer(restart, 0),
            ),
        )


def _read_styles(root: Any, found: Numbering) -> None:
    """Which numbering a style brings with it, by itself or by the style it is based on."""
    styles = {_attribute(style, "styleId"): style for style in root.findall(f"{W}style")}
    for name, style in styles.items():
        seen: set[str] = set()
        level: int | None = None
        at: Any = style
        while at is not None and (own := _attribute(at, "styleId")) not in seen:
            seen.add(own)
            place = at.find(f"{W}pPr/{W}numPr")
            if place is not None and level is None and place.find(f"{W}ilvl") is not None:
                level = _integer(place.find(f"{W}ilvl"), 0)
            if place is not None and (number := place.find(f"{W}numId")) is not None:
                linked = found.by_style.get(own, ("", 0))[1]
                found.by_style[name] = (_value(number), linked if level is None else level)
                break
            at = styles.get(_value(at.find(f"{W}basedOn")))
        default = _attribute(style, "type") == "paragraph" and _attribute(style, "default") in ("1", "true")
        if default and name in found.by_style:
            found.by_style[""] = found.by_style[name]


def _shown(at: int, counts: list[int | None], levels: dict[int, Level], legal: bool) -> str:
    level = levels.get(at, Level())
    number = counts[at]
    return numeral(level.start if number is None else number, "decimal" if legal else level.kind)


def numeral(number: int, kind: str) -> str:
    """A number in one of Word's formats of counting; those that Vietnamese papers do not use count in figures."""
    if kind in ("upperRoman", "lowerRoman") and number > 0:
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def sign(written: str) -> str:
    """A bullet as one sees it: characters of the symbol fonts stand in a private range and mean nothing elsewhere."""
    written = written.strip()
    if written in _SIGNS:
        return _SIGNS[written]
    symbol = not written or written in _LETTERS_OF_SYMBOL_FONTS or "\ue000" <= written[0] <= "\uf8ff"
    return "•" if symbol else written


def _attribute(element: Any, name: str) -> str:
    return str(element.get(W + name) or "")


def _value(element: Any) -> str:
    return "" if element is None else _attribute(element, "val")


def _integer(element: Any, otherwise: int) -> int:
    return otherwise if element is None else _integer_of(_value(element), otherwise)


def _integer_of(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else otherwise
