"""What measures say of the bodies of a territory, of its units and of all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phongtrao.measures import MEASURES, Measure, Measured, measured_together
from phongtrao.overview.spans import Span
from phongtrao.value_classes import Figure, spoken

WORKING = (
    "reports_on_time", "tasks_on_time", "findings_mended", "recognised_units", "initiatives_running",
    "initiative_places", "initiatives_working", "equipment_degraded", "commendations_decided",
)  # fmt: skip
"""What tells whether it works; one that no app tells is left out."""
MONEY = ("money_asked", "money_appraised", "money_approved")
NEEDED = ("duties_asked", "tasks_open", "tasks_overdue", "days_late_longest")


@dataclass(frozen=True, slots=True)
class Told:
    """What one measure says of each body."""

    name: str
    measure: Measure
    by_body: Mapping[int, Measured]

    def of(self, body: int) -> int:
        """The figure of one body; 0 where nothing is said."""
        return self.by_body[body].value if body in self.by_body else 0

    def together(self, bodies: Iterable[int]) -> Figure | None:
        """What these bodies come to; None where there are none of them."""
        found = [self.by_body[body] for body in bodies if body in self.by_body]
        if not found:
            return None
        bases = [one.base for one in found if one.base is not None]
        return Figure(self.measure.together(one.value for one in found), sum(bases) if bases else None)

    def said(self, bodies: Iterable[int]) -> str:
        return spoken(self.together(bodies), self.measure.unit)

    @property
    def lineage(self) -> str:
        """What was counted, in words; empty where nobody was asked about."""
        return next((one.lineage for one in self.by_body.values()), "")


def told(names: Iterable[str], bodies: Collection[int], span: Span, day: date) -> dict[str, Told]:
    """What the measures of these names say, each asked once; those that no app tells are left out."""
    found = measured_together(names, bodies, span.first, span.last, day)
    return {name: Told(name, MEASURES[name], by_body) for name, by_body in found.items()}
