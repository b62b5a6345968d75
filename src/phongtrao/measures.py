"""Measures: figures that the site knows by itself, asked for by name by forms, criteria and dashboards.

An app tells its measures when it starts; nothing here asks for an app by name. A measure is offered, never written: a
person takes it over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole number, with its base where it is a share; `lineage` says in words what was counted."""

    value: int
    base: int | None
    lineage: str


Measure = Callable[[Organisation, date, date, date], Measured]
"""Of a body, from a first to a last day, as it stands on a day."""
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """`@measure("reports_on_time")` before a function of (body, first day, last day, day)."""

    def known(told: Measure) -> Measure:
        MEASURES[name] = told
        return told

    return known


def measured(name: str, body: Organisation, first: date, last: date, day: date) -> Measured | None:
    """What the measure of this name says; None where there is none."""
    told = MEASURES.get(name)
    return told(body, first, last, day) if told else None
