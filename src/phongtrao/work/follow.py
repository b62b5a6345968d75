"""Theo dõi từ ngày ... đến ngày ...: the span that an adoption proposes, from the years its document names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.words import day_in_words

FARTHEST = 50
"""Years ahead beyond which a year in a text is a slip, not a period."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included; `why` says in Vietnamese where the last day comes from."""

    first: date
    last: date
    why: str = ""

    def clamp(self, day: date) -> date:
        """`day`, or the nearest day of the span."""
        return min(max(day, self.first), self.last)


def follow_span(duties: Iterable[dict[str, Any]], targets: Iterable[dict[str, Any]], day: date) -> Span:
    """From `day` to the end of the last year that a deadline or target names; to the end of next year where none does.

    `duties` and `targets` in the contract's form. A document whose years are all over gives the end of next year too.
    """
    years = {year for duty in duties for deadline in duty.get("deadlines", ()) for year in _rule_years(deadline)}
    years |= {year for target in targets for year in _target_years(target)}
    ahead = [year for year in years if day.year <= year <= day.year + FARTHEST]
    if ahead:
        last = date(max(ahead), 12, 31)
        return Span(day, last, f"đến hết thời kỳ nêu trong văn bản ({day_in_words(last)})")
    last = date(day.year + 1, 12, 31)
    return Span(day, last, f"văn bản không nêu thời kỳ nào còn hiệu lực nên đến hết năm sau ({day_in_words(last)})")


def _rule_years(rule: dict[str, Any]) -> list[int]:
    found = [int(str(rule[key])[:4]) for key in ("on", "to") if rule.get(key)]
    return found + ([int(rule["until"])] if rule.get("until") else [])


def _target_years(target: dict[str, Any]) -> list[int]:
    return [int(target[key]) for key in ("year", "to") if target.get(key)]
