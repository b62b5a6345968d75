"""How a stretch of text is wrapped: whether at all, how wide, and whether blank lines part its lines or its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

STRETCH = 400
"""Lines that are measured together; a long file may be made of texts that are wrapped differently."""

MARGIN = 0.985
"""A line that leaves more of the width unused was ended on purpose."""

INDENTED = 0.93
"""Share of the width that the indented first line of a paragraph has."""

Fact = tuple[str, int, bool, bool]
"""A line's words, the empty lines before it, whether it has a label, whether it stands apart (tables)."""


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


def begins_low(words: str) -> bool:
    """Whether a line begins as the middle of a sentence does."""
    first = words[0]
    return first.islower() or first in ",;:.)%”/"


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
    close = _share_of_low(lines, 0, 0)
    wide = _share_of_low(lines, 1, 1)
    if wide[0] > 0.35 and wide[1] > 4:
        gap = 1
    elif close[0] > 0.35 and close[1] > 2:
        gap = 0
    else:
        return UNWRAPPED
    gaps = sum(1 for _, empty, _, apart in lines if empty > gap and not apart)
    spaced = gap == 0 and gaps * 6 > len(lines)
    width, first, measure = min((_widths(lines, gap, each) for each in (in_characters, in_serif)), key=lambda w: w[3])[:3]
    return Wrapping(True, gap, spaced, width, first, measure)


def _share_of_low(lines: Sequence[Fact], least: int, most: int) -> tuple[float, int]:
    """Share of unlabelled lines after so many empty lines that begin in lower case, and how many these are."""
    low = all_ = 0
    for words, gap, labelled, apart in lines:
        if least <= gap <= most and not labelled and not apart:
            all_ += 1
            low += begins_low(words)
    return (low / all_ if all_ else 0.0), low


def _widths(lines: Sequence[Fact], gap: int, measure: Measure) -> tuple[float, float, Measure, float]:
    """Width of full lines, of first lines, the measure, and how far full lines stay below the width on average."""
    inner: list[float] = []
    first: list[float] = []
    for before, line in zip(lines, lines[1:]):
        goes_on = line[1] <= gap and not line[2] and not line[3] and begins_low(line[0]) and before[0][-1] not in ".;:"
        if not goes_on:
            continue
        room = measure(before[0])
        if before[2]:
            first.append(room)
        elif begins_low(before[0]):
            inner.append(room)
    everything = sorted(inner or first)
    width = _quantile(everything, 0.95)
    loose = sum(width - room for room in everything) / (width * len(everything)) if width else 1.0
    first_width = _quantile(sorted(first), 0.9) if len(first) > 3 else width * INDENTED
    return width, min(first_width, width), measure, loose


def _quantile(values: Sequence[float], share: float) -> float:
    return values[int((len(values) - 1) * share)] if values else 0.0
