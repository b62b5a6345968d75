"""A roll-up on today's map: what was told of the land that a body's area holds now, whoever it belonged to then.

Figures are carried by the rules for divided bodies (docs/decisions/divided-figures.md): what no paper divides stays
with the larger area, is counted in every total above it, and told as `undivided`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.carry import Total as Held
from phongtrao.organisations.carry import carried, totals
from phongtrao.organisations.maps import History, load_history
from phongtrao.organisations.models import Area, Organisation
from phongtrao.reports.expected import bodies_expected
from phongtrao.reports.form import Value
from phongtrao.reports.models import Indicator, Report, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import RolledUp, Total, figures_of

Row = tuple[int, int, int | None]
"""Body, value, base."""


@dataclass(frozen=True, slots=True)
class _Maps:
    """The area of each body then, by code, and the way from then to today."""

    where: Mapping[int, str]
    then: date
    today: date
    history: History
    area: str

    def held(self, figures: Iterable[tuple[int, int]]) -> Held:
        """What the area holds today of the figures of these bodies."""
        own: dict[str, int] = defaultdict(int)
        for body, figure in figures:
            own[self.where[body]] += figure
        told = carried(own, self.then, self.today, self.history).told
        return totals(told, self.history.on(self.today)).get(self.area, Held())

    def bodies(self) -> frozenset[int]:
        """Those of whose land the area holds some today."""
        units = set(self.where.values())
        told = carried(dict.fromkeys(units, 1), self.then, self.today, self.history).told
        land = self.history.on(self.today)
        inside = {one.unit for one in told if self.area in land.chain(one.at)}
        return frozenset(body for body, unit in self.where.items() if unit in inside)


def roll_up_now(form: ReportForm, of: Period, body: Organisation, basis: str, today: date) -> RolledUp:
    """Totals of the period for the body's area as it is today. Raises NotOnMap for areas that were not there then.

    A body that belongs to no area stands for its province.
    """
    reports = Report.objects.filter(form=form, period=of.key, **{f"{basis}__isnull": False})
    codes = dict(Area.objects.values_list("pk", "code"))
    places = reports.values_list("organisation", "organisation__area", "root__area")
    where = {pk: codes[area or root] for pk, area, root in places if area or root}
    maps = _Maps(where, of.last, today, load_history(), codes.get(body.area_id or 0, ""))
    counted = maps.bodies()
    figures = figures_of(reports.filter(organisation__among=counted), basis)
    cells: dict[int, list[Row]] = defaultdict(list)
    rows = figures.values_list("indicator", "edition__report__organisation", "value", "base")
    for indicator, body_id, value, base in rows:
        cells[indicator].append((body_id, value, base))
    found = {i.name: _total(i, cells[i.pk], maps) for i in Indicator.objects.filter(form=form).order_by("pk")}
    missing = tuple(pk for pk in bodies_expected(form, of, body) if pk not in counted)
    return RolledUp(found, counted, missing)


def _total(indicator: Indicator, rows: list[Row], maps: _Maps) -> Total:
    if not rows:
        return Total(None)
    if indicator.adds_up == "worst":
        return Total(Value(max(value for _, value, _ in rows)), len(rows))
    if indicator.adds_up == "count":
        rows = [(body, int(value > 0), base) for body, value, base in rows]
    part = maps.held((body, value) for body, value, _ in rows)
    whole = maps.held((body, base or 0) for body, _, base in rows).figure if indicator.adds_up == "share" else None
    return Total(Value(part.figure, whole), len(rows), part.undivided)
