"""Pages of pilots: who sees what, what they lead to, what they answer to what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.initiatives.models import ComparedFigure, Pilot
from phongtrao.initiatives.pilot_plan import still_to_choose
from tests.conftest import Cast
from tests.initiatives.pilot_samples import (
    COMMUNES,
    DAY,
    compared,
    drafted,
    issued,
    phase_of,
    planned,
    reported,
    running,
    to_roll_out,
)
from tests.initiatives.samples import kind_of
from tests.recognition.samples import programme as programme_of
from tests.reports.samples import people_of

SignedIn = Callable[[str], Client]
OnDay = Callable[[date], None]


@pytest.fixture(autouse=True)
def _today(on_day: OnDay) -> None:
    on_day(DAY)


def text_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_a_pilot_is_begun_planned_and_begins_through_its_pages(cast: Cast, signed_in: SignedIn) -> None:
    dung = signed_in("dung")
    own = kind_of(cast.body("ha-thanh.ubnd"))
    sent = {"title": "đèn đường tự tắt", "organisation": "ha-thanh.cong-an", "decider": "UBND tỉnh Hà Thanh",
            "comparable": "xa.ubnd", "kind": str(own.pk)}  # fmt: skip
    assert dung.post(reverse("begin_pilot"), sent).status_code == 302
    pilot = Pilot.objects.get()
    days = {"starts_on": "01/01/2026", "ends_on": "31/12/2026"}
    assert dung.post(reverse("add_pilot_phase", args=[pilot.pk]), days).status_code == 302
    phase = pilot.phases.get()
    dung.post(reverse("pilot_phase_deed", args=[phase.pk, "noi"]), {"places": "UBND xã An Lạc\nxa.90002.ubnd"})
    issued(cast, pilot, "plan")
    page = text_of(dung, "pilot", pilot.pk)
    assert reverse("kind", args=[own.pk]) in page
    assert "đã phê duyệt kế hoạch" in page and "UBND xã An Lạc; UBND phường Đông Sơn" in page
    seen = pilot.deeds.count()
    sent = {"begin_phase-seen": str(seen), "begin_phase-day": "01/01/2026"}
    assert dung.post(reverse("pilot_deed", args=[pilot.pk, "begin_phase"]), sent).status_code == 302
    dung.post(reverse("pilot_phase_deed", args=[phase.pk, "bao-cao"]), {"words": "Đã lắp 3 đèn."})
    assert "Đã lắp 3 đèn." in text_of(dung, "pilot_phase", phase.pk)
    assert "Đèn đường" in dung.get(reverse("pilots"), {"tim": "den duong"}).content.decode()
    assert "Chưa có thí điểm" in dung.get(reverse("pilots"), {"tim": "khac"}).content.decode()


def test_what_is_typed_wrong_stands_in_the_form_with_its_reason(cast: Cast, signed_in: SignedIn) -> None:
    pilot, dung = planned(cast), signed_in("dung")
    answer = dung.post(
        reverse("add_pilot_phase", args=[pilot.pk]), {"starts_on": "01/06/2026", "ends_on": "01/05/2026"}
    )
    assert answer.status_code == 400 and "trước ngày bắt đầu" in answer.content.decode()
    phase = pilot.phases.get()
    for typed, said in (("UBND xã Hòa Lâm", "Không tìm thấy tổ chức"), ("xa.90001.ubnd", "đã là nơi thí điểm")):
        answer = dung.post(reverse("pilot_phase_deed", args=[phase.pk, "noi"]), {"places": typed})
        assert answer.status_code == 400 and said in answer.content.decode()
    answer = dung.post(reverse("begin_pilot"), {"title": "x" * 301, "organisation": "không có", "document": "999999"})
    said = answer.content.decode()
    assert answer.status_code == 400 and "Không có văn bản mã 999999" in said and "«không có»" in said


def test_a_body_that_is_to_choose_sees_its_phase_and_chooses_but_not_the_pilot_nor_its_reports(
    cast: Cast, signed_in: SignedIn
) -> None:
    pilot = drafted(cast)
    phase = phase_of(cast, pilot, COMMUNES[1], choosers="xa.ubnd")
    xuan = signed_in("xuan")
    assert xuan.get(reverse("pilot_phase", args=[phase.pk])).status_code == 404
    issued(cast, pilot, "plan")
    assert xuan.get(reverse("pilot", args=[pilot.pk])).status_code == 404
    page = text_of(xuan, "pilot_phase", phase.pk)
    assert "chưa chọn nơi của mình" in page and "Báo cáo giai đoạn" not in page
    assert reverse("pilot_phase", args=[phase.pk]) in text_of(xuan, "pilots")
    own = {"chooser": cast.body(COMMUNES[0]).pk, "place": "Công an xã An Lạc"}
    assert xuan.post(reverse("pilot_phase_deed", args=[phase.pk, "chon"]), own).status_code == 302
    assert [body.code for body in still_to_choose(phase)] == list(COMMUNES[2:])
    others = {"chooser": cast.body(COMMUNES[2]).pk, "place": "Công an xã Phú Khê"}
    assert xuan.post(reverse("pilot_phase_deed", args=[phase.pk, "chon"]), others).status_code == 400


def test_figures_are_typed_and_the_page_says_what_is_missing(cast: Cast, signed_in: SignedIn) -> None:
    row, lan = compared(cast, running(cast)), signed_in("lan")
    deed = "pilot_comparison_deed"
    lan.post(reverse(deed, args=[row.pk, "so-lieu"]), {"title": "Đồng hồ", "unit": "chiếc", "measure": ""})
    figure = {"line": "1", "body": cast.body(COMMUNES[0]).pk, "when": "after", "value": "12", "source": "Báo cáo số 5"}
    assert lan.post(reverse(deed, args=[row.pk, "ghi-so"]), figure).status_code == 302
    page = text_of(lan, "pilot_comparison", row.pk)
    assert "không cho biết thí điểm có tác dụng hay không" in page and "7 số" in page and "Báo cáo số 5" in page
    wrong = lan.post(reverse(deed, args=[row.pk, "ghi-so"]), {**figure, "value": "13", "base": "12"})
    assert wrong.status_code == 400 and ComparedFigure.objects.get().value == 12
    wrong = lan.post(reverse(deed, args=[row.pk, "lay-so"]))
    assert wrong.status_code == 400 and "chưa có số liệu nào do hệ thống đếm" in wrong.content.decode()


def test_the_roll_out_page_names_who_remains_and_leads_on_to_giving_the_duties(cast: Cast, signed_in: SignedIn) -> None:
    pilot, lan = to_roll_out(cast), signed_in("lan")
    page = text_of(lan, "pilot_roll_out", pilot.pk)
    assert "UBND xã Phú Khê" in page and "2 nơi còn lại" in page and "chưa phát hành" in page
    wrong = lan.post(
        reverse("pilot_roll_out", args=[pilot.pk]),
        {"comparable": "xa.ubnd", "plan_due": "01/01/2027", "done_by": "01/12/2026", "yearly": "10/11"},
    )
    assert wrong.status_code == 400 and "phải sau hạn lập kế hoạch" in wrong.content.decode()
    issued(cast, pilot, "roll_out")
    document = Pilot.objects.get().roll_out.document_id
    page = text_of(lan, "pilot_roll_out", pilot.pk)
    assert reverse("adoption", args=[document]) in page and "Đã giao nhiệm vụ cho 0 trên 2 nơi" in page
    assert text_of(lan, "adoption", document)


def test_the_reports_are_seen_by_who_sees_the_pilot_and_another_province_sees_nothing(
    cast: Cast, signed_in: SignedIn
) -> None:
    pilot = reported(cast)
    phase = pilot.phases.get()
    assert "Hai nơi dùng tốt" in text_of(signed_in("lan"), "pilot_phase", phase.pk)
    place, _ = people_of(cast.body(COMMUNES[0]))
    assert "Hai nơi dùng tốt" not in text_of(signed_in(place.username), "pilot_phase", phase.pk)
    for name, pk in (("pilot", pilot.pk), ("pilot_phase", phase.pk), ("pilot_roll_out", pilot.pk)):
        assert signed_in("binh").get(reverse(name, args=[pk])).status_code == 404


def test_a_list_of_many_pilots_asks_the_database_no_more_often(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(4):
        planned(cast)
    lan = signed_in("lan")
    lan.get(reverse("pilots"))
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        lan.get(reverse("pilots"))


def test_a_programme_shows_its_pilots_and_its_roll_out_belongs_to_it(cast: Cast, signed_in: SignedIn) -> None:
    programme = programme_of(cast)
    pilot = to_roll_out(cast, programme=programme)
    issued(cast, pilot, "roll_out")
    page = text_of(signed_in("lan"), "programme", programme.name)
    assert "Đồng hồ nước thông minh" in page
    assert reverse("pilots") in text_of(signed_in("lan"), "initiatives")
    assert [one.pk for one in programme.documents.all()] == [Pilot.objects.get().roll_out.document_id]


def run(*line: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command(*line)
    return capsys.readouterr().out


def test_every_deed_has_its_command(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    by, own = ("--by", "dung"), kind_of(cast.body("ha-thanh.ubnd"))
    run("pilot_begin", "đèn đường", "--organisation", "ha-thanh.cong-an", "--decider", "ha-thanh.ubnd",
        "--kind", own.name, *by, capsys=capsys)  # fmt: skip
    assert Pilot.objects.get().kind == own
    pk = str(Pilot.objects.get().pk)
    said = run("pilot_phase", pk, "--from", "01/01/2026", "--until", "2026-12-31", "--place", COMMUNES[0],
               "--place", "UBND phường Đông Sơn", *by, capsys=capsys)  # fmt: skip
    assert "UBND xã An Lạc; UBND phường Đông Sơn" in said
    issued(cast, Pilot.objects.get(), "plan")
    run("pilot_deed", pk, "begin_phase", "--day", "02/01/2026", *by, capsys=capsys)
    assert "Đã lắp" in run("pilot_report", pk, "--words", "Đã lắp 3 đèn.", *by, capsys=capsys)
    run("pilot_comparison", pk, "--new", "Đèn", "--before", "01/07/2025", "31/12/2025", "--after", "01/01/2026",
        "30/06/2026", "--line", "Số đèn", *by, capsys=capsys)  # fmt: skip
    said = run("pilot_comparison", pk, "--body", COMMUNES[0], "--line", "1", "--when", "after", "--value", "3",
               "--source", "Báo cáo số 5", "--json", *by, capsys=capsys)  # fmt: skip
    assert '"value": 3' in said and '"missing": 7' in said
    assert "xa.90003.ubnd" in run("pilot_roll_out", pk, *by, capsys=capsys)
    with pytest.raises(CommandError, match="sơ kết hoặc tổng kết trước"):
        run("pilot_roll_out", pk, "--plan-due", "01/02/2027", *by, capsys=capsys)


def test_pilots_are_told_as_they_stood_on_a_day(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    running(cast)
    assert '"state": "running"' in run("pilots", "--json", capsys=capsys)
    assert run("pilots", "--on", "2026-11-19", "--json", capsys=capsys) == ""
