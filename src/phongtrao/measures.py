"""Measures: figures that the site knows by itself, asked for by name by forms, criteria and dashboards.

An app tells its measures when it starts; nothing here asks for an app by name. A measure is offered, never written: a
person takes it over. It answers for many bodies in one go, so that a page of 130 communes asks each measure once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, QuerySet

from phongtrao.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole number, with its base where it is a share; `lineage` says in words what was counted."""

    value: int
    base: int | None
    lineage: str


Teller = Callable[[Collection[int], date, date, date], dict[int, Measured]]
"""Of bodies (their ids), from a first to a last day, as it stands on a day. Says something of every body asked for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called, in which unit it counts (`báo cáo`, `ngày`, `đồng`), and what tells it."""

    title: str
    unit: str
    tell: Teller


MEASURES: dict[str, Measure] = {}


def measure(name: str, title: str, unit: str) -> Callable[[Teller], Teller]:
    """`@measure("reports_on_time", "Báo cáo đúng hạn", "báo cáo")` before a `Teller`."""

    def known(tell: Teller) -> Teller:
        MEASURES[name] = Measure(title, unit, tell)
        return tell

    return known


def measured_for(name: str, bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """What the measure of this name says of each of these bodies; nothing where there is none of that name."""
    told = MEASURES.get(name)
    return told.tell(bodies, first, last, day) if told and bodies else {}


def measured(name: str, body: Organisation, first: date, last: date, day: date) -> Measured | None:
    """What the measure of this name says of one body; None where there is none."""
    return measured_for(name, {body.pk}, first, last, day).get(body.pk)


def counted(
    rows: QuerySet[Any],
    of: str,
    bodies: Collection[int],
    lineage: str,
    value: Aggregate | None = None,
    base: Aggregate | None = None,
) -> dict[int, Measured]:
    """Rows by their body in one query, 0 for a body of none. `of`: the path from a row to its body.

    `value` (default: how many rows) and `base` (default: no share) are aggregates over the rows of one body.
    """
    asked = {"told": value or Count("pk")} | ({"whole": base} if base else {})
    found = rows.filter(**{f"{of}__among": bodies}).order_by().values_list(of).annotate(**asked)
    by_body = {body: (told or 0, *whole) for body, told, *whole in found}
    nothing = (0, 0) if base else (0,)
    return {
        body: Measured(said[0], said[1] if base else None, lineage)
        for body in bodies
        for said in (by_body.get(body, nothing),)
    }
