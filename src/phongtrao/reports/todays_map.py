"""A roll-up on today's map: what was told of the land that a body's area holds now, whoever it belonged to then.

Figures are carried by the rules for divided bodies (docs/decisions/divided-figures.md): what no paper divides stays
with the larger area, is counted in every total above it, and told as `undivided`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from phongtrao.organisations.carry import Mark, Told, carried
from phongtrao.organisations.maps import History, load_history
from phongtrao.organisations.models import Area, Organisation
from phongtrao.reports.expected import bodies_expected
from phongtrao.reports.form import Value
from phongtrao.reports.models import Indicator, Report, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import Part, RolledUp, Total, figures_of


@dataclass(frozen=True, slots=True)
class Piece:
    """What is told at an area of today of the cells that the bodies of one area reported then."""

    unit: str
    """Code of the area then."""
    land: frozenset[str]
    """The area and the lowest ones in it: what became of them says where it is told."""
    at: str | None
    """Code of the area of today; None is the country."""
    value: Value
    share: Fraction
    """Of the area's figure, as a paper states it; 1 where it goes whole."""
    mark: Mark | None
    """Why it stays at a larger area."""
    parts: tuple[Part, ...]
    """The cells, whole."""


@dataclass(frozen=True, slots=True)
class _Maps:
    """The area of each body then, by code, and the way from then to today."""

    where: Mapping[int, str]
    then: date
    today: date
    history: History
    area: str

    def told(self, figures: Mapping[str, int]) -> list[Told]:
        """What of the figures of these areas the area holds today."""
        land = self.history.on(self.today)
        found = carried(figures, self.then, self.today, self.history).told
        return [one for one in found if self.area in land.chain(one.at)]

    def bodies(self) -> frozenset[int]:
        """Those of whose land the area holds some today."""
        inside = {one.unit for one in self.told(dict.fromkeys(self.where.values(), 1))}
        return frozenset(body for body, unit in self.where.items() if unit in inside)

    def pieces(self, indicator: Indicator, parts: Iterable[Part]) -> list[Piece]:
        """The cells by area then and area today; their values add up to what the area holds."""
        cells: dict[str, list[Part]] = defaultdict(list)
        for part in parts:
            cells[self.where[part.organisation]].append(part)
        own = {unit: _added(indicator, [part.value for part in found]) for unit, found in cells.items()}
        told = self.told({unit: value.value for unit, value in own.items()})
        # Where figures are told hangs on their areas alone: the bases lie beside them.
        is_share = indicator.adds_up == "share"
        wholes = self.told({unit: value.base or 0 for unit, value in own.items()}) if is_share else told
        land = self.history.on(self.then)
        found = []
        for one, whole in zip(told, wholes, strict=True):
            assert one.unit is not None, "figures are of bodies in an area"
            value = Value(one.figure, whole.figure if is_share else None)
            value = own[one.unit] if indicator.adds_up == "worst" else value
            lands = land.lands(one.unit) | {one.unit}
            found.append(Piece(one.unit, lands, one.at, value, one.share, one.mark, tuple(cells[one.unit])))
        return found


@dataclass(frozen=True, slots=True)
class RolledUpNow(RolledUp):
    """What today's map says, with the pieces that each total is made of."""

    pieces: Mapping[str, list[Piece]]


def roll_up_now(form: ReportForm, of: Period, body: Organisation, basis: str, today: date) -> RolledUpNow:
    """Totals of the period for the body's area as it is today. Raises NotOnMap for areas that were not there then.

    A body that belongs to no area stands for its province.
    """
    maps, reports = _maps(form, of, body, basis, today)
    counted = maps.bodies()
    rows = list(Indicator.objects.filter(form=form).order_by("pk"))
    pieces = _pieces(maps, reports.filter(organisation__among=counted), basis, rows)
    missing = tuple(pk for pk in bodies_expected(form, of, body) if pk not in counted)
    return RolledUpNow({one.name: total_of(one, pieces[one.name]) for one in rows}, counted, missing, pieces)


