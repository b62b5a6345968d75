"""Random histories against the oracle: the same answers, nothing lost, nothing doubled."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date
from random import Random

import pytest

from phongtrao.organisations.carry import Told, carried, totals
from tests.organisations.histories import Made, make, some_days
from tests.organisations.oracle import Answer, Oracle

TRIALS, AT_ONCE = 2000, 250


@pytest.mark.trial
@pytest.mark.parametrize("first", range(0, TRIALS, AT_ONCE))
def test_figures_on_another_map_are_those_of_the_oracle(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        try:
            compare(seed)
        except BaseException:
            print(f"seed {seed}")
            raise


@pytest.mark.parametrize("seed", range(TRIALS, TRIALS + 25))
def test_a_few_random_histories_tell_what_the_oracle_tells(seed: int) -> None:
    compare(seed)


def compare(seed: int) -> None:
    """Four ways between days of one history, each with a figure for every area."""
    chance = Random(seed)
    made = make(chance)
    history, oracle = made.history(), Oracle(made)
    for _ in range(4):
        then, now = some_days(made, chance)
        figures = {unit: chance.randint(-9, chance.choice((99, 10**6))) for unit in sorted(history.on(then).units)}
        told = carried(figures, then, now, history).told
        what = f"seed {seed}, {then.toordinal()} → {now.toordinal()}"
        assert answer(told) == oracle.tell(figures, place(made, then), place(made, now)), what
        sums = {area: total.figure for area, total in totals(told, history.on(now)).items()}
        assert sum(figures.values()) == sums.get(None, 0) == sum(one.figure for one in told), what
        for area, units in oracle.same_land(place(made, then), place(made, now)):
            assert sums.get(area, 0) == sum(figures[unit] for unit in units), f"{what}, {area}"


def answer(told: tuple[Told, ...]) -> Answer:
    return Counter(
        (one.unit or "", one.figure, one.at, one.mark.why if one.mark else None, one.mark.parts if one.mark else ())
        for one in told
    )


def place(made: Made, day: date) -> int:
    """The number of a day's map."""
    return bisect_right(made.days, day.toordinal())
