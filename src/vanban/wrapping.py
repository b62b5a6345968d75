"""How a stretch of text is wrapped: whether at all, how wide, whether blank lines part its lines or its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

STRETCH = 400
"""Lines that are measured together; a long file may be made of texts that are wrapped differently."""

SHORTEST = 20
"""Characters; shorter lines say nothing about how a text was wrapped."""

MANY = 20
"""Lines that went on: enough of them to tell the width alone."""

MARGIN = 0.985
"""A line that leaves more of the width unused was ended on purpose."""

INDENTED = 0.93
"""Share of the width that the indented first line of a paragraph has."""


class Fact(NamedTuple):
    """What is known of a line before it is known where its paragraph begins."""

    words: str
    gap: int
    """Empty lines before it."""
    labelled: bool
    apart: bool
    """It stands in a table or right behind one."""
    indent: int = 0
    """Blanks in front of it."""


class _Widths(dict[str, float]):
    """Widths of characters in the serif face that offices write in, in ems; letters that are not listed take half."""

    def __missing__(self, character: str) -> float:
        width = 0.72 if character.isupper() else 0.5
        self[character] = width
        return width


_NARROW = dict.fromkeys("iljtíìỉĩịfI.,;:!'|()[]/- rJ", 0.31)
_WIDE = dict.fromkeys("mMWw%—…", 0.8)
_SERIF = _Widths({**_NARROW, **dict.fromkeys("sczeaéèẻẽẹêếềểễệáàảãạăắằẳẵặâấầẩẫậ", 0.44), **_WIDE})

Measure = Callable[[str], float]


def in_serif(words: str) -> float:
    """Width of words as printed, in ems."""
    return sum(map(_SERIF.__getitem__, words))


def in_characters(words: str) -> float:
    """Width of words where every character takes the same room."""
    return float(len(words))


_REMARKS = ("(ban hành", "(kèm", "(đính kèm", "(được ban hành")
"""Beginnings of lines that stand under a title."""


def begins_low(words: str) -> bool:
    """Whether a line begins as the middle of a sentence does."""
    if words[0] == "(" and words[1:2].islower():
        return not words.startswith(_REMARKS)
    return words[0].islower() or words[0] in ",;:.)%”/"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The way in which the lines of a stretch of text were wrapped."""

    wrapped: bool = False
    gap: int = 0
    """Most empty lines between two lines of one paragraph."""
    spaced: bool = False
    """Empty lines part the paragraphs, so that lines without one between them belong together."""
    width: float = 0.0
    first_width: float = 0.0
    """Width of the first lines of paragraphs: they are indented, and some sources broke them sooner still."""
    measure: Measure = in_characters
    margin: int | None = None
    """Blanks in front of lines that go on, where paragraphs are set off from them by more blanks."""

    def is_full(self, words: str, following: str, first: bool = False) -> bool:
        """Whether the first word of the following line found no room after these words."""
        limit = self.first_width if first else self.width
        taken = self.measure(words) + self.measure(" ") + self.measure(following.split(" ", 1)[0])
        return taken > limit * MARGIN

    def is_short(self, words: str) -> bool:
        """Whether a line fills little more than half of the width."""
        return self.measure(words) < self.width * 0.6

    def broke_early(self, words: str, following: str) -> bool:
        """Whether a line, though more follows in its sentence, was broken where only first lines of paragraphs are."""
        if self.first_width >= self.width * 0.8 or not begins_low(following) or words[-1] in ".;:":
            return False
        return self.measure(words) <= self.first_width * 1.1


UNWRAPPED = Wrapping()


def wrappings(lines: Sequence[Fact]) -> list[Wrapping]:
    """For each line the wrapping of the stretch it stands in."""
    styles: list[Wrapping] = []
    for start in range(0, len(lines), STRETCH):
        part = lines[start : start + STRETCH]
        styles += [_style(part)] * len(part)
    return styles


def _style(lines: Sequence[Fact]) -> Wrapping:
    if _goes_on_low(lines, 1):
        gap = 1
    elif _goes_on_low(lines, 0):
        gap = 0
    else:
        return UNWRAPPED
    gaps = sum(1 for line in lines if line.gap > gap and not line.apart)
    spaced = gap == 0 and gaps * 6 > len(lines)
    lengths = _lengths(lines, gap, in_characters)
    if lengths.misfits:
        lengths = min(lengths, _lengths(lines, gap, in_serif), key=lambda each: each.misfits)
    return Wrapping(True, gap, spaced, lengths.width, lengths.first, lengths.measure, _margin(lines, gap))


def _margin(lines: Sequence[Fact], gap: int) -> int | None:
    """How far lines that go on are set in, where lines that begin a paragraph are set in further; else None."""
    inner: list[int] = []
    first: list[int] = []
    for before, line in zip(lines, lines[1:], strict=False):
        if line.gap <= gap and not line.labelled and begins_low(line.words) and before.words[-1] not in ".;:":
            inner.append(line.indent)
        elif line.labelled:
            first.append(line.indent)
    margin = max(inner, key=inner.count) if inner else 0
    steady = sum(indent == margin for indent in inner) > 0.85 * len(inner)
    set_in = sum(indent > margin for indent in first) > 0.7 * len(first)
    return margin if steady and set_in and len(first) > 3 else None


def _goes_on_low(lines: Sequence[Fact], gap: int) -> bool:
    """Whether many lines with so many empty lines before them go on, in lower case, in a sentence that was broken."""
    low = broken = 0
    for before, line in zip(lines, lines[1:], strict=False):
        if line.gap != gap or line.labelled or line.apart:
            continue
        if len(before.words) < SHORTEST or before.words[-1] in ".;:!?":
            continue
        broken += 1
        low += begins_low(line.words)
    return low > 2 and low > 0.35 * broken and low > 0.1 * len(lines)


@dataclass(frozen=True, slots=True)
class _Lengths:
    """How wide lines are by one measure."""

    measure: Measure
    width: float
    first: float
    misfits: float
    """Share of lines that were broken though the next word would still have fitted: by the right measure, none."""


def _lengths(lines: Sequence[Fact], gap: int, measure: Measure) -> _Lengths:
    inner: list[tuple[float, float]] = []
    first: list[float] = []
    blank = measure(" ")
    for before, line in zip(lines, lines[1:], strict=False):
        goes_on = line.gap <= gap and not line.labelled and not line.apart and begins_low(line.words)
        if not goes_on or before.words[-1] in ".;:":
            continue
        room = measure(before.words)
        if before.labelled or before.gap > gap:
            first.append(room)
        else:
            inner.append((room, room + blank + measure(line.words.split(" ", 1)[0])))
    width = _quantile(sorted(measure(line.words) for line in lines if not line.apart), 0.98)
    if len(inner) > MANY:
        width = min(width, _quantile(sorted(room for room, _ in inner), 0.98))
    misfits = sum(taken <= width * MARGIN for _, taken in inner) / len(inner) if inner else 1.0
    narrow = _quantile(sorted(first), 0.8) if len(first) > 3 else width * INDENTED
    return _Lengths(measure, width, min(narrow, width), misfits)


def _quantile(values: Sequence[float], share: float) -> float:
    return values[int((len(values) - 1) * share)] if values else 0.0
