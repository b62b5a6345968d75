"""An inspection of the first commune by the province, with a visit, a shortcoming, and what has to be mended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from phongtrao.work.inspections import Plan, add_mending, add_shortcoming, add_visit, plan
from phongtrao.work.models import Duty, Inspection, Mending, Visit
from tests.conftest import Cast
from tests.work.conftest import at

COMMUNE, NEIGHBOUR = "xa.90001.ubnd", "xa.90003.ubnd"
TITLE = "Kiểm tra tủ sách thôn năm 2026"
FOUND = "Sổ theo dõi tủ sách để trống từ tháng Ba."
MEND = "Lập lại sổ theo dõi, có người ký."


def planned(cast: Cast, day: date, **changed: Any) -> Inspection:
    """By the province's inspector, of two communes and a department, over the days around `day`."""
    bodies = [cast.body(code) for code in (COMMUNE, NEIGHBOUR, "ha-thanh.so-noi-vu")]
    given = {
        "organisation": cast.body("ha-thanh.ubnd"),
        "title": TITLE,
        "starts_on": day - timedelta(days=5),
        "ends_on": day + timedelta(days=20),
        "bodies": bodies,
        "duties": list(Duty.objects.filter(clause="2")),
        "team": [cast.user("kien"), cast.user("dung")],
    }
    return plan(Plan(**{**given, **changed}), cast.user("kien"), at(day))


def visited(cast: Cast, day: date, inspection: Inspection, code: str = COMMUNE) -> Visit:
    people = [cast.user("kien")]
    return add_visit(inspection, cast.body(code), day, "Trụ sở UBND xã", people, cast.user("kien"), at(day))


def mending(cast: Cast, day: date) -> Mending:
    """Due in thirty days."""
    visit = visited(cast, day, planned(cast, day))
    duty = Duty.objects.filter(clause="2").first()
    shortcoming = add_shortcoming(visit, FOUND, duty, cast.user("kien"), at(day))
    return add_mending(shortcoming, MEND, day + timedelta(days=30), cast.user("kien"), at(day))
