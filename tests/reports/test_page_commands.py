"""The commands that do what the pages of reports do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import FormUse, Report, ReportForm
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.reports.samples import DAY, FORM, SENT, accepted, carried_out, people_of, written
from tests.work import samples as plans
from tests.work.conftest import adopt_whole, at, received

HERE, THERE = "xa.90001.ubnd", "xa.90002.ubnd"
GOOD = {"mo_hinh": "3", "mo_hinh_moi": "1"}


@pytest.fixture
def form(cast: Cast, on_day: Callable[[date], None]) -> ReportForm:
    on_day(DAY)
    return load_form(FORM, cast.user("quan-tri"), at(date(2026, 1, 5)))[0].form


def said(name: str, *given: Any, **options: Any) -> str:
    out = StringIO()
    call_command(name, *given, stdout=out, **options)
    return out.getvalue()


def lines(*given: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said("reports", *given, "--json").splitlines()]


def test_reports_are_printed_as_they_stand(cast: Cast, form: ReportForm) -> None:
    accepted(cast, form, "2026-H1", HERE, **GOOD)
    carried_out(cast, written(cast, form, "2026-H1", THERE, GOOD), SENT)
    first, second = sorted(lines(), key=lambda line: str(line["organisation_code"]))
    assert (first["organisation_code"], first["state"], first["days_late"]) == (HERE, "accepted", 11)
    assert (second["state"], second["sent_on"], second["receiver_code"]) == ("approved", "2026-07-01", "ha-thanh.ubnd")
    assert [line["organisation_code"] for line in lines("--waiting", "--by", "lan")] == [THERE]
    assert lines("--organisation", HERE, "--period", "2025") == []
    assert "đã nhận, muộn 11 ngày" in said("reports", "--organisation", HERE)


def test_an_account_sees_its_own_line_only(cast: Cast, form: ReportForm) -> None:
    accepted(cast, form, "2026-H1", HERE, **GOOD)
    other, _ = people_of(cast.body(THERE))
    assert lines("--by", other.username) == []


def test_what_a_body_owes_and_who_owes_a_body(cast: Cast, form: ReportForm) -> None:
    accepted(cast, form, "2026-H1", THERE, **GOOD)
    owed = lines("--owed-by", HERE)
    assert [(line["period"], line["state"], line["due"]) for line in owed] == [
        ("2026-H1", None, "2026-06-20"), ("2026", None, "2026-12-20"),
    ]  # fmt: skip
    expected = lines("--form", FORM.name, "--period", "2026-H1", "--expected-by", "ha-thanh.ubnd")
    assert len(expected) == 4 and [line["organisation_code"] for line in expected if line["state"]] == [THERE]
    with pytest.raises(CommandError, match="--form và --period"):
        lines("--expected-by", "ha-thanh.ubnd")


def test_deeds_on_a_report(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026-H1", HERE, GOOD)
    writer, leader = people_of(cast.body(HERE))
    number = str(edition.report_id)
    assert "chờ lãnh đạo duyệt" in said("report_deed", number, "send_report", "--by", writer.username)
    said("report_deed", number, "approve_report", "--by", leader.username)
    told = said("report_deed", number, "return_report", "--mark", "mo_hinh=Chưa khớp.", "--by", "lan")
    assert "trả lại" in told and edition.marks.get().text == "Chưa khớp."
    assert "bản thứ 2: đang soạn" in said("report_deed", number, "correct_report", "--by", writer.username)
    with pytest.raises(CommandError, match="thuộc về"):
        said("report_deed", number, "send_report", "--by", "lan")
    with pytest.raises(CommandError, match="Không có báo cáo số"):
        said("report_deed", number, "send_report", "--by", people_of(cast.body(THERE))[0].username)


def test_a_duty_is_answered_with_a_form(cast: Cast, form: ReportForm) -> None:
    plan = received(cast.body("ha-thanh.ubnd"), cast.user("lan"), plans.NEW, plans.new_content(), date(2026, 1, 20))
    adopt_whole(cast, plan, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    duty = Task.objects.filter(assignment__organisation__code=HERE).order_by("due")[0].assignment.duty
    with pytest.raises(CommandError, match="09/11/2026.*lệch 41 ngày.*--period 2026-11-09="):
        said("use_form", str(duty.pk), FORM.name, "--by", "lan")
    with pytest.raises(CommandError, match="không lập cho quý IV"):
        said("use_form", str(duty.pk), FORM.name, "--period", "2026-11-09=2026-Q4", "--by", "lan")
    whole = ("use_form", str(duty.pk), FORM.name, "--period", "2026-11-09=2026", "--by", "lan")
    assert "trả lời bằng mẫu mau-thu" in said(*whole) and "đã ghi từ trước" in said(*whole)
    assert "đã ghi từ trước" in said("use_form", str(duty.pk), FORM.name, "--by", "lan")
    owed = lines("--owed-by", HERE)
    assert {line["clause"] for line in owed} == {duty.clause} and Report.objects.count() == 0
    assert "không dùng mẫu" in said("use_form", str(duty.pk), "--by", "lan") and not FormUse.objects.exists()
    with pytest.raises(CommandError, match="trong phạm vi"):
        said("use_form", str(duty.pk), FORM.name, "--by", "son")
    with pytest.raises(CommandError, match="đã giao việc từ văn bản"):
        said("use_form", str(duty.pk), FORM.name, "--by", people_of(cast.body(HERE))[1].username)
