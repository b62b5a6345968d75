"""The figures of a synthesis: counted from the cells until it is signed, kept from then on; changed by hand: marked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from phongtrao.organisations import tree
from phongtrao.reports.form import Indicator, Value
from phongtrao.reports.models import Edition, Synthesis
from phongtrao.reports.roll_up import Part, parts_in, reports_below, roll_up
from phongtrao.reports.summed import total_words
from phongtrao.reports.year_before import year_before
from phongtrao.words import HANOI, day_in_words


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of a synthesis."""

    indicator: Indicator
    counted: Value | None
    """What the cells add up to."""
    before: Value | None
    """Of the same period a year before."""
    parts: tuple[Part, ...]
    by_hand: Mapping[str, Any] | None = None
    """`value`, `base`, `by`, `name`, `at`, `reason`: what a person wrote in its place."""

    @property
    def value(self) -> Value | None:
        """What the synthesis says."""
        return Value(self.by_hand["value"], self.by_hand["base"]) if self.by_hand else self.counted

    @property
    def changed_on(self) -> str:
        """The day on which it was changed by hand."""
        at = datetime.fromisoformat(self.by_hand["at"]) if self.by_hand else None
        return day_in_words(at.astimezone(HANOI).date()) if at else ""

    @property
    def said(self) -> str:
        return total_words(self.indicator, self.value)

    @property
    def said_counted(self) -> str:
        return total_words(self.indicator, self.counted)

    @property
    def said_before(self) -> str:
        return "" if self.before is None else total_words(self.indicator, self.before)


@dataclass(frozen=True, slots=True)
class State:
    """All that a synthesis says in figures."""

    figures: tuple[Stated, ...]
    counted: tuple[int, ...]
    """Bodies whose reports are in it."""
    missing: tuple[int, ...]

    def figure(self, name: str) -> Stated | None:
        return next((one for one in self.figures if one.indicator.name == name), None)

    @property
    def digest(self) -> str:
        """SHA-256 of what is counted: whoever signs says which figures he has seen."""
        told = json.dumps([as_data(self), list(self.missing)], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def state_of(synthesis: Synthesis) -> State:
    """What the synthesis says: of a signed one what was kept, of a draft what the cells add up to now."""
    return _kept(synthesis) if synthesis.state == Synthesis.SIGNED else counted_now(synthesis)


def counted_now(synthesis: Synthesis) -> State:
    """What the cells add up to now, also of one that was signed."""
    below = tree.below_told(synthesis.organisation_id, synthesis.of.last)
    asked = synthesis.form, synthesis.of, synthesis.organisation
    found = roll_up(*asked, synthesis.basis, below)
    parts = parts_in(reports_below(*asked, below), synthesis.basis)
    before = year_before(*asked, synthesis.basis).totals
    figures = tuple(
        Stated(
            one,
            found.totals[one.name].value,
            before[one.name].value if one.name in before else None,
            tuple(parts.get(one.name, ())),
            synthesis.by_hand.get(one.name),
        )
        for one in synthesis.version.said.indicators
    )
    return State(figures, tuple(sorted(found.counted)), found.missing)


def as_data(state: State) -> dict[str, Any]:
    """As a signed synthesis keeps them: indicator → value, base, the year before, its cells [edition, value, base]."""
    return {
        one.indicator.name: {
            **_pair(one.counted),
            "before": _pair(one.before),
            "parts": [[part.edition, part.value.value, part.value.base] for part in one.parts],
        }
        for one in state.figures
    }


def _pair(value: Value | None) -> dict[str, int | None]:
    return {"value": value.value if value else None, "base": value.base if value else None}


def _value(pair: Mapping[str, Any]) -> Value | None:
    return None if pair["value"] is None else Value(pair["value"], pair["base"])


def _kept(synthesis: Synthesis) -> State:
    bodies = _bodies(part[0] for one in synthesis.figures.values() for part in one["parts"])
    figures = []
    for indicator in synthesis.version.said.indicators:
        one = synthesis.figures[indicator.name]
        parts = tuple(Part(bodies[edition], edition, Value(value, base)) for edition, value, base in one["parts"])
        by_hand = synthesis.by_hand.get(indicator.name)
        figures.append(Stated(indicator, _value(one), _value(one["before"]), parts, by_hand))
    return State(tuple(figures), tuple(synthesis.counted), tuple(synthesis.missing))


def _bodies(editions: Iterable[int]) -> dict[int, int]:
    """Edition → whose it is."""
    return dict(Edition.objects.filter(pk__in=set(editions)).values_list("pk", "report__organisation"))


def changed_since(signed: State, now: State) -> dict[str, Stated]:
    """Figures that were counted otherwise when it was signed, as they are now: changed after signing."""
    was = {one.indicator.name: one.counted for one in signed.figures}
    return {one.indicator.name: one for one in now.figures if one.counted != was.get(one.indicator.name)}
