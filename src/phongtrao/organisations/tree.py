"""Walks along `parent` and `line_parent` on a day, in one query each.

Ids in, ids out: the only place that asks the database recursively.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

_IN_FORCE = "(v.valid_from IS NULL OR v.valid_from <= %s) AND (v.valid_until IS NULL OR v.valid_until >= %s)"


_BELOW = (
    "SELECT v.organisation_id FROM organisations_organisationversion v JOIN reached r ON v.parent_id = r.id WHERE 1 = 1"
)
_BELOW_IN_LINE = _BELOW.replace("v.parent_id", "v.line_parent_id")
_BELOW_EITHER = _BELOW.replace("v.parent_id = r.id", "(v.parent_id = r.id OR v.line_parent_id = r.id)")


def _walk(seed: Iterable[int], step: str, day: date | None, *others: str) -> set[int]:
    """Where walks by `step`, and each on its own by `others`, lead."""
    ids = sorted(set(seed))
    if not ids:
        return set()
    first = " UNION ".join(["SELECT CAST(%s AS bigint)"] * len(ids))
    in_force = f"AND {_IN_FORCE}" if day else ""
    walk = f"WITH RECURSIVE reached(id) AS ({first} UNION {{}} {in_force}) SELECT id FROM reached"
    steps = (step, *others)
    sql = " UNION ".join(f"SELECT id FROM ({walk.format(one)}) walk{n}" for n, one in enumerate(steps))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*ids, *([day, day] if day else [])] * len(steps))
        return {row[0] for row in cursor.fetchall() if row[0] is not None}


def below(ids: Iterable[int], day: date) -> set[int]:
    """These bodies and all whose `parent` chain leads to them on `day`."""
    return _walk(ids, _BELOW, day)


def below_ever(ids: Iterable[int]) -> set[int]:
    """These bodies, those merged into them, and all whose `parent` chain led to one of these on any day."""
    merged = (
        "SELECT s.predecessor_id FROM organisations_succession s JOIN reached r ON s.successor_id = r.id WHERE 1 = 1"
    )
    return _walk(_walk(ids, merged, None), _BELOW, None)


def below_in_line(ids: Iterable[int], day: date) -> set[int]:
    """These bodies and all whose `line_parent` chain leads to them on `day`."""
    return _walk(ids, _BELOW_IN_LINE, day)


def below_and_in_line(ids: Iterable[int], day: date) -> set[int]:
    """What `below` and `below_in_line` find, in one query."""
    return _walk(ids, _BELOW, day, _BELOW_IN_LINE)


def below_either(ids: Iterable[int], day: date) -> set[int]:
    """These bodies and all from which `parent` or `line_parent`, one or the other at each step, leads to them."""
    return _walk(ids, _BELOW_EITHER, day)


def below_told(body: int, day: date) -> dict[int, bool]:
    """What `below_either` finds of one body → whether its own chain of parents leads there, too."""
    walk = (
        f"(WITH RECURSIVE reached(id) AS (SELECT CAST(%s AS bigint) UNION {{}} AND {_IN_FORCE}) SELECT id FROM reached)"
    )
    either, inside = walk.format(_BELOW_EITHER), walk.format(_BELOW)
    sql = f"SELECT e.id, i.id IS NOT NULL FROM {either} e LEFT JOIN {inside} i ON i.id = e.id"
    with connection.cursor() as cursor:
        cursor.execute(sql, [body, day, day] * 2)
        return {pk: bool(is_inside) for pk, is_inside in cursor.fetchall()}


def above(ids: Iterable[int], day: date) -> set[int]:
    """These bodies and every body on their `parent` chain on `day`."""
    step = (
        "SELECT v.parent_id FROM organisations_organisationversion v"
        " JOIN reached r ON v.organisation_id = r.id WHERE v.parent_id IS NOT NULL"
    )
    return _walk(ids, step, day)


def roots_of(ids: Iterable[int], day: date) -> set[int]:
    """The topmost bodies (provinces) over these on `day`."""
    reached = above(ids, day)
    if not reached:
        return set()
    marks = ", ".join(["%s"] * len(reached))
    sql = (
        "SELECT DISTINCT v.organisation_id FROM organisations_organisationversion v"
        f" WHERE v.organisation_id IN ({marks}) AND v.parent_id IS NOT NULL AND {_IN_FORCE}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*sorted(reached), day, day])
        inner = {row[0] for row in cursor.fetchall()}
    return reached - inner
