"""Reports in a browser: what is owed, filling in, sending, returning with marks, accepting; without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry
from phongtrao.reports.cells import NOTHING
from phongtrao.reports.expected import owed
from phongtrao.reports.form import Indicator, PeriodRule
from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import Edition, FormUse, Report, ReportForm
from phongtrao.reports.open_report import report_of
from phongtrao.reports.periods import period
from phongtrao.reports.report_deeds import take
from phongtrao.work.models import Assignment, Duty, Task
from tests.conftest import Cast
from tests.reports.samples import (
    COMMUNES,
    DAY,
    FORM,
    SENT,
    accepted,
    carried_out,
    changed,
    duty_with_tasks,
    load,
    people_of,
    person,
    written,
)
from tests.work.conftest import at

HERE, THERE = "xa.90001.ubnd", "xa.90002.ubnd"
LOADED = date(2026, 1, 5)
SignedIn = Callable[[str], Client]
Go = Callable[[date], None]


@pytest.fixture
def form(cast: Cast, on_day: Go) -> ReportForm:
    """The sample form, here since January; it is the first of July."""
    on_day(DAY)
    people_of(cast.body(HERE))
    return load_form(FORM, cast.user("quan-tri"), at(LOADED))[0].form


@pytest.fixture
def writer(cast: Cast, form: ReportForm, signed_in: SignedIn) -> Client:
    return signed_in(people_of(cast.body(HERE))[0].username)


@pytest.fixture
def leader(cast: Cast, form: ReportForm, signed_in: SignedIn) -> Client:
    return signed_in(people_of(cast.body(HERE))[1].username)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def begin(client: Client, key: str = "2026-H1", code: str = HERE) -> Report:
    client.post(reverse("open_report"), {"form": FORM.name, "period": key, "body": code})
    return Report.objects.get(organisation__code=code, period=key)


def fields(shown: str) -> dict[str, str]:
    """What a browser would send of the entry page, untouched."""
    form = shown[shown.index("data-entry") :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    for name, inside in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r"<option selected>([^<]*)<", inside)
        found[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = inside
    return found


def fill(client: Client, report: Report, then: str = "", **given: str) -> str:
    """What stands on the entry page is sent with these changes, `v_mo_hinh="3"`; the page that comes."""
    sent = fields(page(client, "enter_report", report.pk))
    sent |= {name.replace("_", "-", 1): value for name, value in given.items()}
    response = client.post(reverse("enter_report", args=[report.pk]), {**sent, "then": then}, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def figures(report: Report) -> dict[str, tuple[int, int | None, bool]]:
    edition = report.editions.order_by("nth").last()
    assert edition is not None
    return {n: (v, b, z) for n, v, b, z in edition.figures.values_list("indicator__name", "value", "base", "nothing")}


def deed(client: Client, report: Report, name: str, **given: str) -> str:
    edition = report.editions.order_by("nth").last()
    assert edition is not None
    sent = {f"{name}-edition": str(edition.pk), **{f"{name}-{key}": value for key, value in given.items()}}
    response = client.post(reverse("report_deed", args=[report.pk, name]), sent, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


FILLED = {"v_mo_hinh": "7", "v_mo_hinh_moi": "2", "v_kho_khan": "Thiếu kinh phí."}


def test_the_walk_from_what_is_owed_to_acceptance(
    cast: Cast, writer: Client, leader: Client, signed_in: SignedIn
) -> None:
    owed = page(writer, "reports")
    assert "6 tháng đầu năm 2026" in owed and "quá hạn 11 ngày" in owed and "chưa lập" in owed
    assert "năm 2026" in owed and "Hạn 20/12/2026" in owed
    report = begin(writer)
    shown = fill(writer, report, "send_report", **FILLED)
    assert "Đã trình lãnh đạo duyệt" in shown and "chờ lãnh đạo duyệt" in shown
    assert "Báo cáo thử về phong trào" in page(leader, "reports", muc="cho-toi")
    assert "Duyệt, gửi đi" in page(leader, "report", report.pk)
    deed(leader, report, "approve_report")
    lan = signed_in("lan")
    assert "UBND xã An Lạc" in page(lan, "reports", muc="cho-toi")
    assert "đã nhận" in deed(lan, report, "accept_report")
    report.refresh_from_db()
    assert report.accepted is not None and report.sent == report.accepted
    assert "UBND xã An Lạc" not in page(lan, "reports", muc="cho-toi")


def test_what_fell_due_before_the_form_came_is_not_asked_for_any_more(
    cast: Cast, signed_in: SignedIn, on_day: Go
) -> None:
    on_day(DAY)
    load(cast)
    shown = page(signed_in(people_of(cast.body(HERE))[0].username), "reports")
    asked_for = shown.partition("Lập báo cáo của kỳ khác")[0]
    assert 'value="2026-H1"' not in asked_for and 'value="2026"' in asked_for


def test_beginning_twice_is_one_report_and_only_for_the_bodys_own_people(
    cast: Cast, writer: Client, signed_in: SignedIn
) -> None:
    assert begin(writer) == begin(writer) and Edition.objects.count() == 1
    sent = {"form": FORM.name, "period": "2026-H1", "body": THERE}
    refused = signed_in("lan").post(reverse("open_report"), sent, follow=True).content.decode()
    assert "người xử lý việc của đơn vị báo cáo lập" in unescape(refused) and Report.objects.count() == 1
    wrong = writer.post(reverse("open_report"), {**sent, "period": "quý này"}, follow=True).content.decode()
    assert "Không có kỳ báo cáo" in unescape(wrong)


def test_a_period_asks_for_its_report_once_its_data_began(asked_for: Duty, writer: Client, signed_in: SignedIn) -> None:
    """Tasks are opened far ahead; on the first of July only those are shown whose period runs."""
    signed_in("lan").post(reverse("use_form", args=[asked_for.pk]), FITTED)
    assert Task.objects.filter(assignment__duty=asked_for, scheduled_for__gt=DAY).exists()
    keys = re.findall(r'name="period" value="([^"]+)"', page(writer, "reports"))
    assert keys and {FORM.period_of(date(int(key[:4]), 12, 20)) for key in keys} == {period("2026")}
    assert len(keys) == len(set(keys))


def test_an_accepted_report_is_not_corrected_by_beginning_it_again(
    cast: Cast, form: ReportForm, writer: Client
) -> None:
    accepted(cast, form, "2026-H1", HERE, mo_hinh="1", mo_hinh_moi="1")
    begin(writer)
    assert Edition.objects.count() == 1


def test_each_kind_of_value_is_filled_in(writer: Client) -> None:
    report = begin(writer)
    fill(
        writer, report, v_mo_hinh="1.200", n_mo_hinh_moi="1", v_kinh_phi="1500000", v_ho="31", b_ho="44",
        v_hoi_nghi="có", v_ket_qua="khá", v_kho_khan="Dòng một.\r\nDòng hai.",
    )  # fmt: skip
    assert figures(report) == {
        "mo_hinh": (1200, None, False),
        "mo_hinh_moi": (0, None, True),
        "kinh_phi": (1_500_000, None, False),
        "ho": (31, 44, False),
        "hoi_nghi": (1, None, False),
        "ket_qua": (1, None, False),
    }
    again = fields(page(writer, "enter_report", report.pk))
    assert again["v-kinh_phi"] == "1.500.000" and again["w-mo_hinh_moi"] == NOTHING and again["n-mo_hinh_moi"] == "1"
    assert again["v-ket_qua"] == "khá" and again["v-kho_khan"] == "Dòng một.\nDòng hai."
    before = figures(report)
    fill(writer, report)
    assert figures(report) == before


def test_a_tick_of_nothing_and_a_number_are_never_both_meant(writer: Client) -> None:
    report = begin(writer)
    assert "xin giữ một trong hai" in fill(writer, report, v_mo_hinh="4", n_mo_hinh="1")
    assert figures(report) == {}
    fill(writer, report, n_mo_hinh="1")
    assert figures(report)["mo_hinh"] == (0, None, True)
    fill(writer, report, v_mo_hinh="4")
    assert figures(report)["mo_hinh"] == (4, None, False)
    fill(writer, report, n_mo_hinh="1")
    assert figures(report)["mo_hinh"] == (0, None, True)


def test_what_cannot_be_read_is_told_at_its_cell_and_the_rest_is_saved(writer: Client) -> None:
    report = begin(writer)
    shown = fill(writer, report, v_mo_hinh="bảy", v_mo_hinh_moi="2")
    assert (
        "«bảy» không phải số nguyên" in shown and 'value="bảy"' in shown and figures(report).keys() == {"mo_hinh_moi"}
    )
    notes = re.search(r'<div id="e-mo_hinh".*?</div>', shown, re.DOTALL)
    assert notes and 'role="alert"' in notes[0] and 'aria-describedby="e-mo_hinh"' in shown


def test_a_failed_check_stands_at_its_cell_and_keeps_the_report_from_being_sent(writer: Client) -> None:
    report = begin(writer)
    fill(writer, report, v_mo_hinh="1", v_mo_hinh_moi="2", v_kho_khan="Không.")
    shown = page(writer, "enter_report", report.pk)
    notes = re.search(r'<div id="e-mo_hinh_moi".*?</div>', shown, re.DOTALL)
    assert notes and "không lớn hơn tổng số" in notes[0] and "Còn 1 mục trước khi trình được" in shown
    assert "Chưa trình được" in fill(writer, report, "send_report")
    assert report.editions.get().state == "draft"


def test_what_is_missing_is_told_beside_the_cells_once_one_wants_to_send(writer: Client) -> None:
    report = begin(writer)
    assert page(writer, "enter_report", report.pk).count("chưa có số liệu; xin ghi") == 2
    assert fill(writer, report, "send_report", v_mo_hinh="3").count("chưa có số liệu; xin ghi") == 2 + 1


def test_the_period_before_stands_beside_each_field_and_is_offered_where_it_may_be_the_same(
    cast: Cast, form: ReportForm, writer: Client
) -> None:
    accepted(cast, form, "2025", HERE, mo_hinh="12", mo_hinh_moi="5", ket_qua="tốt")
    report = begin(writer, "2026")
    shown = page(writer, "enter_report", report.pk)
    assert "Kỳ trước: 12 mô hình" in shown and "Kỳ trước: tốt" in shown and "Thiếu kinh phí." in shown
    assert 'aria-describedby="g-mo_hinh e-mo_hinh"' in shown
    assert "Hệ thống biết: 12 mô hình (như kỳ trước)" in shown and shown.count("dùng số này") == 1
    assert figures(report) == {}
    fill(writer, report, use="mo_hinh", v_mo_hinh_moi="1")
    assert figures(report) == {"mo_hinh": (12, None, False), "mo_hinh_moi": (1, None, False)}


def test_what_the_site_knows_is_offered_and_never_written_by_itself(
    cast: Cast, signed_in: SignedIn, on_day: Go
) -> None:
    on_day(DAY)
    known = (
        Indicator("qua_han", "Việc quá hạn", "ket_qua", "integer", "last", measure="duties_overdue", required=False),
        Indicator(
            "dung_han", "Báo cáo đúng hạn", "ket_qua", "share", "share", measure="reports_on_time", required=False
        ),
        Indicator("la", "Đo cái chưa có", "ket_qua", "integer", "sum", measure="khong_co", required=False),
    )
    form = load_form(changed(indicators=(*FORM.indicators, *known)), cast.user("quan-tri"), at(LOADED))[0].form
    late = written(cast, form, "2026-H1", HERE, {"mo_hinh": "1", "mo_hinh_moi": "0"})
    carried_out(cast, late, SENT)
    client = signed_in(people_of(cast.body(HERE))[0].username)
    report = begin(client, "2026")
    shown = page(client, "enter_report", report.pk)
    assert "Hệ thống biết: 0 (nhiệm vụ có việc quá hạn" in shown and "0 % (0/1)" in shown
    assert shown.count("dùng số này") == 2 and figures(report) == {}
    fill(client, report, use="dung_han")
    assert figures(report) == {"dung_han": (0, 1, False)}


def test_two_windows_show_both_values_and_the_person_chooses(cast: Cast, writer: Client, leader: Client) -> None:
    report = begin(writer)
    here = fields(page(writer, "enter_report", report.pk))
    fill(leader, report, v_mo_hinh="4")
    address = reverse("enter_report", args=[report.pk])
    mine = {**here, "v-mo_hinh": "5", "v-mo_hinh_moi": "1"}
    shown = unescape(writer.post(address, mine, follow=True).content.decode())
    assert "Ô này vừa được ghi ở nơi khác" in shown and "Của tôi: 5" in shown and "Đã ghi: 4" in shown
    assert people_of(cast.body(HERE))[1].full_name in shown
    assert figures(report) == {"mo_hinh": (4, None, False), "mo_hinh_moi": (1, None, False)}
    undecided = fields(shown)
    assert "Của tôi: 5" in unescape(writer.post(address, undecided, follow=True).content.decode())
    assert figures(report)["mo_hinh"][0] == 4
    kept = unescape(writer.post(address, {**undecided, "c-mo_hinh": "theirs"}, follow=True).content.decode())
    assert figures(report)["mo_hinh"][0] == 4 and fields(kept)["v-mo_hinh"] == "4"
    writer.post(address, {**undecided, "c-mo_hinh": "mine"})
    assert figures(report)["mo_hinh"][0] == 5


def test_a_window_that_saves_by_itself_never_takes_back_what_another_wrote(writer: Client, leader: Client) -> None:
    report = begin(writer)
    fill(writer, report, v_mo_hinh="3", v_kho_khan="Thiếu người.")
    here = fields(page(writer, "enter_report", report.pk))
    fill(leader, report, v_mo_hinh="8", v_kho_khan="Thiếu tiền.")
    address, by_itself = reverse("enter_report", args=[report.pk]), {"HX-Request": "true"}
    for nth in ("1", "2"):
        answer = writer.post(address, {**here, "v-mo_hinh_moi": nth}, headers=by_itself)
        shown = unescape(answer.content.decode())
        assert ("đây là giá trị mới" in shown) == (nth == "1")
        here |= fields(f"data-entry {shown}")
    assert figures(report)["mo_hinh"][0] == 8 and here["v-mo_hinh"] == "8"
    assert report.editions.get().answers.get().text == "Thiếu tiền."


def test_a_draft_that_was_sent_meanwhile_keeps_what_was_typed_on_the_page(cast: Cast, writer: Client) -> None:
    report = begin(writer)
    fill(writer, report, **FILLED)
    open_page = fields(page(writer, "enter_report", report.pk))
    take(report.editions.get(), "send_report", people_of(cast.body(HERE))[0], at(DAY))
    address = reverse("enter_report", args=[report.pk])
    shown = unescape(writer.post(address, {**open_page, "v-mo_hinh": "9"}).content.decode())
    assert "không sửa được nữa" in shown and 'value="9"' in shown and figures(report)["mo_hinh"][0] == 7
    assert writer.get(address).status_code == 302


def test_saving_by_itself_answers_with_the_parts_that_changed(writer: Client) -> None:
    report = begin(writer)
    sent = fields(page(writer, "enter_report", report.pk))
    sent |= {"v-mo_hinh": "7", "v-mo_hinh_moi": "9"}
    answer = writer.post(reverse("enter_report", args=[report.pk]), sent, headers={"HX-Request": "true"})
    shown = unescape(answer.content.decode())
    assert answer.status_code == 200 and "<html" not in shown and "Đã lưu lúc" in shown
    assert '<input type="hidden" name="w-mo_hinh" value="7">' in shown and "không lớn hơn tổng số" in shown
    assert 'name="v-mo_hinh"' not in shown, "a field in which somebody types is left alone"
    assert figures(report)["mo_hinh_moi"] == (9, None, False)


def test_returned_with_marks_it_is_corrected_and_shows_what_changed(
    cast: Cast, form: ReportForm, writer: Client, leader: Client, signed_in: SignedIn
) -> None:
    report = begin(writer)
    fill(writer, report, "send_report", **FILLED)
    deed(leader, report, "approve_report")
    lan = signed_in("lan")
    assert "Xin nêu lý do" in deed(lan, report, "return_report")
    returned = deed(lan, report, "return_report", **{"mark-mo_hinh": "Chưa khớp biên bản."})
    assert "trả lại" in returned and "Chưa khớp biên bản." in returned
    shown = deed(writer, report, "correct_report")
    assert "Nhận xét khi trả lại: Chưa khớp biên bản." in shown and fields(shown)["v-mo_hinh"] == "7"
    after = fill(writer, report, "send_report", v_mo_hinh="6")
    assert "Bản thứ 2" in after and "7 mô hình" in after and "6 mô hình" in after


def test_correcting_a_report_never_counts_against_its_body(
    cast: Cast, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    edition = written(cast, form, "2026-H1", HERE, {"mo_hinh": "1", "mo_hinh_moi": "1"})
    in_time = date(2026, 6, 19)
    carried_out(cast, edition, (*SENT, "accept_report"), in_time)
    deed(writer, edition.report, "correct_report")
    listed = page(writer, "reports", muc="tat-ca")
    assert "đang soạn" in listed and "quá hạn" not in listed and "muộn" not in listed
    assert "1 trên 4 đơn vị đã gửi" in page(signed_in("lan"), "reports", muc="chua-gui", mau=FORM.name, ky="2026-H1")
    carried_out(cast, edition.report.editions.get(state="draft"), (*SENT, "accept_report"))
    assert "muộn" not in page(writer, "report", edition.report_id)


def test_a_deed_on_an_edition_that_is_no_longer_the_last_is_refused(writer: Client, leader: Client) -> None:
    report = begin(writer)
    fill(writer, report, "send_report", **FILLED)
    sent = {"approve_report-edition": "0"}
    answer = leader.post(reverse("report_deed", args=[report.pk, "approve_report"]), sent, follow=True)
    assert "vừa được người khác xử lý" in answer.content.decode() and report.editions.get().state == "sent"


def test_who_receives_without_standing_above_reads_only_what_was_sent(
    cast: Cast, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    report = begin(writer)
    fill(writer, report, **FILLED)
    Report.objects.update(receiver=cast.body("ha-thanh.cong-an"))
    receiver = person("nhan", cast.body("ha-thanh.cong-an"), Function.LEADER)
    shown = page(signed_in("nhan"), "report", report.pk)
    assert "Thiếu kinh phí." not in shown and "Đơn vị chưa gửi báo cáo này" in shown
    carried_out(cast, report.editions.get(), SENT)
    shown = page(signed_in(receiver.username), "report", report.pk)
    assert "Thiếu kinh phí." in shown and "Nhận báo cáo" in shown


def test_only_who_writes_for_the_body_opens_the_entry_page(writer: Client, signed_in: SignedIn) -> None:
    report = begin(writer)
    assert signed_in("lan").get(reverse("enter_report", args=[report.pk])).status_code == 403
    assert signed_in("lan").post(reverse("enter_report", args=[report.pk]), {}).status_code == 403


def test_who_has_not_sent_under_which_clause_and_since_how_many_days(
    cast: Cast, form: ReportForm, signed_in: SignedIn
) -> None:
    accepted(cast, form, "2026-H1", THERE, mo_hinh="1", mo_hinh_moi="1")
    shown = page(signed_in("lan"), "reports", muc="chua-gui", mau=FORM.name, ky="2026-H1")
    assert "1 trên 4 đơn vị đã gửi" in shown and shown.count("quá hạn 11 ngày") == 3
    assert "UBND phường Đông Sơn" not in shown and "UBND xã An Lạc" in shown
    begun_with = page(signed_in("lan"), "reports", muc="chua-gui")
    assert "1 trên 4 đơn vị đã gửi" in begun_with, "the last period that fell due, where none is named"


def test_a_report_begun_late_does_not_make_everybody_late(
    cast: Cast, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    begin(writer, "2025")
    assert "năm 2025:" not in page(signed_in("lan"), "reports", muc="chua-gui")


def test_no_report_is_begun_for_a_period_that_has_not_begun(form: ReportForm, writer: Client) -> None:
    listed = page(writer, "reports")
    assert '<option value="2026-H1">6 tháng đầu năm 2026</option>' in listed
    sent = {"form": FORM.name, "period": "2030", "body": HERE}
    refused = unescape(writer.post(reverse("open_report"), sent, follow=True).content.decode())
    assert "Chưa lập được báo cáo năm 2030" in refused and not Report.objects.exists()


def test_the_list_is_narrowed_by_form_and_period(cast: Cast, form: ReportForm, writer: Client) -> None:
    accepted(cast, form, "2025", HERE, mo_hinh="1", mo_hinh_moi="1")
    written(cast, form, "2026-H1", HERE, {"mo_hinh": "1"})
    listed = page(writer, "reports", muc="tat-ca")
    assert listed.count('class="item__title"') == 2
    narrowed = page(writer, "reports", muc="tat-ca", mau=FORM.name, ky="2025")
    assert narrowed.count('class="item__title"') == 1 and "đã nhận" in narrowed


FITTED = {"form": FORM.name, "ky-2026-11-09": "2026"}
"""The duty's second task is due 41 days before the form's year: a person says that it asks for the year."""


@pytest.fixture
def asked_for(cast: Cast, form: ReportForm) -> Duty:
    return duty_with_tasks(cast, HERE)


def test_a_duty_is_answered_with_a_form_and_its_task_leads_to_the_report(
    cast: Cast, asked_for: Duty, writer: Client, signed_in: SignedIn
) -> None:
    lan = signed_in("lan")
    assert "Dùng mẫu báo cáo cho nhiệm vụ này" in page(lan, "duty", asked_for.pk)
    shown = lan.post(reverse("use_form", args=[asked_for.pk]), FITTED, follow=True).content.decode()
    assert "Đã ghi mẫu báo cáo" in unescape(shown) and FormUse.objects.get().form.name == FORM.name
    assert LogEntry.objects.filter(deed="use_form", subject=f"duty:{asked_for.pk}").count() == 1
    task = Task.objects.filter(assignment__organisation__code=HERE, assignment__duty=asked_for).order_by("due")[0]
    on_task = page(writer, "task", task.pk)
    found = re.search(r'name="period" value="([^"]+)"', on_task)
    assert "Báo cáo của việc này" in on_task and found
    report = begin(writer, found[1])
    assert report.task == task and report.due == task.due and report.receiver == asked_for.receiver
    assert reverse("report", args=[report.pk]) in page(writer, "task", task.pk)
    assert reverse("task", args=[task.pk]) in page(writer, "report", report.pk)
    refused = lan.post(reverse("use_form", args=[asked_for.pk]), {"form": ""}, follow=True).content.decode()
    assert "không đổi mẫu được nữa" in unescape(refused) and FormUse.objects.exists()


def test_a_day_that_does_not_fit_the_forms_periods_is_told_and_a_person_chooses(
    cast: Cast, asked_for: Duty, writer: Client, signed_in: SignedIn
) -> None:
    lan, address = signed_in("lan"), reverse("use_form", args=[asked_for.pk])
    shown = unescape(lan.post(address, {"form": FORM.name}).content.decode())
    assert "Việc hạn 09/11/2026" in shown and "lệch 41 ngày" in shown and "Việc hạn 09/06/2026" not in shown
    assert '<option value="2026" selected>' in shown and not FormUse.objects.exists()
    both = lan.post(address, {**FITTED, "ky-2026-11-09": "2026-H1"}, follow=True).content.decode()
    assert "cùng chọn 6 tháng đầu năm 2026" in unescape(both) and not FormUse.objects.exists()
    lan.post(address, {**FITTED, "ky-2026-11-09": ""})
    late = Task.objects.get(assignment__organisation__code=HERE, assignment__duty=asked_for, scheduled_for__month=11)
    assert "Báo cáo của việc này" not in page(writer, "task", late.pk)
    assert "Việc hạn 09/11/2026: không lập báo cáo theo mẫu" in page(lan, "duty", asked_for.pk)
    lan.post(address, FITTED)
    assert 'name="period" value="2026"' in page(writer, "task", late.pk)
    assert begin(writer, "2026").task == late


def test_the_desk_names_the_reports_that_wait_for_a_person_and_leads_straight_to_them(
    cast: Cast, asked_for: Duty, writer: Client, leader: Client, signed_in: SignedIn
) -> None:
    lan, part = signed_in("lan"), "Báo cáo chờ"
    assert part not in page(writer, "desk")
    lan.post(reverse("use_form", args=[asked_for.pk]), FITTED)
    shown = page(writer, "desk")
    task = Task.objects.get(assignment__organisation__code=HERE, assignment__duty=asked_for, scheduled_for__month=6)
    assert part in shown and "Hạn 09/06/2026" in shown and "quá hạn 22 ngày" in shown and "chưa lập" in shown
    assert re.findall(r'name="task" value="(\d+)"', shown) == [str(task.pk)], "November's is months away"
    begun = writer.post(reverse("open_report"), {"task": str(task.pk)}, follow=True)
    report = Report.objects.get()
    assert report.task == task and begun.redirect_chain[0][0] == reverse("enter_report", args=[report.pk])
    shown = page(writer, "desk")
    assert reverse("enter_report", args=[report.pk]) in shown and "Nhập tiếp" in shown and 'name="task"' not in shown
    fill(writer, report, "send_report", **FILLED)
    assert part not in page(writer, "desk") and part not in page(lan, "desk")
    assert "Duyệt, gửi đi" in page(leader, "desk") and reverse("report", args=[report.pk]) in page(leader, "desk")
    deed(leader, report, "approve_report")
    assert part not in page(leader, "desk")
    receiver = person("nhan", asked_for.receiver, Function.LEADER)
    assert "Nhận báo cáo" in page(signed_in("nhan"), "desk") and receiver.pk
    take(report.editions.get(), "return_report", receiver, at(DAY), "Thiếu biên bản.")
    assert "Xem nhận xét và sửa" in page(writer, "desk") and part not in page(signed_in("nhan"), "desk")


def test_the_desks_part_of_reports_is_two_queries_whatever_it_names(
    cast: Cast, asked_for: Duty, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    before = asked(writer, "desk"), asked(signed_in("lan"), "desk")
    signed_in("lan").post(reverse("use_form", args=[asked_for.pk]), FITTED)
    written(cast, form, "2026", HERE, {"mo_hinh": "1"})
    for code in COMMUNES[1:]:
        carried_out(cast, written(cast, form, "2026-H1", code, {"mo_hinh": "1", "mo_hinh_moi": "1"}), SENT)
    assert (asked(writer, "desk"), asked(signed_in("lan"), "desk")) == before and max(before) <= 15


def test_what_was_chosen_for_a_day_holds_for_the_same_day_of_later_years(cast: Cast, form: ReportForm) -> None:
    use = FormUse(form=form, periods={"2026-11-09": "2026", "2026-06-09": ""})
    assert use.period_of(date(2027, 11, 9)) == period("2027") and use.period_of(date(2025, 11, 9)) == period("2025")
    assert not use.asks_on(date(2028, 6, 9)) and use.asks_on(date(2025, 6, 9))


def test_a_form_of_several_years_needs_a_typed_period(cast: Cast, asked_for: Duty, signed_in: SignedIn) -> None:
    spans = changed(name="tong-ket", periods=(PeriodRule("span"),))
    load_form(spans, cast.user("quan-tri"), at(DAY))
    lan, address = signed_in("lan"), reverse("use_form", args=[asked_for.pk])
    sent = {"form": "tong-ket", "ky-2026-06-09": "2021-2025", "ky-2026-11-09": "2026"}
    assert "xin ghi giai đoạn" in unescape(lan.post(address, {"form": "tong-ket"}).content.decode())
    for wrong, told in (
        ("hai năm", "Không có kỳ báo cáo"),
        ("", "Xin ghi kỳ báo cáo"),
        ("2026", "không lập cho năm 2026"),
        ("2027-2030", "chưa bắt đầu"),
        ("2011-2015", "quá một năm"),
    ):
        shown = lan.post(address, {**sent, "ky-2026-11-09": wrong}, follow=True).content.decode()
        assert told in unescape(shown) and not FormUse.objects.exists()
    lan.post(address, {**sent, "ky-2026-11-09": "2021-2026"})
    assert FormUse.objects.get().periods == {"2026-06-09": "2021-2025", "2026-11-09": "2021-2026"}
    report = report_of(ReportForm.objects.get(name="tong-ket"), period("2021-2025"), cast.body(HERE))
    assert report.task is not None and report.task.scheduled_for == date(2026, 6, 9)


def test_only_who_gives_duties_says_with_which_form_they_are_answered(
    asked_for: Duty, cast: Cast, signed_in: SignedIn
) -> None:
    person("chi-huy", cast.body(HERE), Function.LEADER)
    client = signed_in("chi-huy")
    assert "Dùng mẫu báo cáo cho nhiệm vụ này" not in page(client, "duty", asked_for.pk)
    refused = client.post(reverse("use_form", args=[asked_for.pk]), {"form": FORM.name}, follow=True).content.decode()
    assert "đã giao việc từ văn bản" in unescape(refused) and not FormUse.objects.exists()


def test_a_report_begun_before_its_duty_named_the_form_is_joined_to_the_task(
    cast: Cast, asked_for: Duty, writer: Client, signed_in: SignedIn
) -> None:
    report = begin(writer, "2026-H1")
    assert report.task is None
    signed_in("lan").post(reverse("use_form", args=[asked_for.pk]), FITTED)
    report.refresh_from_db()
    assert report.task is not None and report.task.assignment.duty == asked_for
    assert report.receiver == asked_for.receiver and report.due == report.task.due
    assert Assignment.objects.filter(pk=report.task.assignment_id, organisation__code=HERE).exists()


def test_who_follows_reads_the_same_last_day_as_who_has_to_send(
    cast: Cast, asked_for: Duty, form: ReportForm, signed_in: SignedIn
) -> None:
    signed_in("lan").post(reverse("use_form", args=[asked_for.pk]), FITTED)
    task = Task.objects.filter(assignment__organisation__code=HERE, assignment__duty=asked_for).order_by("due")[0]
    of = FormUse.objects.get().period_of(task.scheduled_for)
    assert of is not None
    Task.objects.filter(pk=task.pk).update(due=date(2026, 12, 24))
    known = {one.organisation: one.due for one in owed(form, of, asked_for.receiver, DAY)}
    assert known[cast.body(HERE).pk] == date(2026, 12, 24) and len(set(known.values())) > 1


def test_from_the_menu_one_comes_to_the_figures(form: ReportForm, signed_in: SignedIn) -> None:
    lan = signed_in("lan")
    listed = page(lan, "reports")
    assert reverse("syntheses") in listed
    chosen = {"mau": FORM.name, "ky": "2026-H1", "don_vi": "ha-thanh.ubnd"}
    assert 'name="xem"' in page(lan, "syntheses")
    answer = lan.get(reverse("syntheses"), {**chosen, "xem": "1"})
    figures_of = reverse("roll_up", args=[FORM.name, "2026-H1", "ha-thanh.ubnd"])
    assert answer.status_code == 302 and answer.headers["Location"] == figures_of
    assert figures_of in page(lan, "timeliness", **chosen)
    assert figures_of in page(lan, "reports", muc="chua-gui", mau=FORM.name, ky="2026-H1")


def test_who_returns_sees_what_is_written_and_who_mends_it_reads_why(
    cast: Cast, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    edition = carried_out(cast, written(cast, form, "2026-H1", HERE, {"mo_hinh": "7", "mo_hinh_moi": "1"}), SENT)
    lan = signed_in("lan")
    shown = page(lan, "report", edition.report.pk)
    assert "Đang ghi: 7 mô hình" in shown and "hoặc nhận xét ở ít nhất một mục" in shown
    deed(lan, edition.report, "return_report", note="Số chưa khớp biên bản.")
    returned = page(writer, "report", edition.report.pk)
    assert returned.index("Số chưa khớp biên bản.") < returned.index("Làm tiếp")
    deed(writer, edition.report, "correct_report")
    mended = page(writer, "report", edition.report.pk)
    assert mended.index("Số chưa khớp biên bản.") < mended.index("Làm tiếp")


def test_forms_with_all_that_a_regime_states(cast: Cast, form: ReportForm, writer: Client) -> None:
    newer = changed(version=2, valid_from=date(2026, 3, 1), title="Báo cáo thử, bản mới")
    load_form(newer, cast.user("quan-tri"), at(DAY))
    assert "Báo cáo thử, bản mới" in page(writer, "report_forms")
    shown = page(writer, "report_form", FORM.name)
    for told in ("15/12 năm trước", "20/06", "tính lại tỷ lệ", "tốt, khá, trung bình", "Khó khăn, vướng mắc",
                 "mo_hinh_moi <= mo_hinh", "tần suất thực hiện".capitalize(),
                 "UBND"):  # fmt: skip
        assert told in shown
    assert "Báo cáo thử về phong trào" in page(writer, "report_form", FORM.name, **{"phien-ban": "1"})
    assert writer.get(reverse("report_form", args=[FORM.name]), {"phien-ban": "9"}).status_code == 404


def asked(client: Client, name: str, *args: object, **query: str) -> int:
    page(client, name, *args, **query)
    with CaptureQueriesContext(connection) as queries:
        page(client, name, *args, **query)
    return len(queries)


def test_lists_and_the_entry_page_ask_few_questions_however_long_they_are(
    cast: Cast, asked_for: Duty, form: ReportForm, writer: Client, signed_in: SignedIn
) -> None:
    for code in ("xa.90003.ubnd", THERE):
        carried_out(cast, written(cast, form, "2026-H1", code, {"mo_hinh": "1", "mo_hinh_moi": "1"}), SENT)
    accepted(cast, form, "2025", HERE, mo_hinh="1", mo_hinh_moi="1")
    written(cast, form, "2026-H1", HERE, {"mo_hinh": "1"})
    report, lan = begin(writer, "2026"), signed_in("lan")
    lan.post(reverse("use_form", args=[asked_for.pk]), FITTED)
    found = {
        "phai-lap": asked(writer, "reports"),
        "cho-toi": asked(lan, "reports", muc="cho-toi"),
        "chua-gui": asked(lan, "reports", muc="chua-gui", mau=FORM.name, ky="2026-H1"),
        "tat-ca": asked(lan, "reports", muc="tat-ca"),
        "nhap": asked(writer, "enter_report", report.pk),
        "mau": asked(writer, "report_forms"),
    }
    assert max(found.values()) <= 15, found
