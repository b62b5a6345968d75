"""The pages of a roll-up: totals by section, the year before, who is missing, and where each figure comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import AreaSuccession, Organisation, OrganisationVersion
from phongtrao.reports.models import Edition, FormUse, ReportForm
from phongtrao.table_files import read_cells
from phongtrao.work.models import Duty
from tests.conftest import Cast
from tests.reports.samples import (
    COMMUNES,
    SENT,
    accepted,
    carried_out,
    changed,
    duty_with_tasks,
    load,
    written,
)
from tests.work import samples
from tests.work.conftest import adopt_whole, at, received

DAY = date(2026, 12, 30)
WHERE = ("mau-thu", "2026", "ha-thanh.ubnd")
Browser = Callable[[str], Client]


@pytest.fixture
def form(cast: Cast, on_day: Callable[[date], None]) -> ReportForm:
    """Reports of two communes for 2025 and of three for 2026, the fourth one sent only."""
    on_day(DAY)
    form = load(cast)
    for code in COMMUNES[:2]:
        accepted(cast, form, "2025", code, mo_hinh="2", mo_hinh_moi="0")
    for code, ho in zip(COMMUNES[:3], ("30/40", "1/9", "0/3"), strict=True):
        accepted(cast, form, "2026", code, mo_hinh="4", mo_hinh_moi="1", ho=ho, hoi_nghi="có", ket_qua="khá")
    carried_out(cast, written(cast, form, "2026", COMMUNES[3], {"mo_hinh": "8", "mo_hinh_moi": "1"}), SENT)
    return form


def page(client: Client, name: str = "roll_up", *more: str, query: str = "") -> str:
    answer = client.get(reverse(name, args=[*WHERE, *more]) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_totals_stand_by_section_with_the_year_before_and_a_chart(form: ReportForm, signed_in: Browser) -> None:
    shown = page(signed_in("lan"))
    assert "12 mô hình" in shown and "4 mô hình" in shown and "59,6 % (31/52)" in shown
    assert "3 đơn vị" in shown, "a count counts bodies"
    assert 'class="chart"' in shown and "năm 2025 4 mô hình" in shown and "Kết quả thực hiện" in shown


def test_who_is_missing_is_named_with_how_far_it_is_and_how_late(
    cast: Cast, form: ReportForm, signed_in: Browser
) -> None:
    shown = page(signed_in("lan"))
    name = cast.body(COMMUNES[3]).name_on(DAY)
    assert name in shown and "đã gửi, chờ nhận" in shown and "còn thiếu 1" in shown
    assert "còn thiếu" not in page(signed_in("lan"), query="?tinh=gui")


def test_the_switches_count_what_was_sent_and_the_map_of_today(form: ReportForm, signed_in: Browser) -> None:
    assert "20 mô hình" in page(signed_in("lan"), query="?tinh=gui")
    assert "12 mô hình" in page(signed_in("lan"), query="?ban_do=hom-nay")


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_it_goes_out_as_a_file(form: ReportForm, signed_in: Browser, ending: str) -> None:
    answer = signed_in("lan").get(reverse("roll_up", args=WHERE), {"dang": ending})
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    if ending == "xlsx":
        rows = [row for _, row in read_cells("a.xlsx", answer.content, secret_free=True).rows]
        assert ["Kết quả thực hiện", "Số mô hình", "mô hình", "12", "4", "3"] in rows


def test_a_figure_opens_down_to_the_cells_of_each_body(cast: Cast, form: ReportForm, signed_in: Browser) -> None:
    shown = page(signed_in("lan"), "figure_origin", "ho")
    for code, said in zip(COMMUNES[:3], ("75 % (30/40)", "11,1 % (1/9)", "0 % (0/3)"), strict=True):
        assert cast.body(code).name_on(DAY) in shown and said in shown
    assert "Viet-Xa-90001-Ubnd, ngày 01/07/2026" in shown and "Bản thứ 1" in shown
    years = page(signed_in("lan"), "figure_origin", "mo_hinh")
    assert "Theo năm" in years and "năm 2025:  4 mô hình".replace("  ", " ") in years
    assert "Theo năm" not in shown, "one year alone is no row of years"
    assert shown.index("75 %") < shown.index("11,1 %") < shown.index("0 % (0/3)"), "the largest first"


TODAY = "?ban_do=hom-nay"
RESOLUTION = "Nghị quyết thử nghiệm số 01/NQ-TN (từ ngày 01/07/2025)"


@pytest.fixture
def divided(cast: Cast, form: ReportForm) -> ReportForm:
    """Reports for 2024 of a commune that a paper divided by shares, and of a district whose communes live on."""
    older = load(cast, changed(name="mau-cu", reporters=("xa.ubnd", "huyen.ubnd"), checks=()))
    old_commune(cast, "xa.cu", "X90001")
    district = cast.body("huyen.902.ubnd")
    first = AreaSuccession.objects.get(predecessor__code="X90001")
    AreaSuccession.objects.filter(pk=first.pk).update(partly=True, share="0.6")
    AreaSuccession.objects.create(
        predecessor=first.predecessor, successor=cast.area("C90002"), day=first.day, kind="split", partly=True,
        share="0.4", source=first.source,
    )  # fmt: skip
    accepted(cast, older, "2024", "xa.cu", mo_hinh="10", mo_hinh_moi="0", ho="5/20", ket_qua="khá", hoi_nghi="có")
    accepted(cast, older, "2024", district.code, mo_hinh="7", mo_hinh_moi="0", ho="1/10", ket_qua="tốt")
    return older


def origin_now(client: Client, code: str, indicator: str) -> str:
    answer = client.get(reverse("figure_origin", args=["mau-cu", "2024", code, indicator]) + TODAY)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_todays_map_opens_down_to_the_resolution_that_divides_and_the_cell_of_then(
    cast: Cast, divided: ReportForm, signed_in: Browser
) -> None:
    lan = signed_in("lan")
    listed = lan.get(reverse("roll_up", args=["mau-cu", "2024", "ha-thanh.ubnd"]) + TODAY).content.decode()
    assert reverse("figure_origin", args=["mau-cu", "2024", "ha-thanh.ubnd", "mo_hinh"]) + TODAY in listed
    shown = origin_now(lan, "ha-thanh.ubnd", "mo_hinh")
    assert "<strong>17 mô hình</strong>" in shown and "trong đó 7 chưa chia được" in shown
    assert "xã An Lạc: 6 mô hình" in shown and "phường Đông Sơn: 4 mô hình" in shown
    assert "theo tỷ lệ 60 % nêu trong văn bản" in shown and RESOLUTION in shown and "UBND xã An Lạc cũ" in shown
    assert "tỉnh Hà Thanh: 7 mô hình" in shown and "không có văn bản nêu tỷ lệ" in shown
    assert "xã Phú Khê, phường Trà Giang" in shown and shown.count("10 mô hình") == 2, "the whole cell at both"
    edition = Edition.objects.get(report__organisation__code="xa.cu")
    assert reverse("report", args=[edition.report_id]) in shown
    commune = origin_now(lan, COMMUNES[0], "mo_hinh")
    assert "<strong>6 mô hình</strong>" in commune and "Đông Sơn: " not in commune
    assert "tỉnh Hà Thanh: 10 % (3/30)" not in shown and "20 % (6/30)" in origin_now(lan, "ha-thanh.ubnd", "ho")
    assert "<strong>khá</strong>" in origin_now(lan, "ha-thanh.ubnd", "ket_qua")
    assert "1 đơn vị" in origin_now(lan, "ha-thanh.ubnd", "hoi_nghi")


def test_todays_map_leads_to_the_words_of_the_clause(cast: Cast, divided: ReportForm, signed_in: Browser) -> None:
    duty = duty_with_tasks(cast, COMMUNES[0])
    FormUse.objects.create(form=divided, duty=duty, by=cast.user("lan"), at=at(DAY))
    duty.assignments.filter(organisation__code=COMMUNES[0]).update(organisation=cast.body("xa.cu"))
    shown = origin_now(signed_in("lan"), "ha-thanh.ubnd", "mo_hinh")
    assert reverse("duty", args=[duty.pk]) in shown and duty.text in shown


def test_the_command_tells_the_pieces_of_todays_map(
    cast: Cast, divided: ReportForm, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("roll_up", "mau-cu", "2024", "ha-thanh.ubnd", "--as", "now", "--on", "2026-12-30", "--json")
    lines = {one["indicator"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    told = [(one["area"], one["from"], one["value"], one.get("share")) for one in lines["mo_hinh"]["pieces"]]
    assert sorted(told, key=str) == [
        ("C90001", "X90001", 6, 0.6),
        ("C90002", "X90001", 4, 0.4),
        ("T90", "H902", 7, None),
    ]
    assert lines["mo_hinh"]["value"] == 17 and {p["value"] for p in lines["mo_hinh"]["parts"]} == {10, 7}


def old_commune(cast: Cast, code: str, area: str) -> Organisation:
    """A commune's committee of before July 2025."""
    body = Organisation.objects.create(code=code, area=cast.area(area))
    OrganisationVersion.objects.create(
        organisation=body, name=f"UBND {cast.area(area)} cũ", folded="x", keys="x", kind="ubnd", level="xa",
        parent=cast.body("ha-thanh.ubnd"), valid_until=date(2025, 6, 30), source="thử",
    )  # fmt: skip
    return body


