"""Who goes where at the least cost in all: the assignment problem, solved exactly. Pure."""

from __future__ import annotations

from collections.abc import Sequence

NEVER = float("inf")


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """Of each row the column that it gets, no column twice, so that the sum of their costs is least.

    There must be as many columns as rows or more; raises ValueError otherwise. The Hungarian method with potentials
    (Kuhn 1955, in the form of Jonker and Volgenant 1987): n² · m steps at worst; equal inputs give equal answers.
    """
    width = len(costs[0]) if costs else 0
    if width < len(costs) or any(len(row) != width for row in costs):
        raise ValueError("every row needs a column of its own")
    rows, columns, held = [0.0] * (len(costs) + 1), [0.0] * (width + 1), [0] * (width + 1)
    for number in range(1, len(costs) + 1):
        held[0] = number
        _give_way(_path(costs, rows, columns, held), held)
    found = [0] * len(costs)
    for column in range(1, width + 1):
        if held[column]:
            found[held[column] - 1] = column - 1
    return found


def _path(
    costs: Sequence[Sequence[float]], rows: list[float], columns: list[float], held: list[int]
) -> tuple[int, list[int]]:
    """The free column that the row held by column 0 reaches most cheaply, and from which column each was reached."""
    count = len(columns)
    least, before = [NEVER] * count, [0] * count
    open_ = list(range(1, count))
    seen, here = [0], 0
    while held[here]:
        row, given = costs[held[here] - 1], rows[held[here]]
        step, place = NEVER, -1
        for at, column in enumerate(open_):
            cost = row[column - 1] - given - columns[column]
            if cost < least[column]:
                least[column], before[column] = cost, here
            if least[column] < step:
                step, place = least[column], at
        for column in seen:
            rows[held[column]] += step
            columns[column] -= step
        for column in open_:
            least[column] -= step
        here = open_.pop(place)
        seen.append(here)
    return here, before


def _give_way(path: tuple[int, list[int]], held: list[int]) -> None:
    """Along the path each column takes the row of the one before it."""
    column, before = path
    while column:
        held[column] = held[before[column]]
        column = before[column]
