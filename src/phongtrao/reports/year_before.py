"""The same period of the year before beside a roll-up; of a body that was not there yet, what its forerunners said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from phongtrao.organisations.carry import Mark, NotOnMap
from phongtrao.organisations.figures import area_names, mark_words
from phongtrao.organisations.models import Organisation
from phongtrao.reports.models import ReportForm
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import Total, totals_of
from phongtrao.reports.todays_map import forerunners
from phongtrao.work.desk import names_of

ADDED = ("sum", "last", "share")
"""Ways of adding up by which what joined bodies said comes to one figure."""


@dataclass(frozen=True, slots=True)
class Before:
    """Totals of the year before, and in words whose they are where they are not the body's own."""

    totals: dict[str, Total] = field(default_factory=dict)
    note: str = ""


def year_before(form: ReportForm, of: Period, body: Organisation, basis: str) -> Before:
    """What the same period of the year before came to; nothing where there is none.

    A body that was made since has the sum of those whose land lies wholly in its area, for indicators that such a sum
    tells; where one of them was divided, nothing, and why (docs/decisions/divided-figures.md).
    """
    before = of.a_year_before()
    if before is None:
        return Before()
    if not body.area_id or body.exists_on(before.last):
        return Before(totals_of(form, before, body, basis))
    return _of_forerunners(form, before, body, basis, of.last)


def _of_forerunners(form: ReportForm, of: Period, body: Organisation, basis: str, day: date) -> Before:
    try:
        found = forerunners(form, of, body, basis, day)
    except NotOnMap:
        return Before()
    if found.divided:
        told = " ".join(_divided(found.divided, of.last, day))
        return Before(note=f"Chưa có số cùng kỳ năm trước: {told}")
    if not found.bodies:
        return Before()
    ways = {one.name: one.adds_up for one in form.indicators.all()}
    totals = {name: total for name, total in found.totals.items() if ways[name] in ADDED}
    names = ", ".join(sorted(names_of(found.bodies, of.last).values()))
    return Before(totals, f"Số cùng kỳ năm trước cộng từ báo cáo của các đơn vị nay hợp thành đơn vị này: {names}.")


def _divided(divided: dict[str, Mark], then: date, day: date) -> list[str]:
    """`xã A chia ra: địa bàn ngày ... thuộc B, C; không có văn bản nêu tỷ lệ.`"""
    now = area_names({code for mark in divided.values() for code in mark.parts}, day)
    units = area_names(set(divided), then)
    return [
        f"{units[unit]} đã chia: {mark_words(mark, now, day)}"
        for unit, mark in sorted(divided.items(), key=lambda pair: units[pair[0]])
    ]
