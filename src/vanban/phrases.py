"""Patterns of many phrases that are quick to look for: sorted by their first letters as a dictionary is.

A search tries a pattern that opens with one class of letters only where such a letter stands; and behind it only the
phrases that go on so. Which phrase is found stays that of the plain alternation: only phrases with the same first
letters can both begin at a place, and those keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable


def whole(phrases: str, any_case: bool = False) -> str:
    """A pattern for phrases that stand as whole words; `a|b|c`, each begun with two plain letters or one and a blank.

    >>> import re
    >>> re.search(whole("báo cáo|gửi"), "tự gửi báo cáo").group()
    'gửi'
    """
    firsts = _grouped(_parts(phrases))
    letters = "".join(firsts) + ("".join(firsts).upper() if any_case else "")
    behind = "|".join(rf"(?<={first}){_sorted(rests)}" for first, rests in firsts.items())
    return rf"[{letters}](?<!\w.)(?:{'(?i:' + behind + ')' if any_case else behind})(?!\w)"


def _sorted(rests: Iterable[str]) -> str:
    seconds = _grouped(rests)
    return "(?:" + "|".join(second + "(?:" + "|".join(ends) + ")" for second, ends in seconds.items()) + ")"


def _grouped(phrases: Iterable[str]) -> dict[str, list[str]]:
    """By the first letter; in each group the rests, in their order."""
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        if not (phrase[0].isalpha() or phrase[0] == " "):
            raise ValueError(f"no plain letters at the beginning of {phrase!r}")
        groups.setdefault(phrase[0], []).append(phrase[1:])
    return groups


def _parts(phrases: str) -> list[str]:
    """The alternatives outside brackets."""
    parts, depth = [""], 0
    for character in phrases:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts
