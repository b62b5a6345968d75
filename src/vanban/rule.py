"""A rule of reading: its name, the words it looks for, what it makes of them, and texts that prove both.

Rules are data that can be printed: `vanban rules` shows every rule of every module from `ALL`, with its examples and
counter-examples, and one test walks them all both ways.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from vanban import prefixes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know besides its own words: the day the document was issued, where that is known."""

    issued: date | None = None


EXAMPLE_SETTING = Setting(issued=date(2025, 3, 10))
"""The examples of every rule are read as if they stood in a document of 10/03/2025."""

Read = Callable[[re.Match[str], Setting], T | None]


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One way in which documents say one thing.

    `name` is a phrase a reader understands; `read` makes a value of a match or declines it with None; `examples` are
    texts with the value expected of them; `not_examples` look alike and must not be read by this rule.
    A pattern never spans an unbounded stretch of text, so that reading stays linear in the length of the document.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read[T]
    examples: tuple[tuple[str, T], ...]
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Words that a rule read, at `start` to `end` (exclusive, without blanks around them), and what it made of them."""

    start: int
    end: int
    value: T
    rule: Rule[T]


MOST_BEGINNINGS = 4096
"""Beginnings of words remembered at once; real texts have some hundred."""


class Rules(tuple[Rule[T], ...]):
    """Rules of one subject in the order in which they are tried, and which of them may begin with some words."""

    def __init__(self, rules: Sequence[Rule[T]]) -> None:
        self._beginning: dict[str, list[int]] = {}

    def beginning(self, words: str) -> list[int]:
        """The numbers, counted from 0, of those rules a match of which can begin with these words."""
        if words not in self._beginning:
            if len(self._beginning) >= MOST_BEGINNINGS:
                self._beginning.clear()
            shape = prefixes.shape(words)
            able = (prefixes.may_begin(prefixes.prefixes(rule.pattern), shape) for rule in self)
            self._beginning[words] = [number for number, can in enumerate(able) if can]
        return self._beginning[words]

    def places(self, text: str, places: Sequence[int]) -> list[list[int]]:
        """For each rule those of the places, in rising order, where a match of it can begin."""
        found: list[list[int]] = [[] for _ in self]
        known, reach = self._beginning, prefixes.REACH
        for place in places:
            words = text[place : place + reach]
            numbers = known.get(words)
            for number in self.beginning(words) if numbers is None else numbers:
                found[number].append(place)
        return found


ALL: dict[str, tuple[Rule[Any], ...]] = {}
"""Every rule there is, by subject, in the order in which its module tries them."""


def register(subject: str, rules: Sequence[Rule[T]]) -> Rules[T]:
    """Make the rules of a module known to `ALL` under its subject, and return them."""
    ALL[subject] = found = Rules(rules)
    return found


def readings(
    rule: Rule[T],
    text: str,
    setting: Setting,
    start: int = 0,
    end: int | None = None,
    places: Sequence[int] | None = None,
) -> Iterator[Found[T]]:
    """Every place where the rule reads a value, left to right, without overlaps; where it declines, it tries on.

    Where `places` are given, in rising order, readings begin at these alone.
    """
    end = len(text) if end is None else end
    if places is None:
        matches = _searched(rule, text, setting, start, end)
    else:
        matches = _at(rule, text, setting, places[bisect_left(places, start) :], end)
    for match, value in matches:
        words = match.group()
        yield Found(match.end() - len(words.lstrip()), match.start() + len(words.rstrip()), value, rule)


def _searched(rule: Rule[T], text: str, setting: Setting, place: int, end: int) -> Iterator[tuple[re.Match[str], T]]:
    while match := rule.pattern.search(text, place, end):
        value = rule.read(match, setting) if match.end() > match.start() else None
        if value is not None:
            yield match, value
        place = match.start() + 1 if value is None else match.end()


def _at(
    rule: Rule[T], text: str, setting: Setting, places: Sequence[int], end: int
) -> Iterator[tuple[re.Match[str], T]]:
    done = 0
    for place in places:
        if place < done:
            continue
        match = rule.pattern.match(text, place, end)
        value = rule.read(match, setting) if match and match.end() > place else None
        if match and value is not None:
            yield match, value
            done = match.end()


def scan(
    text: str,
    rules: Sequence[Rule[T]],
    setting: Setting = Setting(),
    start: int = 0,
    end: int | None = None,
    places: Sequence[int] | None = None,
) -> list[Found[T]]:
    """What the rules read in `text[start:end]`, in the order of the text, without overlaps.

    Where readings overlap the longest wins; of equally long ones that of the rule named first. Patterns see the text
    outside `start` and `end` only by looking back (`match.string`), never by matching into it. `places`, in rising
    order, are the only ones where a reading may begin, for rules that all begin with few words.
    """
    begun = rules.places(text, places) if places is not None and isinstance(rules, Rules) else [places] * len(rules)
    candidates = [
        (found.start - found.end, order, found.start, found)
        for order, rule in enumerate(rules)
        if begun[order] is None or begun[order]
        for found in readings(rule, text, setting, start, end, begun[order])
    ]
    if len(candidates) < 2:
        return [found for _, _, _, found in candidates]
    candidates.sort(key=lambda candidate: candidate[:3])
    taken = bytearray((len(text) if end is None else end) - start)
    won: list[Found[T]] = []
    for _, _, _, found in candidates:
        left, right = found.start - start, found.end - start
        if taken.find(1, left, right) < 0:
            taken[left:right] = b"\1" * (right - left)
            won.append(found)
    return sorted(won, key=lambda found: found.start)


_WHOLE = re.compile(r"\A(?s:.+)")


def sentence_rule(
    name: str, read: Callable[[str], Any], examples: tuple[tuple[str, Any], ...], not_examples: tuple[str, ...] = ()
) -> Rule[Any]:
    """A rule that reads a whole item at once: how its sentence is built, not single words in it.

    `read` gets the item's words and returns a value, or None where the item is built otherwise.
    """
    return Rule(name, _WHOLE, lambda match, setting: read(match.group()), examples, not_examples)
