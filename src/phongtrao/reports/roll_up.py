"""Tổng hợp: what the reports below a body add up to, asked of the cells themselves each time: nothing is ever stale.

A synthesis that was signed keeps what it found (`Synthesis.figures`); this module never writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation
from phongtrao.reports.expected import bodies_expected
from phongtrao.reports.form import Value
from phongtrao.reports.models import Figure, Indicator, Report, ReportForm
from phongtrao.reports.periods import Period

BASES = {"accepted": "báo cáo đã nhận", "sent": "báo cáo đã gửi"}
"""Which edition of a report counts: the one accepted last, or the one that was sent last."""


@dataclass(frozen=True, slots=True)
class Total:
    """What an indicator comes to: `value` None where no part says anything. `parts`: reports that say something."""

    value: Value | None
    parts: int = 0
    undivided: int = 0
    """Of the value, what stays with land that lies in several units of today's map, and that no paper divides."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Totals by indicator, the bodies counted, and those still waited for."""

    totals: dict[str, Total]
    counted: frozenset[int]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One cell of a total: whose, in which edition."""

    organisation: int
    edition: int
    value: Value


Below = Mapping[int, bool]
"""What `tree.below_told` says of a body: asked once where several questions are about the same day."""


def reports_below(form: ReportForm, of: Period, body: Organisation, below: Below | None = None) -> QuerySet[Report]:
    """Reports by the form for the period of the body, of all below it then, and of those that report to it."""
    return reports_of(form, [of], body, below)


def reports_of(
    form: ReportForm, periods: Sequence[Period], body: Organisation, below: Below | None = None
) -> QuerySet[Report]:
    """The same of several periods: of a province each by its own day's tree (`Report.root`), and of bodies outside it
    that report to it or are below it in line; of another body by the tree of the last of their last days."""
    day = max(one.last for one in periods)
    below = tree.below_told(body.pk, day) if below is None else below
    version = body.version(day)
    is_root = version is not None and version.parent_id is None
    others = [pk for pk, is_inside in below.items() if not (is_root and is_inside)]
    found = Report.objects.filter(form=form, period__in=[one.key for one in periods]).order_by()
    return found.filter(Q(root=body) | Q(receiver=body) | Q(organisation__among=others))


def figures_of(reports: QuerySet[Report], basis: str) -> QuerySet[Figure]:
    """Cells of the editions that count."""
    return Figure.objects.filter(edition__in=reports.filter(**{f"{basis}__isnull": False}).values(basis)).order_by()


def roll_up(
    form: ReportForm, of: Period, body: Organisation, basis: str = "accepted", below: Below | None = None
) -> RolledUp:
    """As it was then: by the bodies and the tree of the period's last day."""
    below = tree.below_told(body.pk, of.last) if below is None else below
    reports = reports_below(form, of, body, below)
    counted = counted_in(reports, basis)
    missing = tuple(pk for pk in bodies_expected(form, of, body, below=below) if pk not in counted)
    return RolledUp(totals_in(form, reports, basis), counted, missing)


def counted_in(reports: QuerySet[Report], basis: str) -> frozenset[int]:
    """Ids of the bodies whose reports count."""
    return frozenset(reports.filter(**{f"{basis}__isnull": False}).values_list("organisation", flat=True))


def totals_of(form: ReportForm, of: Period, body: Organisation, basis: str = "accepted") -> dict[str, Total]:
    """What `roll_up` gives by indicator, without asking who is missing."""
    return totals_in(form, reports_below(form, of, body), basis)


def _sums(way: str = "") -> dict[str, Any]:
    """What a total is made of; `way` leads from the rows that are asked to the figures."""
    value = f"{way}value"
    return {
        "part": Sum(value),
        "whole": Sum(f"{way}base"),
        "worst": Max(value),
        "answered": Count(value),
        "yes": Count(value, Q(**{f"{value}__gt": 0})),
    }


def totals_in(form: ReportForm, reports: QuerySet[Report], basis: str) -> dict[str, Total]:
    """What these reports of the form come to, by indicator."""
    found = {row["indicator"]: row for row in figures_of(reports, basis).values("indicator").annotate(**_sums())}
    return {one.name: _total(one, found.get(one.pk)) for one in form.indicators.all()}


def _total(indicator: Indicator, row: Any) -> Total:
    if row is None:
        return Total(None)
    value = {
        "count": Value(row["yes"]),
        "share": Value(int(row["part"]), int(row["whole"] or 0)),
        "worst": Value(row["worst"]),
    }.get(indicator.adds_up, Value(int(row["part"])))
    return Total(value, row["answered"])


def through(
    indicator: Indicator,
    periods: Sequence[Period],
    body: Organisation,
    basis: str = "accepted",
    below: Below | None = None,
) -> dict[str, Total]:
    """Key of each period → what the indicator came to, by the tree of the last of the periods' last days."""
    reports = reports_of(indicator.form, periods, body, below).filter(**{f"{basis}__figures__indicator": indicator})
    rows = reports.values("period").annotate(**_sums(f"{basis}__figures__"))
    found = {row["period"]: _total(indicator, row) for row in rows}
    return {one.key: found.get(one.key, Total(None)) for one in periods}


def parts_of(
    form: ReportForm, of: Period, body: Organisation, indicator: Indicator, basis: str, below: Below | None = None
) -> list[Part]:
    """The cells that a total is made of, by body: where it comes from."""
    cells = figures_of(reports_below(form, of, body, below), basis).filter(indicator=indicator)
    rows = cells.order_by("edition__report__organisation").values_list(
        "edition__report__organisation", "edition", "value", "base"
    )
    return [Part(pk, edition, Value(value, base)) for pk, edition, value, base in rows]


def all_parts(form: ReportForm, of: Period, body: Organisation, basis: str) -> dict[str, list[Part]]:
    """The cells of every total, by the indicator's name; in one query and that of the tree."""
    return parts_in(reports_below(form, of, body), basis)


def parts_in(reports: QuerySet[Report], basis: str) -> dict[str, list[Part]]:
    """The cells of these reports, by the indicator's name."""
    cells = figures_of(reports, basis).order_by("edition__report__organisation")
    found: dict[str, list[Part]] = defaultdict(list)
    rows = cells.values_list("indicator__name", "edition__report__organisation", "edition", "value", "base")
    for name, organisation, edition, value, base in rows:
        found[name].append(Part(organisation, edition, Value(value, base)))
    return dict(found)
