"""Text that stands twice: which paragraphs are another copy of others, and in what order one copy is read.

Pages are scraped with parts of them repeated. The most complete copy is kept as a run; what stands only in another copy
is read where it belongs in the kept one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.directive import Span

LEAST_PARAGRAPHS = 3
LEAST_CHARACTERS = 400
"""A shorter run of equal paragraphs may well be meant: offices repeat themselves."""
LONGEST_LEAP = 5
"""Paragraphs that one copy may have between two that both have."""

_NOISE = re.compile(r"[\W_]+")
GLANCE = 20
"""Letters and digits of a paragraph that are compared first."""
_ALIKE = str.maketrans("10", "lo")
"""Characters that a scan takes for one another."""


@dataclass(slots=True)
class Run:
    """A later copy: numbers of its paragraphs -> numbers of the same paragraphs in the first copy."""

    pairs: dict[int, int] = field(default_factory=dict)
    characters: int = 0

    @property
    def first(self) -> int:
        return next(iter(self.pairs))

    @property
    def last(self) -> int:
        return next(reversed(self.pairs))


@dataclass(frozen=True, slots=True)
class Reading:
    """Paragraphs in the order in which they are read, each once; and the runs that were left out."""

    order: list[int]
    dropped: list[Span]


def read_once(text: str, paragraphs: Sequence[Span], copies: Sequence[int] = ()) -> Reading:
    """Numbers of the paragraphs without the lesser copies; in time linear in the length of the paragraphs.

    `copies` are numbers of paragraphs with which another copy begins beyond doubt: there a short run will do.
    """
    sure = set(copies)
    runs = [
        run
        for run in _runs(text, paragraphs)
        if _is_copy(run) or not sure.isdisjoint(range(run.first - 3, run.first + 4))
    ]
    for run in runs:
        _begun_earlier(run, sure, text, paragraphs)
    if not runs:
        return Reading(list(range(len(paragraphs))), [])
    dropped: set[int] = set()
    inserted: dict[int, list[int]] = {}
    spans: list[Span] = []
    for group, end in _groups(runs, len(paragraphs)):
        kept, lesser = _choose(group, end, paragraphs)
        for numbers, twins, limit in lesser:
            dropped.update(numbers)
            spans.append((paragraphs[numbers[0]][0], paragraphs[numbers[-1]][1]))
            _move_extras(numbers, twins, limit, kept, dropped, inserted)
    order: list[int] = []
    for number in range(len(paragraphs)):
        if number not in dropped:
            order.append(number)
        order += inserted.get(number, [])
    return Reading(order, sorted(spans))


def _runs(text: str, paragraphs: Sequence[Span]) -> Iterator[Run]:
    """Runs of paragraphs that stood before, in order, with small gaps allowed."""
    keys = _keys(text, paragraphs)
    seen: dict[str, int] = {}
    run = Run()
    twin = place = -1
    for number, key in enumerate(keys):
        again = twin + 1 if run.pairs and twin + 1 < len(keys) and keys[twin + 1] == key else seen.get(key, -1)
        seen.setdefault(key, number)
        if again < 0 or again == number or not key:
            continue
        if run.pairs and not (
            twin < again <= twin + LONGEST_LEAP and number <= place + LONGEST_LEAP and again < run.first
        ):
            yield run
            run = Run()
        run.pairs[number] = again
        run.characters += len(key)
        twin, place = again, number
    if run.pairs:
        yield run


def _keys(text: str, paragraphs: Sequence[Span]) -> list[str]:
    """Each paragraph's letters and digits; of one that begins as no other does only the first: it is no copy."""
    firsts = [_first(text, *span) for span in paragraphs]
    times = Counter(firsts)
    return [
        first if times[first] == 1 else _key(text[start:end])
        for first, (start, end) in zip(firsts, paragraphs, strict=True)
    ]


def _first(text: str, start: int, end: int) -> str:
    first = _key(text[start : min(end, start + 3 * GLANCE)])[:GLANCE]
    return first if len(first) == GLANCE or end - start <= 3 * GLANCE else _key(text[start:end])[:GLANCE]


def _key(words: str) -> str:
    return _NOISE.sub("", words).casefold().translate(_ALIKE)


def _is_copy(run: Run) -> bool:
    count = len(run.pairs)
    spread = run.last - run.first + 1
    return (
        count >= LEAST_PARAGRAPHS
        and run.characters >= LEAST_CHARACTERS
        and count * 2 > spread
        and run.pairs[run.last] < run.first
    )


def _begun_earlier(run: Run, sure: set[int], text: str, paragraphs: Sequence[Span]) -> None:
    """Take into a run the paragraphs above it from where a copy surely begins, though a scan read them otherwise."""
    start = next((number for number in range(run.first - 3, run.first) if number in sure), run.first)
    earlier: dict[int, int] = {}
    for back in range(1, run.first - start + 1):
        number, twin = run.first - back, run.pairs[run.first] - back
        if twin < 0 or text[slice(*paragraphs[number])][:GLANCE] != text[slice(*paragraphs[twin])][:GLANCE]:
            break
        earlier[number] = twin
    run.pairs = {**dict(reversed(earlier.items())), **run.pairs}


def _groups(runs: Sequence[Run], end: int) -> Iterator[tuple[list[Run], int]]:
    """Runs that copy the same paragraphs, and where the last of them ends."""
    group: list[Run] = []
    reach = -1
    for run in sorted(runs, key=lambda run: run.pairs[run.first]):
        if group and run.pairs[run.first] > reach:
            yield sorted(group, key=lambda run: run.first), end
            group = []
        group.append(run)
        reach = max(reach, run.pairs[run.last])
    if group:
        yield sorted(group, key=lambda run: run.first), end


Lesser = tuple[list[int], dict[int, int], int]
"""Numbers to leave out, each one's number in the first copy, and where that copy ends."""


def _choose(group: list[Run], end: int, paragraphs: Sequence[Span]) -> tuple[dict[int, int], list[Lesser]]:
    """The kept copy (number in the first copy -> number kept) and the lesser copies."""
    origin = min(run.pairs[run.first] for run in group)
    starts = [origin, *(run.first for run in group)]
    ends = [*starts[1:], end]
    sizes = [
        paragraphs[stop - 1][1] - paragraphs[start][0] if stop > start else 0
        for start, stop in zip(starts, ends, strict=True)
    ]
    best = max(range(len(starts)), key=lambda number: (sizes[number], -number))
    kept: dict[int, int] = {}
    lesser: list[Lesser] = []
    if best:
        kept = {twin: number for number, twin in group[best - 1].pairs.items()}
        lesser.append((sorted(kept), {twin: twin for twin in kept}, starts[1]))
    for number, run in enumerate(group, 1):
        if number != best:
            lesser.append((list(run.pairs), run.pairs, run.last + 1))
    return kept, lesser


def _move_extras(
    numbers: list[int],
    twins: dict[int, int],
    limit: int,
    kept: dict[int, int],
    dropped: set[int],
    inserted: dict[int, list[int]],
) -> None:
    """What only the lesser copy has is read behind the kept twin of the paragraph before it."""
    leaving = set(numbers)
    home = numbers[0]
    for number in range(numbers[0], limit):
        if number in leaving:
            home = kept.get(twins[number], twins[number])
        elif number not in dropped and home != number:
            dropped.add(number)
            inserted.setdefault(home, []).append(number)
