"""Two copies of one document held beside each other: what a newer copy would change in the duties.

Duties are matched by their words, not by their place: a better copy has headings that were lost, and numbers its items
anew. Nothing is changed by it; a person decides what follows for duties already adopted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanban.lines import fold

ContractDuty = Mapping[str, Any]
"""One of `duties` of the contract (`vanban read --json`)."""

FIELDS = ("words", "actors", "deadlines", "with", "kind", "to", "via")
"""What may differ between two copies of a duty, in the order in which a person asks."""
LEAST_SHARED = 0.6
"""Of the words of two duties that must be the same for one to be a copy of the other."""
_COMMON = 40
"""A pair of words that stands in more duties than these tells little of any of them."""
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: its duties by the contract, and the text that their offsets count."""

    duties: Sequence[ContractDuty]
    text: str

    def words(self, index: int) -> str:
        """The words of a duty, in one line."""
        duty = self.duties[index]
        return " ".join(self.text[duty["start"] : duty["end"]].split())


@dataclass(frozen=True, slots=True)
class Pair:
    """A duty in both copies, by its place among the duties of each; `changed` names the fields that differ.

    That it is `moved` to another clause, as where a lost heading was found again, changes nothing of what it asks.
    """

    old: int
    new: int
    changed: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is the same, what differs, what only one copy has; duties by their place among those of their copy."""

    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]


def compared(old: Copy, new: Copy) -> Comparison:
    """Match the duties of two copies: the very same, then those whose words are, then those with most words shared.

    Takes time linear in the length of both copies. Marks, capitals and punctuation are no difference of words.
    """
    match = _Match(old, new)
    match.equal(lambda copy, n: (_plain(copy.words(n)), *(_value(copy.duties[n], f) for f in FIELDS[1:])))
    match.equal(lambda copy, n: (_plain(copy.words(n)), _value(copy.duties[n], "actors")))
    match.equal(lambda copy, n: (_plain(copy.words(n)), copy.duties[n]["kind"]))
    match.alike()
    pairs = [_pair(old, a, new, b) for a, b in sorted(match.pairs)]
    return Comparison(
        tuple(pair for pair in pairs if not pair.changed),
        tuple(pair for pair in pairs if pair.changed),
        tuple(sorted(match.left_old)),
        tuple(sorted(match.left_new)),
    )


class _Match:
    """Pairs made so far, and the duties of either copy that have none."""

    def __init__(self, old: Copy, new: Copy) -> None:
        self.old, self.new = old, new
        self.left_old, self.left_new = dict.fromkeys(range(len(old.duties))), dict.fromkeys(range(len(new.duties)))
        self.pairs: list[tuple[int, int]] = []

    def _join(self, old: int, new: int) -> None:
        self.pairs.append((old, new))
        del self.left_old[old], self.left_new[new]

    def equal(self, key: Callable[[Copy, int], Hashable]) -> None:
        """Pair what has one key, in the order of the text."""
        there: dict[Hashable, list[int]] = {}
        for n in reversed(self.left_new):
            there.setdefault(key(self.new, n), []).append(n)
        for n in list(self.left_old):
            if twins := there.get(key(self.old, n)):
                self._join(n, twins.pop())

    def alike(self) -> None:
        """Pair what shares most of its words, the likest first."""
        ours = {n: _shingles(self.old.words(n)) for n in self.left_old}
        theirs = {n: _shingles(self.new.words(n)) for n in self.left_new}
        holders: dict[tuple[str, ...], list[int]] = {}
        for n, shingles in theirs.items():
            for shingle in shingles:
                holders.setdefault(shingle, []).append(n)
        shares = []
        for n, shingles in ours.items():
            met = Counter(m for s in shingles for m in holders.get(s, []) if len(holders[s]) <= _COMMON)
            for m, common in met.items():
                share = 2 * common / (len(shingles) + len(theirs[m]))
                if share >= LEAST_SHARED:
                    other = self.old.duties[n]["kind"] != self.new.duties[m]["kind"]
                    shares.append((-share, other, abs(n - m), n, m))
        for _, _, _, n, m in sorted(shares):
            if n in self.left_old and m in self.left_new:
                self._join(n, m)


def _plain(words: str) -> str:
    return _NOISE.sub(" ", fold(words)).strip()


def _shingles(words: str) -> set[tuple[str, ...]]:
    """Pairs of neighbouring words."""
    plain = ["", *_plain(words).split(), ""]
    return set(zip(plain, plain[1:], strict=False))


def _pair(old: Copy, a: int, new: Copy, b: int) -> Pair:
    one, other = old.duties[a], new.duties[b]
    differ = ["words"] if _plain(old.words(a)) != _plain(new.words(b)) else []
    fields = (field for field in FIELDS[1:] if _value(one, field) != _value(other, field))
    return Pair(a, b, (*differ, *fields), one.get("clause") != other.get("clause"))


def _value(duty: ContractDuty, field: str) -> Hashable:
    """A field as it is compared: names without marks and in any order, deadlines without the place of their words."""
    value = duty.get(field)
    if field == "deadlines":
        return frozenset(_rule(deadline) for deadline in value or ())
    if field == "kind":
        return str(value or "")
    names: Iterable[str] = [value] if isinstance(value, str) else value or ()
    return frozenset(map(_plain, names))


def _rule(deadline: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(value)) for key, value in deadline.items() if key not in ("start", "end", "why")))
