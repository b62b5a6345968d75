"""Recognised units are watched by their own work, warned in time, confirmed each year; nothing lapses by itself."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.measures import MEASURES, Measured
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.models import Candidacy, Certificate, Recognition, RulesVersion, UpkeepYear
from phongtrao.recognition.rules import Upkeep, as_data
from phongtrao.recognition.uphold import confirm, lapse_due, warn, watched
from phongtrao.year_days import YearDay
from tests.conftest import Cast
from tests.recognition.samples import DAY, RULES, proposed, recognised, school
from tests.reports.samples import people_of
from tests.work.conftest import at

NEXT = date(2027, 11, 25)
DUE = Upkeep(YearDay(19, 12), source="Kế hoạch 35, mục VI")


@pytest.fixture
def unit_(cast: Cast, on_day: Callable[[date], None]) -> Recognition:
    """A school recognised in 2026 with a certificate, under rules that ask for upkeep by 19 December."""
    on_day(DAY)
    candidacy = proposed(cast, school(cast))
    rules = candidacy.rules
    RulesVersion.objects.filter(pk=rules.pk).update(content=as_data(replace(RULES, upkeep=DUE)))
    recognised(cast, candidacy)
    found = Recognition.objects.get(candidacy=candidacy)
    Certificate.objects.create(
        recognition=found, serial="GCN-1", statement="x", key="k", issued_on=DAY, by=cast.user("vy"), at=at(DAY)
    )
    take(Candidacy.objects.get(pk=candidacy.pk), "certify", cast.user("vy"), at(DAY))
    on_day(NEXT)
    return Recognition.objects.select_related("candidacy__rules").get(pk=found.pk)


def test_a_unit_that_does_its_work_is_not_at_risk_until_the_day_comes_near(unit_: Recognition) -> None:
    early = watched(unit_, date(2027, 6, 1))
    assert (early.risks, early.due, early.days_left) == ((), date(2027, 12, 19), 201)
    [risk] = watched(unit_, NEXT).risks
    assert risk.words == "còn 24 ngày đến hạn xác nhận duy trì (19/12/2027)" and risk.rule == "Kế hoạch 35, mục VI"
    [risk] = watched(unit_, date(2027, 12, 25)).risks
    assert risk.words == "quá hạn xác nhận duy trì 6 ngày"


def test_the_year_of_recognition_itself_need_not_be_confirmed(cast: Cast, unit_: Recognition) -> None:
    assert watched(unit_, date(2026, 12, 10)).risks == ()
    with pytest.raises(Refused, match="các năm từ 2027"):
        confirm(unit_, 2026, "Tốt.", cast.user("dung"), at(NEXT))
    with pytest.raises(Refused, match="các năm từ 2027"):
        confirm(unit_, 2028, "Tốt.", cast.user("dung"), at(NEXT))


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        ("reports_on_time", Measured(2, 3, "ba báo cáo"), "báo cáo đúng hạn: 2/3"),
        ("tasks_on_time", Measured(0, 1, "một việc"), "việc đúng hạn: 0/1"),
        ("findings_mended", Measured(0, 1, "một kiến nghị"), "khắc phục sau kiểm tra: 0/1"),
        ("duties_overdue", Measured(2, None, "hai nhiệm vụ"), "2 nhiệm vụ quá hạn"),
    ],
)
def test_each_measure_that_falls_short_is_a_risk_with_its_lineage(
    unit_: Recognition, monkeypatch: pytest.MonkeyPatch, name: str, told: Measured, words: str
) -> None:
    known = MEASURES[name]
    monkeypatch.setitem(MEASURES, name, replace(known, tell=lambda bodies, *_: dict.fromkeys(bodies, told)))
    [risk] = watched(unit_, date(2027, 6, 1)).risks
    assert risk.words == words and told.lineage in risk.rule


def test_a_year_is_confirmed_once_and_stands_on_the_page(
    cast: Cast, unit_: Recognition, signed_in: Callable[[str], Client]
) -> None:
    client, address = signed_in("dung"), reverse("upkeep_deed", args=[unit_.pk, "keep_up"])
    assert "có nguy cơ" in client.get(reverse("upkeep")).content.decode()
    for _ in range(2):
        client.post(address, {"year": "2027", "words": "Giữ vững các tiêu chí."})
    assert UpkeepYear.objects.get().year == 2027 and unit_.candidacy.deeds.filter(deed="keep_up").count() == 1
    page = client.get(reverse("upkeep")).content.decode()
    assert "đã xác nhận duy trì" in page and "Giữ vững các tiêu chí." in page


def test_a_warning_stands_on_the_page_of_the_unit(
    cast: Cast, unit_: Recognition, signed_in: Callable[[str], Client]
) -> None:
    said = {"year": "2027", "words": "Hai báo cáo quý chưa gửi."}
    signed_in("dung").post(reverse("upkeep_deed", args=[unit_.pk, "warn_recognised"]), said)
    client = Client()
    client.force_login(people_of(unit_.candidacy.organisation)[0], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("candidacy", args=[unit_.candidacy_id])).content.decode()
    assert "Nhắc nguy cơ không duy trì được" in page and "Hai báo cáo quý chưa gửi." in page
    assert client.get(reverse("upkeep")).status_code == 200


def test_only_who_appraises_confirms_and_warns(cast: Cast, unit_: Recognition) -> None:
    for name in ("lan", "xuan", "quan-tri"):
        with pytest.raises(Refused, match="thuộc về: cơ quan thẩm định"):
            confirm(unit_, 2027, "Tốt.", cast.user(name), at(NEXT))
        with pytest.raises(Refused, match="thuộc về: cơ quan thẩm định"):
            warn(unit_, "Chậm.", cast.user(name), at(NEXT))
    assert not UpkeepYear.objects.exists()


def test_nothing_lapses_unless_the_rules_in_force_say_so(cast: Cast, unit_: Recognition) -> None:
    late, admin = at(date(2028, 1, 5)), cast.user("quan-tri")
    assert lapse_due(admin, late) == []
    lapsing(unit_)
    assert [one.pk for one in lapse_due(admin, late)] == [unit_.pk]
    unit_.refresh_from_db()
    assert (unit_.ended_on, unit_.ended_by) == (date(2028, 1, 5), None)
    assert Candidacy.objects.get(pk=unit_.candidacy_id).state == "lapsed"
    assert Certificate.objects.get().withdrawn_on == date(2028, 1, 5)
    assert lapse_due(admin, late) == []


def lapsing(unit_: Recognition) -> None:
    said = as_data(replace(RULES, upkeep=replace(DUE, lapses=True)))
    RulesVersion.objects.filter(pk=unit_.candidacy.rules_id).update(content=said)


def test_what_was_confirmed_or_is_not_due_yet_does_not_lapse(cast: Cast, unit_: Recognition) -> None:
    lapsing(unit_)
    assert lapse_due(cast.user("quan-tri"), at(date(2027, 12, 19))) == []
    confirm(unit_, 2027, "Tốt.", cast.user("dung"), at(NEXT))
    assert lapse_due(cast.user("quan-tri"), at(date(2028, 1, 5))) == []


def test_it_is_listed_confirmed_and_warned_of_by_command(cast: Cast, unit_: Recognition) -> None:
    out, number = io.StringIO(), str(unit_.candidacy_id)
    call_command("uphold", "--at-risk", "--json", "--by", "dung", stdout=out)
    said = json.loads(out.getvalue())
    assert said["days_left"] == 24 and len(said["risks"]) == 1 and said["confirmed"] is False
    call_command("uphold", number, "--warn", "--words", "Chậm.", "--by", "dung", stdout=out)
    out = io.StringIO()
    call_command("uphold", number, "--words", "Tốt.", "--json", "--by", "dung", stdout=out)
    assert json.loads(out.getvalue())["confirmed"] is True
    with pytest.raises(CommandError, match="quản trị hệ thống"):
        call_command("lapse", "--by", "dung")
    out = io.StringIO()
    call_command("lapse", stdout=out)
    assert "0 công nhận hết hiệu lực" in out.getvalue()
