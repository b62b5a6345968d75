"""Labels in front of items: `Phần I`, `II.`, `Điều 3.`, `1.`, `2.1.`, `a)`, `(1)`, `-`, `+`.

Which marks count as labels follows Decree 30/2020/NĐ-CP (Phần, Chương, Mục, Điều, khoản, điểm), the older Circular
01/2011/TT-BNV (`1-`, `I-`, `a/`) and the bullets that word processors write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))
"""Capital letters of Vietnamese, for use inside a character class."""

ORDER = "abcdđeghiklmnopqrstuvxy"
"""Letters in the order in which Vietnamese points (điểm) are lettered."""

ORDINALS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}

_MISREAD = str.maketrans("1l|", "III")
BULLETS = "-–—−‒+*•●▪■◦·∙○►➢➤✓✔→⁃§"
DASHES = "–—−‒⁃"


@dataclass(frozen=True, slots=True)
class Label:
    """The label of an item: its kind, its place in the row of its kind, as printed, the characters it takes."""

    kind: str
    """`phan`, `chuong`, `muc`, `dieu`, `upper`, `roman`, `multi`, `arabic`, `bracket` (`1)`), `letter`, `small`
    (`ii)`), `paren` (`(1)`), `paren-letter`, `paren-small`, `bullet`.
    """
    value: tuple[int, ...]
    """`(3,)`, `(2, 1)`; empty for a bullet."""
    text: str
    length: int
    bare: bool = False
    """Nothing closes it (`II NHIỆM VỤ`): only its place in a row of numbers shows that it is a label."""


_ROMAN = r"[IVX]{1,6}"
_DASHED = rf" ?[.)] ?[-–](?= ?[{UPPER}“\"])"
"""`1.- Sở Y tế`, as papers of the 1990s and 2000s close their labels."""
_NUMBER_WORD = "|".join(ORDINALS)
_PATTERNS = (
    (
        "phan",
        rf"(?:Phần|PHẦN)(?: thứ| THỨ)? (?P<phan>{_ROMAN}|\d{{1,2}}|(?i:{_NUMBER_WORD}))(?!\w)"
        rf"(?: ?[.:]| ?$|(?= ?[-–]| [{UPPER}]{{2}}))",
    ),
    ("chuong", rf"(?:Chương|CHƯƠNG) (?P<chuong>{_ROMAN}|\d{{1,2}})(?!\w)(?: ?[.:]| ?$|(?= [-–{UPPER}]{{2}}))"),
    ("muc", rf"(?:Mục|MỤC) (?P<muc>{_ROMAN}|\d{{1,2}})(?!\w)(?: ?[.:]| ?$|(?= [{UPPER}]{{2}}))"),
    ("dieu", rf"(?:Điều|ĐIỀU) (?P<dieu>\d{{1,3}})(?P<dieu_more>[a-zđ]?)(?:{_DASHED}| ?[.:])"),
    (
        "multi",
        rf"(?P<multi>(?:{_ROMAN}|[A-H]|\d{{1,2}})(?:\.\d{{1,2}}){{1,5}})"
        rf"(?: ?[.)/:](?![\d%])| ?[-–](?= ?[{UPPER}“\"])| (?=[{UPPER}“\"]))",
    ),
    ("roman", rf"(?P<roman>{_ROMAN})(?:{_DASHED}| ?(?:[.):](?![\d/])|[-–/](?= ?[{UPPER}“\"])))"),
    ("bare", rf"(?P<bare>{_ROMAN})(?= [{UPPER}]{{2}}[{UPPER}\d ,;:.()“”\"&/-]*$)"),
    ("misread", rf"(?P<misread>[IVX1l|]{{0,4}}[l|][IVX1l|]{{0,4}})(?:\. ?)(?=[{UPPER}]{{2}})"),
    ("small", r"(?P<small>[ivx]{2,4}) ?[.)](?=[ ])"),
    ("upper", r"(?P<upper>[A-HK-PĐ]) ?[.)/](?= ?\S)(?![\w/])"),
    ("arabic", rf"(?P<arabic>\d{{1,3}})(?:{_DASHED}| ?(?:\.(?![\d%])|/(?= ?[{UPPER}“\"])|[-–](?= ?[{UPPER}“\"])))"),
    ("bracket", r"(?P<bracket>\d{1,2}) ?\)"),
    ("letter", rf"(?P<letter>[a-zđ])(?:{_DASHED}| ?(?:\)|[./-](?= \S| ?[{UPPER}“\"]|$)))"),
    ("paren", r"\((?P<paren>\d{1,2}|[a-zđ]|[ivx]{2,4})\) ?[.:]?(?! ?[-+*/=])"),
    ("bullet", rf"(?P<bullet>[{re.escape(BULLETS)}])(?![-+*=_.]| *$)|(?P<circle>o)(?= [{UPPER}“\"])"),
)
LABEL = re.compile("|".join(f"(?P<{name}_>{pattern})" for name, pattern in _PATTERNS))
_STARTS = frozenset("PCMĐIVXABDEFGHKLNOabcdđeghiklmnopqrstuvxyjwfz(|0123456789" + BULLETS)

_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMANS = {"X" * tens + unit: 10 * tens + ones for tens in range(4) for ones, unit in enumerate(_UNITS)}


def roman(numeral: str) -> int:
    """The value of a numeral of I, V and X in capital letters; 0 where it is none."""
    return _ROMANS.get(numeral, 0)


def letter(name: str) -> int:
    """The place of a letter among the points, from 1; 0 where points are not lettered so."""
    return ORDER.find(name) + 1


def _ordinal(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    return ORDINALS.get(numeral.casefold()) or roman(numeral)


def _multi(label: str) -> tuple[int, ...]:
    first, *rest = label.split(".")
    head = int(first) if first.isdigit() else roman(first) or ord(first) - ord("A") + 1
    return (head, *map(int, rest))


def _read(match: re.Match[str]) -> tuple[str, tuple[int, ...], str] | None:
    """Kind, value and printed form of a label that the pattern found."""
    kind = (match.lastgroup or "").rstrip("_")
    words = match.group(kind) or match.group("circle")
    if kind in ("phan", "chuong", "muc"):
        name = {"phan": "Phần", "chuong": "Chương", "muc": "Mục"}[kind]
        thu = " thứ" if words.casefold() in ORDINALS else ""
        return kind, (_ordinal(words),), f"{name}{thu} {words.casefold() if thu else words}"
    if kind == "dieu":
        return kind, (int(words),), f"Điều {words}{match.group('dieu_more')}"
    if kind == "multi":
        return kind, _multi(words), words
    if kind in ("arabic", "bracket"):
        return kind, (int(words),), words
    if kind in ("roman", "bare", "misread"):
        numeral = words.translate(_MISREAD)
        return ("roman", (roman(numeral),), numeral) if roman(numeral) else None
    if kind == "upper":
        return kind, (letter(words.casefold()),), words
    if kind == "letter":
        return kind, (letter(words),), words
    if kind == "small":
        return (kind, (roman(words.upper()),), words) if roman(words.upper()) else None
    if kind == "paren":
        return _paren(words)
    return kind, (), "-" if words in DASHES else words


def _paren(words: str) -> tuple[str, tuple[int, ...], str]:
    if words.isdigit():
        return "paren", (int(words),), words
    if len(words) > 1 and roman(words.upper()):
        return "paren-small", (roman(words.upper()),), words
    return "paren-letter", (letter(words[:1]),), words


def read_label(line: str, start: int = 0) -> Label | None:
    """The label that begins at `start` of a line, with the blanks behind it counted in; None where there is none."""
    if start >= len(line) or line[start] not in _STARTS:
        return None
    match = LABEL.match(line, start)
    found = _read(match) if match else None
    if match is None or found is None:
        return None
    end = match.end()
    while end < len(line) and line[end] == " ":
        end += 1
    return Label(*found, length=end - start, bare=match.lastgroup == "bare_")


def in_a_row(labels: list[Label | None]) -> list[Label | None]:
    """The labels without bare numerals that follow on no other."""
    last = 0
    for place, label in enumerate(labels):
        if label is None or label.kind != "roman":
            continue
        if label.bare and label.value[0] not in (1, last + 1):
            labels[place] = None
        else:
            last = label.value[0]
    return labels
