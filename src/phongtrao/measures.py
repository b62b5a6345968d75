"""Measures: figures that the site knows by itself, asked for by name by forms, criteria and dashboards.

An app tells its measures when it starts; nothing here asks for an app by name. A measure is offered, never written: a
person takes it over. It answers for many bodies in one go, so that a page of 130 communes asks each measure once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
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

FamilyTeller = Callable[[Collection[int], date, date, date], dict[str, dict[int, Measured]]]
"""The same of several measures, by their names."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called, in which unit it counts (`báo cáo`, `ngày`, `đồng`), and what tells it.

    `together`: what figures of several bodies come to: their sum, of days the most. `family`: tells several measures in
    one go, where it is one of these. `page`: the route of the list that has what was counted, perhaps with its query
    (`estimates?muc=tat-ca`); empty where there is none.
    """

    title: str
    unit: str
    tell: Teller
    together: Callable[[Iterable[int]], int] = sum
    family: FamilyTeller | None = None
    page: str = ""


MEASURES: dict[str, Measure] = {}
DAYS = "ngày"


def measure(name: str, title: str, unit: str, page: str = "") -> Callable[[Teller], Teller]:
    """`@measure("reports_on_time", "Báo cáo đúng hạn", "báo cáo")` before a `Teller`."""

    def known(tell: Teller) -> Teller:
        MEASURES[name] = Measure(title, unit, tell, max if unit == DAYS else sum, page=page)
        return tell

    return known


def measure_family(page: str = "", /, **told: tuple[str, str]) -> Callable[[FamilyTeller], FamilyTeller]:
    """Before a teller of several measures, each with its title and unit; those of days are told by the most. `page`:
    the list that has what they count."""

    def known(family: FamilyTeller) -> FamilyTeller:
        for name, (title, unit) in told.items():
            together = max if unit == DAYS else sum
            MEASURES[name] = Measure(title, unit, partial(_one_of, family, name), together, family, page)
        return family

    return known


def _one_of(
    family: FamilyTeller, name: str, bodies: Collection[int], first: date, last: date, day: date
) -> dict[int, Measured]:
    return family(bodies, first, last, day)[name]


def measured_together(
    names: Iterable[str], bodies: Collection[int], first: date, last: date, day: date
) -> dict[str, dict[int, Measured]]:
    """What the measures of these names say, each family asked once; those that are not told are left out."""
    wanted = [name for name in dict.fromkeys(names) if name in MEASURES]
    found: dict[str, dict[int, Measured]] = {}
    for name in wanted:
        family = MEASURES[name].family
        if name not in found and family is not None and bodies:
            told = family(bodies, first, last, day)
            found |= {one: told[one] for one in told if one in MEASURES and MEASURES[one].family is family}
        elif name not in found:
            found[name] = measured_for(name, bodies, first, last, day)
    return {name: found[name] for name in wanted}


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
    by_body = {body: Measured(told or 0, whole[0] if whole else None, lineage) for body, told, *whole in found}
    nothing = Measured(0, 0 if base else None, lineage)
    return {body: by_body.get(body, nothing) for body in bodies}
