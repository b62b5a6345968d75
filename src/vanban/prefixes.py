"""How the matches of a pattern can begin, so that a scan tries at a place only the rules that may begin there.

Worked out from the pattern itself, never declared beside it, where the two could part. What cannot be told counts as
"may begin anywhere": then the scan is slower, and reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

REACH = 3
"""Characters from the beginning of a match that are looked at."""

MOST = 600
"""Prefixes of one pattern beyond which it counts as one that may begin anywhere."""

Prefixes = frozenset[str]
"""As `shape` gives them; one shorter than `REACH` leaves open what follows it, the empty one allows all."""

ANYWHERE: Prefixes = frozenset({""})


def shape(words: str) -> str:
    """Words as prefixes are compared: small letters, every digit `0`, every blank a space."""
    return "".join(map(_shaped, words))


@lru_cache(maxsize=4096)
def _shaped(character: str) -> str:
    if character.isspace():
        return " "
    small = character.lower()
    return "0" if character.isdecimal() else small if len(small) == 1 else character


@lru_cache(maxsize=512)
def prefixes(pattern: re.Pattern[str]) -> Prefixes:
    """How all that the pattern can match begins, each of at most `REACH` characters."""
    begun, ended = _sequence(grammar.parse(pattern.pattern, pattern.flags), frozenset({""}))
    return ANYWHERE if "" in begun | ended else begun | ended


def may_begin(found: Prefixes, words: str) -> bool:
    """Whether a match can begin with words of this shape: `REACH` characters, fewer at the end of a text."""
    return any(words[:length] in found for length in range(len(words) + 1))


def _sequence(items: Iterable[Any], before: Prefixes) -> tuple[Prefixes, Prefixes]:
    """Prefixes that are settled by now, and those that the next item goes on from."""
    settled: set[str] = set()
    going = before
    for item in items:
        longer = {one + two for one in going for two in _of(item)}
        if len(longer) > MOST:
            return ANYWHERE, frozenset()
        settled |= {one[:REACH] for one in longer if len(one) >= REACH or one.endswith(_OPEN)}
        going = frozenset(one for one in longer if len(one) < REACH and not one.endswith(_OPEN))
        if not going:
            break
    return frozenset(one.rstrip(_OPEN) for one in settled), going


_OPEN = "\0"
"""Ends a prefix after which anything may stand."""


def _of(item: Any) -> Iterable[str]:
    """What one item of a pattern can match, cut at `REACH`; the empty string where it can match nothing."""
    kind, value = item
    if kind is op.LITERAL:
        return {_shaped(chr(value))}
    if kind is op.IN:
        return _of_class(value)
    if kind is op.SUBPATTERN:
        return _whole(value[-1])
    if kind is op.BRANCH:
        return {one for branch in value[1] for one in _whole(branch)}
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _repeated(*value)
    if kind in (op.ASSERT, op.ASSERT_NOT, op.AT):
        return {""}
    return {_OPEN}


def _whole(items: Any) -> Iterable[str]:
    settled, going = _sequence(items, frozenset({""}))
    return {one if len(one) >= REACH else one + _OPEN for one in settled} | going


def _repeated(least: int, most: int, items: Any) -> Iterable[str]:
    """Nothing where it may be left out; once or more often, each further time from where the last one ended."""
    found: set[str] = {""} if least == 0 else set()
    going: set[str] = {""}
    for time in range(1, min(most, REACH) + 1):
        longer = {one + two for one in going for two in _whole(items)}
        done = {one for one in longer if len(one) >= REACH or one.endswith(_OPEN)}
        going = longer - done
        found |= done if time < least else longer
    return found | (going if least > REACH else set())


def _of_class(members: Any) -> Iterable[str]:
    found: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            found.add(_shaped(chr(value)))
        elif kind is op.RANGE and value[1] - value[0] < 64:
            found |= {_shaped(chr(code)) for code in range(value[0], value[1] + 1)}
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.add("0")
        elif kind is op.CATEGORY and value is op.CATEGORY_SPACE:
            found.add(" ")
        else:
            return {_OPEN}
    return found
