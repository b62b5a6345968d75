"""What each year must bring until the last target: both readings of a percentage of `those remaining`, side by side.

`shrinking`: each year's percentage is of what remains then. `fixed`: of what remained before the first such year, the
same number each year, never more than what is left. Percentages round up: a part of a unit is a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phongtrao.recognition.rules import RecognitionRules, Target


@dataclass(frozen=True, slots=True)
class YearPlan:
    """New units of one year and subject by both readings; None where the number of eligible units is not known."""

    year: int
    subject: str
    shrinking: int | None
    fixed: int | None
    shrinking_total: int | None
    fixed_total: int | None
    base: int | None
    target: Target


def plan(rules: RecognitionRules, bases: Mapping[str, int] | None = None) -> list[YearPlan]:
    """The years of every subject with targets, by subject and year. `bases`: totals that a province states itself."""
    rows: list[YearPlan] = []
    for subject in rules.subjects:
        base = (bases or {}).get(subject.name, subject.base)
        rows += _of_subject([one for one in rules.targets if one.subject == subject.name], base)
    return rows


def up_to(percent: int, whole: int) -> int:
    """So many percent of a number, rounded up: 70 of 25 is 18.

    >>> up_to(70, 25)
    18
    """
    return -(-percent * whole // 100)


def _of_subject(targets: list[Target], base: int | None) -> Iterator[YearPlan]:
    by_year = {year: target for target in targets for year in target.years}
    shrinking: int | None = 0
    fixed: int | None = 0
    share: dict[Target, int] = {}
    for year, target in sorted(by_year.items()):
        more = _asked(target, base, shrinking, None)
        if target.number is None and base is not None and fixed is not None:
            # The fixed reading takes its share once, of what remained before the target's first year.
            share.setdefault(target, _asked(target, base, fixed, None) or 0)
        same = _asked(target, base, fixed, share.get(target))
        shrinking, fixed = _plus(shrinking, more), _plus(fixed, same)
        yield YearPlan(year, target.subject, more, same, shrinking, fixed, base, target)


def _asked(target: Target, base: int | None, before: int | None, share: int | None) -> int | None:
    """How many new units the target asks for, with so many before; `share`: of a fixed number a year."""
    if target.number is not None:
        return target.number
    if base is None or before is None or target.percent is None:
        return None
    rest = max(0, base - before)
    if target.of == "all":
        return max(0, up_to(target.percent, base) - before)
    return min(rest, up_to(target.percent, rest) if share is None else share)


def _plus(total: int | None, more: int | None) -> int | None:
    return None if total is None or more is None else total + more