@dataclass(frozen=True, slots=True)
class Forerunners:
    """What was said of land that lies wholly in a body's area on a later day: totals, and by which bodies."""

    totals: dict[str, Total]
    bodies: frozenset[int]
    divided: dict[str, Mark]
    """Areas of then that lie partly in it, and that no paper divides."""


def forerunners(form: ReportForm, of: Period, body: Organisation, basis: str, day: date) -> Forerunners:
    """Of a period before the body was there, on the map of the day. Raises NotOnMap."""
    maps, reports = _maps(form, of, body, basis, day)
    units = dict.fromkeys(maps.where.values(), 1)
    told = carried(units, maps.then, day, maps.history).told
    divided = {one.unit: one.mark for one in told if one.mark and one.unit and maps.area in one.mark.parts}
    bodies = maps.bodies()
    pieces = _pieces(maps, reports.filter(organisation__among=bodies), basis, form.indicators.all())
    totals = {one.name: total_of(one, pieces[one.name]) for one in form.indicators.all()}
    return Forerunners(totals, bodies, divided)


def pieces_now(indicator: Indicator, of: Period, body: Organisation, basis: str, today: date) -> list[Piece]:
    """What the indicator's total on today's map is made of. Raises NotOnMap."""
    maps, reports = _maps(indicator.form, of, body, basis, today)
    return _pieces(maps, reports, basis, [indicator])[indicator.name]


def _maps(form: ReportForm, of: Period, body: Organisation, basis: str, today: date) -> tuple[_Maps, QuerySet[Report]]:
    reports = Report.objects.filter(form=form, period=of.key, **{f"{basis}__isnull": False}).order_by()
    codes = dict(Area.objects.values_list("pk", "code"))
    places = reports.values_list("organisation", "organisation__area", "root__area")
    where = {pk: codes[area or root] for pk, area, root in places if area or root}
    return _Maps(where, of.last, today, load_history(), codes.get(body.area_id or 0, "")), reports


def _pieces(
    maps: _Maps, reports: QuerySet[Report], basis: str, indicators: Iterable[Indicator]
) -> dict[str, list[Piece]]:
    cells: dict[int, list[Part]] = defaultdict(list)
    figures = figures_of(reports.filter(organisation__among=maps.where), basis).filter(indicator__in=indicators)
    rows = figures.values_list("indicator", "edition__report__organisation", "edition", "value", "base")
    for indicator, organisation, edition, value, base in rows:
        cells[indicator].append(Part(organisation, edition, Value(value, base)))
    return {one.name: maps.pieces(one, cells[one.pk]) for one in indicators}


def _added(indicator: Indicator, values: list[Value]) -> Value:
    """What the cells of one area come to."""
    if indicator.adds_up == "worst":
        return Value(max(one.value for one in values))
    if indicator.adds_up == "count":
        return Value(sum(one.value > 0 for one in values))
    base = sum(one.base or 0 for one in values) if indicator.adds_up == "share" else None
    return Value(sum(one.value for one in values), base)


def cells_of(pieces: Iterable[Piece]) -> list[Part]:
    """The cells of the pieces, each once."""
    return list({part.edition: part for one in pieces for part in one.parts}.values())


def total_of(indicator: Indicator, pieces: Iterable[Piece]) -> Total:
    """What the pieces of an indicator come to."""
    found = list(pieces)
    if not found:
        return Total(None)
    parts = len(cells_of(found))
    if indicator.adds_up == "worst":
        return Total(Value(max(one.value.value for one in found)), parts)
    base = sum(one.value.base or 0 for one in found) if indicator.adds_up == "share" else None
    undivided = sum(one.value.value for one in found if one.mark)
    return Total(Value(sum(one.value.value for one in found), base), parts, undivided)
