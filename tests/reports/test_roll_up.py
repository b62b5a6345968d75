"""What reports add up to, as it was then and on another day's map, with the parts and who is missing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from phongtrao.organisations.models import Function, OrganisationVersion
from phongtrao.reports.expected import bodies_expected
from phongtrao.reports.form import Value
from phongtrao.reports.models import Indicator, ReportForm
from phongtrao.reports.periods import period
from phongtrao.reports.report_deeds import take
from phongtrao.reports.roll_up import parts_of, roll_up, through
from phongtrao.reports.todays_map import roll_up_now
from tests.conftest import Cast
from tests.reports.samples import ACCEPTED, COMMUNES, DAY, SENT, accepted, carried_out, changed, load, person, written
from tests.work.conftest import at

OF = period("2026")


@pytest.fixture
def form(cast: Cast) -> ReportForm:
    return load(cast)


@pytest.fixture
def three(cast: Cast, form: ReportForm) -> ReportForm:
    """Reports of three communes of four."""
    first = {"mo_hinh": "3", "mo_hinh_moi": "1", "ho": "30/40", "hoi_nghi": "có", "ket_qua": "tốt", "kinh_phi": "1.000"}
    second = {"mo_hinh": "2", "mo_hinh_moi": "không phát sinh", "ho": "1/9", "hoi_nghi": "không", "ket_qua": "khá"}
    accepted(cast, form, "2026", COMMUNES[0], **first)
    accepted(cast, form, "2026", COMMUNES[1], **second)
    accepted(cast, form, "2026", COMMUNES[2], mo_hinh="4", mo_hinh_moi="4", hoi_nghi="có")
    return form


def test_each_kind_adds_up_in_its_own_way_and_who_is_missing_is_named(cast: Cast, three: ReportForm) -> None:
    found = roll_up(three, OF, cast.body("ha-thanh.ubnd"))
    assert {name: total.value for name, total in found.totals.items()} == {
        "mo_hinh": Value(9),
        "mo_hinh_moi": Value(5),
        "kinh_phi": Value(1000),
        "ho": Value(31, 49),
        "hoi_nghi": Value(2),
        "ket_qua": Value(1),
    }
    assert {name: total.parts for name, total in found.totals.items()}["ho"] == 2
    assert found.missing == (cast.body(COMMUNES[3]).pk,)


def test_a_total_says_where_it_comes_from(cast: Cast, three: ReportForm) -> None:
    indicator = Indicator.objects.get(name="ho")
    parts = parts_of(three, OF, cast.body("ha-thanh.ubnd"), indicator, "accepted")
    assert [(p.organisation, p.value) for p in parts] == [
        (cast.body(COMMUNES[0]).pk, Value(30, 40)),
        (cast.body(COMMUNES[1]).pk, Value(1, 9)),
    ]


def test_what_was_only_sent_counts_where_it_is_asked_for(cast: Cast, three: ReportForm) -> None:
    carried_out(cast, written(cast, three, "2026", COMMUNES[3], {"mo_hinh": "7", "mo_hinh_moi": "0"}), SENT)
    root = cast.body("ha-thanh.ubnd")
    assert roll_up(three, OF, root).totals["mo_hinh"].value == Value(9)
    sent = roll_up(three, OF, root, "sent")
    assert sent.totals["mo_hinh"].value == Value(16) and sent.missing == ()


def test_the_other_province_and_other_periods_count_nothing(cast: Cast, three: ReportForm) -> None:
    elsewhere = roll_up(three, OF, cast.body("binh-phu.ubnd"))
    assert all(total.value is None for total in elsewhere.totals.values()) and len(elsewhere.missing) == 4
    assert roll_up(three, period("2025"), cast.body("ha-thanh.ubnd")).counted == frozenset()


@pytest.mark.parametrize("line", ["ha-thanh.ubnd", "ha-thanh.cong-an"])
def test_what_comes_from_outside_the_provinces_tree_counts_and_is_waited_for(
    cast: Cast, three: ReportForm, line: str
) -> None:
    """A commune of the other province reports to this one along its line."""
    outside, root = cast.body("xa.91001.ubnd"), cast.body("ha-thanh.ubnd")
    outside.versions.update(line_parent=cast.body(line))
    assert roll_up(three, OF, root).missing == tuple(sorted((cast.body(COMMUNES[3]).pk, outside.pk)))
    edition = written(cast, three, "2026", outside.code, {"mo_hinh": "100", "mo_hinh_moi": "0"})
    take(carried_out(cast, edition, SENT), "accept_report", person("nhan", cast.body(line), Function.LEADER), at(DAY))
    found = roll_up(three, OF, root)
    assert found.totals["mo_hinh"].value == Value(109) and found.missing == (cast.body(COMMUNES[3]).pk,)
    row = Indicator.objects.get(name="mo_hinh")
    assert through(row, [OF, period("2025")], root)["2026"].value == Value(109)
    assert roll_up(three, OF, cast.body("binh-phu.ubnd")).totals["mo_hinh"].value == Value(100)


def test_what_moved_under_the_province_later_is_not_in_its_earlier_years(cast: Cast, form: ReportForm) -> None:
    moved, root = cast.body("xa.91001.ubnd"), cast.body("ha-thanh.ubnd")
    edition = written(cast, form, "2026", moved.code, {"mo_hinh": "100", "mo_hinh_moi": "0"})
    by = person("nhan", cast.body("binh-phu.ubnd"), Function.LEADER)
    take(carried_out(cast, edition, SENT), "accept_report", by, at(DAY))
    version = moved.versions.get()
    OrganisationVersion.objects.create(
        organisation=moved, name=version.name, folded=version.folded, keys=version.keys, kind="ubnd", level="xa",
        parent=root, valid_from=date(2027, 1, 1), source="thử",
    )  # fmt: skip
    moved.versions.filter(pk=version.pk).update(valid_until=date(2026, 12, 31))
    years = through(Indicator.objects.get(name="mo_hinh"), [OF, period("2027")], root)
    assert years["2026"].value is None and roll_up(form, OF, root).totals["mo_hinh"].value is None


def test_a_commune_sees_its_own(cast: Cast, three: ReportForm) -> None:
    assert roll_up(three, OF, cast.body(COMMUNES[1])).totals["mo_hinh"].value == Value(2)


def test_figures_of_a_day_stand_on_another_days_map(cast: Cast, form: ReportForm) -> None:
    accepted(cast, form, "2025", COMMUNES[0], mo_hinh="3", mo_hinh_moi="0", ho="1/2")
    accepted(cast, form, "2025", COMMUNES[1], mo_hinh="5", mo_hinh_moi="0", ho="1/4")
    before = date(2025, 6, 1)
    found = roll_up_now(form, period("2025"), cast.body("ha-thanh.ubnd"), "accepted", before)
    assert found.totals["mo_hinh"].value == Value(8) and found.totals["ho"].value == Value(2, 6)
    district = roll_up_now(form, period("2025"), cast.body("huyen.901.ubnd"), "accepted", before)
    assert district.totals["mo_hinh"].value == Value(8) and len(district.counted) == 2
    other = roll_up_now(form, period("2025"), cast.body("huyen.902.ubnd"), "accepted", before)
    assert other.totals["mo_hinh"].value is None


def said(capsys: pytest.CaptureFixture[str], *command: str) -> list[dict[str, Any]]:
    call_command(*command)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_command_prints_values_missing_bodies_and_parts(
    cast: Cast, three: ReportForm, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = {one["indicator"]: one for one in said(capsys, "roll_up", "mau-thu", "2026", "ha-thanh.ubnd", "--json")}
    assert lines["mo_hinh"]["value"] == 9 and lines["mo_hinh"]["missing"] == [COMMUNES[3]]
    assert [(p["organisation_code"], p["value"], p["base"]) for p in lines["ho"]["parts"]] == [
        (COMMUNES[0], 30, 40),
        (COMMUNES[1], 1, 9),
    ]
    now = said(
        capsys, "roll_up", "mau-thu", "2026", "UBND tỉnh Hà Thanh", "--as", "now", "--on", "2026-12-31", "--json"
    )
    assert {one["indicator"]: one["value"] for one in now}["mo_hinh"] == 9


def test_a_correction_shows_at_once(cast: Cast, three: ReportForm) -> None:
    carried_out(cast, written(cast, three, "2026", COMMUNES[0], {"mo_hinh": "13"}), ACCEPTED)
    assert roll_up(three, OF, cast.body("ha-thanh.ubnd")).totals["mo_hinh"].value == Value(19)


def test_a_form_of_the_time_of_districts_waits_for_communes_only_once_there_are_no_districts(cast: Cast) -> None:
    form, root = load(cast, changed(reporters=("huyen.ubnd", "xa.ubnd"))), cast.body("ha-thanh.ubnd")
    districts = sorted(cast.body(code).pk for code in ("huyen.901.ubnd", "huyen.902.ubnd"))
    assert bodies_expected(form, period("2024"), root) == districts
    assert bodies_expected(form, OF, root) == sorted(cast.body(code).pk for code in COMMUNES)
