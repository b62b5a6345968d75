"""Who sent on time, late or not at all; what a correction does to that, and what figures want looking at again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from phongtrao.reports.expected import Owed, owed
from phongtrao.reports.form import PeriodRule
from phongtrao.reports.models import Edition, FormUse, ReportForm
from phongtrao.reports.outliers import CELL_RULES, REPORT_RULES, outliers
from phongtrao.reports.periods import period
from phongtrao.reports.timeliness import Tally, periods_of, timeliness, way, years
from phongtrao.reports.timeliness_bars import bars
from tests.conftest import Cast
from tests.reports.samples import (
    ACCEPTED,
    COMMUNES,
    FORM,
    SENT,
    accepted,
    carried_out,
    changed,
    duty_with_tasks,
    load,
    written,
)
from tests.work.conftest import at

OF = period("2026-H1")
BEFORE, LATE, NOW = date(2026, 6, 19), date(2026, 6, 23), date(2026, 7, 1)
"""The form is due on 20/06."""
GOOD = {"mo_hinh": "3", "mo_hinh_moi": "1"}


@pytest.fixture
def form(cast: Cast) -> ReportForm:
    return load(cast)


def sent(cast: Cast, form: ReportForm, code: str, on: date, *deeds: str) -> Edition:
    return carried_out(cast, written(cast, form, OF.key, code, GOOD), [*SENT, *deeds], on, "vì sao")


def how(cast: Cast, form: ReportForm, code: str, day: date = NOW) -> Owed:
    rows = owed(form, OF, cast.body("ha-thanh.ubnd"), day)
    return next(one for one in rows if one.organisation == cast.body(code).pk)


def test_each_stands_to_its_last_day_in_one_way_and_the_levels_add_up(cast: Cast, form: ReportForm) -> None:
    sent(cast, form, COMMUNES[0], BEFORE, "accept_report")
    sent(cast, form, COMMUNES[1], LATE)
    sent(cast, form, COMMUNES[2], BEFORE, "return_report")
    found = timeliness(form, OF, cast.body("ha-thanh.ubnd"), NOW)
    assert found.whole == Tally(expected=4, on_time=1, late=1, missing=2, accepted=1, returned=1)
    assert found.whole.share == "25 %" and found.levels == {"xa": found.whole}
    assert (how(cast, form, COMMUNES[1]).days_late, how(cast, form, COMMUNES[3]).days_late) == (3, 11)


def test_nothing_is_missing_before_its_last_day_is_over(cast: Cast, form: ReportForm) -> None:
    assert way(how(cast, form, COMMUNES[0], date(2026, 6, 20))) == "waiting"
    assert way(how(cast, form, COMMUNES[0], date(2026, 6, 21))) == "missing"


def test_correcting_an_accepted_report_does_not_count_against_the_body(cast: Cast, form: ReportForm) -> None:
    sent(cast, form, COMMUNES[0], BEFORE, "accept_report")
    edition = written(cast, form, OF.key, COMMUNES[0], {"mo_hinh": "5"})
    for deeds in ((), SENT, ("accept_report",)):
        edition = carried_out(cast, edition, deeds, LATE)
        one = how(cast, form, COMMUNES[0])
        assert (way(one), one.sent_on, one.is_accepted) == ("on_time", BEFORE, True), edition.state


def test_a_correction_that_is_returned_or_taken_back_leaves_the_report_on_time(cast: Cast, form: ReportForm) -> None:
    for code, deed in ((COMMUNES[0], "return_report"), (COMMUNES[1], "withdraw_report")):
        sent(cast, form, code, BEFORE, "accept_report")
        carried_out(cast, written(cast, form, OF.key, code, {"mo_hinh": "5"}), [*SENT, deed], LATE, "nhầm số")
        assert (way(how(cast, form, code)), how(cast, form, code).is_returned) == ("on_time", False)


def test_a_body_that_takes_its_report_back_to_mend_it_keeps_its_day_once_it_sent_again(
    cast: Cast, form: ReportForm
) -> None:
    sent(cast, form, COMMUNES[0], BEFORE, "withdraw_report")
    assert way(how(cast, form, COMMUNES[0])) == "missing"
    sent(cast, form, COMMUNES[0], LATE)
    assert (way(how(cast, form, COMMUNES[0])), how(cast, form, COMMUNES[0]).sent_on) == ("on_time", BEFORE)


def test_after_a_return_the_edition_sent_in_its_place_counts(cast: Cast, form: ReportForm) -> None:
    sent(cast, form, COMMUNES[0], BEFORE, "return_report")
    assert how(cast, form, COMMUNES[0]).is_returned
    sent(cast, form, COMMUNES[0], LATE)
    one = how(cast, form, COMMUNES[0])
    assert (way(one), one.days_late, one.is_returned) == ("late", 3, False)


def test_the_same_period_of_years_before_stands_beside(cast: Cast, form: ReportForm) -> None:
    for key, on in (("2025", date(2025, 12, 20)), ("2026", date(2026, 12, 21))):
        carried_out(cast, written(cast, form, key, COMMUNES[0], GOOD), ACCEPTED, on)
    found = years(form, period("2026"), cast.body("ha-thanh.ubnd"), date(2026, 12, 31))
    assert [(one.of.key, one.whole.on_time, one.whole.late) for one in found] == [("2026", 0, 1), ("2025", 1, 0)]


def test_a_period_of_several_years_is_offered_once_somebody_named_it(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    form = load(cast, changed(name="tong-ket", periods=(PeriodRule("span"), *FORM.periods)))
    assert not any(one.every == "span" for one in periods_of(form, NOW))
    written(cast, form, "2021-2026", COMMUNES[0], GOOD)
    duty = duty_with_tasks(cast, COMMUNES[0])
    FormUse.objects.create(
        form=form, duty=duty, periods={"2026-11-09": "2021-2025", "2026-06-09": ""}, by=cast.user("lan"), at=at(NOW)
    )
    spans = [one.key for one in periods_of(form, NOW) if one.every == "span"]
    assert spans == ["2021-2026", "2021-2025"]
    shown = signed_in("lan").get(reverse("timeliness"), {"mau": "tong-ket"}).content.decode()
    assert '<option value="2021-2026">giai đoạn 2021-2026</option>' in shown and 'value="2021-2025"' in shown


def test_periods_are_those_of_the_form_whose_data_had_begun(form: ReportForm) -> None:
    keys = [one.key for one in periods_of(form, NOW)]
    assert keys[:3] == ["2026", "2026-H1", "2025"] and "2025-H2" not in keys


def test_nobody_owes_what_was_due_before_the_form_came_into_force(cast: Cast) -> None:
    later = load(cast, changed(valid_from=date(2026, 1, 30)))
    assert [one.key for one in periods_of(later, NOW)] == ["2026", "2026-H1"]


def test_a_bar_is_parted_as_its_words_say() -> None:
    [bar] = bars([("Năm 2026", Tally(10, 6, 1, 2, 1)), ("Năm 2025", Tally())])
    assert bar.said == "phải gửi 10: 6 đúng hạn (66,7 %), 1 gửi muộn, 2 quá hạn chưa gửi, 1 chưa đến hạn"
    widths = [float(width) for width in re.findall(r'<rect x="[\d.]+" y="1" width="([\d.]+)"', bar.svg)]
    assert [round(width / sum(widths), 2) for width in widths] == [0.6, 0.1, 0.2, 0.1]


@pytest.mark.parametrize("rule", CELL_RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_its_examples_and_leaves_what_is_like_them(rule: Any) -> None:
    assert [one for one in rule.examples if not rule.look(*one)] == []
    assert [one for one in rule.not_examples if rule.look(*one)] == []


@pytest.mark.parametrize("rule", REPORT_RULES, ids=lambda rule: rule.name)
def test_a_rule_of_whole_reports_finds_its_examples_and_leaves_what_is_like_them(rule: Any) -> None:
    assert [one for one in rule.examples if not rule.look(*one)] == []
    assert [one for one in rule.not_examples if rule.look(*one)] == []


@pytest.fixture
def odd(cast: Cast, form: ReportForm) -> ReportForm:
    """A commune whose money has a digit too many; another whose figures are as ever."""
    for code, last, now in ((COMMUNES[0], "125", "1.250"), (COMMUNES[1], "100", "110")):
        for key, money in (("2025", last), ("2026", now)):
            accepted(cast, form, key, code, **GOOD, kinh_phi=money)
    return form


def test_a_figure_is_held_against_the_bodys_own_earlier_ones(cast: Cast, odd: ReportForm) -> None:
    [one] = outliers(odd, period("2026"), cast.body("ha-thanh.ubnd"))
    assert (one.organisation, one.indicator, one.rule) == (cast.body(COMMUNES[0]).pk, "kinh_phi", "digit")
    assert "thừa một chữ số" in one.said
    assert outliers(odd, period("2026"), cast.body(COMMUNES[1])) == []


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> list[dict[str, Any]]:
    call_command(*command, "--json")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_commands_say_what_the_pages_show(cast: Cast, odd: ReportForm, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("mau-thu", "2026", "ha-thanh.ubnd")
    said = printed(capsys, "report_timeliness", *asked, "--on", "2026-07-01")
    assert [one["period"] for one in said if "organisation" not in one] == ["2026", "2025", "2026"]
    bodies = {one["organisation_code"]: (one["way"], one["year_before"]) for one in said if "organisation" in one}
    on_time, waiting = ("on_time", "late"), ("waiting", "missing")
    assert bodies == dict(zip(COMMUNES, (on_time, on_time, waiting, waiting), strict=True))
    [one] = printed(capsys, "report_outliers", *asked)
    assert (one["organisation_code"], one["indicator"], one["value"], one["rule"]) == (
        COMMUNES[0], "kinh_phi", 1250, "digit"
    )  # fmt: skip
    for command in ("report_timeliness", "report_outliers"):
        call_command(command, *asked)
        assert "thừa một chữ số" in (out := capsys.readouterr().out) or "đúng hạn" in out


def test_the_pages_show_bodies_below_and_nobody_elses(
    cast: Cast, odd: ReportForm, signed_in: Callable[[str], Client]
) -> None:
    address = reverse("timeliness") + "?mau=mau-thu&ky=2025&don_vi=ha-thanh.ubnd"
    page = signed_in("lan").get(address).content.decode()
    assert "xã An Lạc" in page and "gửi muộn 193 ngày" in page and "<svg" in page and "Năm 2024" not in page
    look_again = signed_in("lan").get(reverse("report_outliers") + "?mau=mau-thu&ky=2026").content.decode()
    assert "thừa một chữ số" in look_again and "Kinh phí" in look_again
    other = signed_in("binh").get(address).content.decode()
    assert "xã An Lạc" not in other and "Hòa Lâm" in other
    own = signed_in("xuan").get(address).content.decode()
    assert "phường Đông Sơn" not in own and "xã An Lạc" in own


def test_the_list_is_handed_out_as_a_file(cast: Cast, odd: ReportForm, signed_in: Callable[[str], Client]) -> None:
    for ending in ("xlsx", "docx"):
        answer = signed_in("lan").get(reverse("timeliness") + f"?mau=mau-thu&ky=2026-H1&dang={ending}")
        assert answer.status_code == 200 and f".{ending}" in answer["Content-Disposition"]


def test_without_forms_the_pages_say_so(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    for name in ("timeliness", "report_outliers"):
        assert "Chưa có mẫu báo cáo nào" in signed_in("lan").get(reverse(name)).content.decode()