@pytest.fixture
def joined(cast: Cast, form: ReportForm) -> ReportForm:
    """Two communes that were joined in July 2025, each with its report of the half-year before."""
    older = load(cast, changed(name="mau-cu", checks=()))
    AreaSuccession.objects.filter(predecessor__code="X90002").update(successor=cast.area("C90001"))
    for code, area, count in (("xa.cu.1", "X90001", "10"), ("xa.cu.2", "X90002", "5")):
        accepted(
            cast, older, "2025-H1", old_commune(cast, code, area).code, mo_hinh=count, mo_hinh_moi="1", ho="5/20",
            hoi_nghi="có", ket_qua="khá",
        )  # fmt: skip
    accepted(cast, older, "2026-H1", COMMUNES[0], mo_hinh="17", mo_hinh_moi="2", hoi_nghi="có", ket_qua="tốt")
    return older


def of_commune(client: Client, query: str = "") -> str:
    answer = client.get(reverse("roll_up", args=["mau-cu", "2026-H1", COMMUNES[0]]) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_commune_that_was_made_since_has_its_forerunners_sum_beside_it(
    cast: Cast, joined: ReportForm, signed_in: Browser
) -> None:
    shown = of_commune(signed_in("xuan"))
    assert "17 mô hình" in shown and "15 mô hình" in shown and "25 % (10/40)" in shown
    assert "nay hợp thành đơn vị này: UBND phường Đông Sơn cũ, UBND xã An Lạc cũ." in shown
    assert '<td data-label="Cùng kỳ" class="numeric">khá' not in shown, "a level is no sum"
    answer = signed_in("xuan").get(reverse("roll_up", args=["mau-cu", "2026-H1", COMMUNES[0]]), {"dang": "xlsx"})
    rows = [row for _, row in read_cells("a.xlsx", answer.content, secret_free=True).rows]
    assert any("nay hợp thành đơn vị này" in cell for row in rows for cell in row)


def test_where_a_forerunner_was_divided_the_page_says_why_no_year_before_stands_there(
    cast: Cast, joined: ReportForm, signed_in: Browser
) -> None:
    first = AreaSuccession.objects.get(predecessor__code="X90002")
    AreaSuccession.objects.filter(pk=first.pk).update(partly=True)
    AreaSuccession.objects.create(
        predecessor=first.predecessor, successor=cast.area("C90003"), day=first.day, kind="split", partly=True,
        source=first.source,
    )  # fmt: skip
    shown = of_commune(signed_in("xuan"))
    assert "Chưa có số cùng kỳ năm trước: phường Đông Sơn đã chia" in shown and "không có văn bản nêu tỷ lệ" in shown
    assert "15 mô hình" not in shown and "10 mô hình" not in shown


def test_and_to_the_words_of_the_clause_that_asks_for_it(cast: Cast, form: ReportForm, signed_in: Browser) -> None:
    plan = received(cast.body("ha-thanh.ubnd"), cast.user("lan"), samples.NEW, samples.new_content(), date(2026, 1, 20))
    adopt_whole(cast, plan, date(2026, 2, 2))
    duty = Duty.objects.filter(assignments__organisation__code=COMMUNES[0], assignments__role="lead")[0]
    FormUse.objects.create(form=form, duty=duty, by=cast.user("lan"), at=at(DAY))
    shown = page(signed_in("lan"), "figure_origin", "mo_hinh")
    assert reverse("duty", args=[duty.pk]) in shown and duty.text in shown and plan.title in shown
    assert reverse("document", args=[plan.pk]) in shown


@pytest.mark.parametrize(
    ("account", "where", "status"),
    [
        ("lan", WHERE, 200),
        ("xuan", WHERE, 404),
        ("xuan", ("mau-thu", "2026", COMMUNES[0]), 200),
        ("xuan", ("mau-thu", "2026", COMMUNES[1]), 404),
        ("binh", WHERE, 404),
        ("quan-tri", WHERE, 200),
        ("lan", ("mau-khac", "2026", "ha-thanh.ubnd"), 404),
        ("lan", ("mau-thu", "2026-X", "ha-thanh.ubnd"), 404),
    ],
)
def test_figures_are_seen_along_the_line_only(
    form: ReportForm, signed_in: Browser, account: str, where: tuple[str, ...], status: int
) -> None:
    client = signed_in(account)
    pages = [client.get(reverse(name, args=where)) for name in ("roll_up", "answers")]
    pages.append(client.get(reverse("figure_origin", args=[*where, "mo_hinh"])))
    assert [one.status_code for one in pages] == [status] * 3


def test_an_indicator_that_the_form_does_not_have_is_not_there(form: ReportForm, signed_in: Browser) -> None:
    assert signed_in("lan").get(reverse("figure_origin", args=[*WHERE, "khac"])).status_code == 404


@pytest.mark.parametrize(("name", "more"), [("roll_up", []), ("figure_origin", ["ho"]), ("answers", [])])
def test_a_page_asks_few_questions_however_many_bodies_there_are(
    form: ReportForm, signed_in: Browser, django_assert_max_num_queries: Any, name: str, more: list[str]
) -> None:
    client = signed_in("lan")
    page(client, name, *more)
    with django_assert_max_num_queries(MOST[name]):
        page(client, name, *more)


MOST = {"roll_up": 20, "figure_origin": 16, "answers": 14}
"""Seven to eleven of each ask who signed in and what is in reach. A roll-up asks for totals, the year before, who is
counted, who is owed and by which duty, and the syntheses: questions of their own, as many for 4 bodies as for 130."""
