"""A leader's page: five blocks and a map of measures of the bodies in sight, on screen, on paper, by command."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.measures import MEASURES, Measured, measure
from phongtrao.organisations.models import Function
from phongtrao.organisations.provincial import own_provinces
from phongtrao.overview.country import archipelago_places
from phongtrao.overview.drawn import drawn_map
from phongtrao.overview.figures import MONEY, WORKING, Told
from phongtrao.overview.leaders_page import country_map, overview
from phongtrao.overview.load_map import load_map
from phongtrao.overview.map_files import look_at_map
from phongtrao.overview.models import MapVersion
from phongtrao.overview.spans import OverviewForm, quarter_of, year_of
from phongtrao.overview.territory import bare, territory
from phongtrao.work.board import board
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.tallies import Scope
from tests.conftest import Cast
from tests.money.samples import approved
from tests.overview.samples import SOURCE, geojson, region
from tests.reports.samples import person
from tests.work import samples
from tests.work.conftest import adopt_whole, at, received

DAY = date(2026, 7, 1)
SignedIn = Callable[[str], Client]
ISLANDS = ("Hoàng", "Trường", "Sa")


@pytest.fixture
def work(cast: Cast, on_day: Callable[[date], None]) -> Cast:
    """A plan adopted for the province, its tasks open on 1 July; one commune's report accepted in time."""
    on_day(DAY)
    root, on = cast.body("ha-thanh.ubnd"), date(2026, 1, 20)
    plan = received(root, cast.user("lan"), samples.NEW, samples.new_content(), on)
    adopt_whole(cast, plan, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    first = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd").order_by("due")[:1]
    Task.objects.filter(pk__in=first.values("pk")).update(state="accepted", sent_on=date(2026, 6, 1))
    return cast


def seen(cast: Cast, account: str, day: date = DAY, name: str = "tasks_overdue") -> Any:
    user = cast.user(account)
    place = territory(user, day, own_provinces(user, day))
    assert place is not None
    return overview(place, year_of(day), name, user)


def test_the_blocks_say_what_was_asked_who_holds_it_what_is_late_and_what_works(work: Cast) -> None:
    asked, held, late, works, money = seen(work, "lan").blocks
    [line] = asked.lines
    assert line.label.startswith("Kế hoạch 35/KH-UBND") and line.cells == ("10", "1", "9", "5", "15")
    assert asked.said == "21 lượt giao từ 1 văn bản; 10 việc có hạn, 1 việc đã hoàn thành."
    assert held.said == "6 đơn vị đang giữ 9 việc chưa xong."
    assert ("UBND xã An Lạc", ("3", "1", "0")) in [(one.label, one.cells) for one in held.lines]
    assert late.said == "5 việc quá hạn ở 5 đơn vị; lâu nhất 92 ngày: Sở Tài chính tỉnh Hà Thanh."
    assert ("Báo cáo đúng hạn", ("1/4 báo cáo (25 %)", "4")) in [(one.label, one.cells) for one in works.lines]
    assert (money.said, money.lines) == ("Chưa có dự toán nào trong thời gian đang xem.", ())


def test_what_the_blocks_say_is_what_the_board_says(work: Cast) -> None:
    found, user = seen(work, "lan"), work.user("lan")
    period = (date(2026, 1, 1), date(2026, 12, 31))
    total = board(Scope(user, DAY, period=period)).total
    bodies = found.territory.bodies
    assert found.told["tasks_open"].together(bodies).value == total.within + total.overdue
    assert found.told["tasks_overdue"].together(bodies).value == total.overdue
    shown = user_client(user).get(reverse("board"), {"nam": "2026", "to_chuc": "xa.90002.ubnd"}).context["drawn"]
    assert shown.total.tally.overdue == found.told["tasks_overdue"].of(work.body("xa.90002.ubnd").pk) == 1


def user_client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_map_shows_each_unit_with_the_bodies_in_it_and_leads_to_their_board(work: Cast) -> None:
    drawn = seen(work, "lan").map
    assert [(row.name, row.said) for row in drawn.rows] == [
        ("phường Đông Sơn", "1 việc"), ("xã Phú Khê", "1 việc"), ("phường Trà Giang", "1 việc"),
        ("xã An Lạc", "0 việc"),
    ]  # fmt: skip
    assert drawn.rows[0].address == f"{reverse('board')}?to_chuc=xa.90002.ubnd&nam=2026"
    assert drawn.svg.count("<a href") == 4


def test_a_body_in_a_communes_area_counts_with_the_commune(work: Cast) -> None:
    place = territory(work.user("lan"), DAY, [work.body("ha-thanh.ubnd")])
    assert place is not None
    police = work.body("xa.90001.cong-an").pk
    assert place.bodies[police].unit == "C90001" and place.by_unit["C90001"][0] == work.body("xa.90001.ubnd").pk
    assert place.bodies[work.body("ha-thanh.so-tai-chinh").pk].unit == ""


def test_a_communes_leader_sees_his_own_and_no_map(work: Cast, signed_in: SignedIn) -> None:
    person("chu-tich-xa", work.body("xa.90002.ubnd"), Function.LEADER)
    page = signed_in("chu-tich-xa").get(reverse("overview"))
    found = page.context["found"]
    assert found.territory.name == "UBND phường Đông Sơn" and "Tổng quan UBND phường Đông Sơn" in page.content.decode()
    assert found.map is None and {body.unit for body in found.territory.bodies.values()} == {"C90002"}
    assert found.blocks[2].said.startswith("1 việc quá hạn ở 1 đơn vị")
    assert "xã An Lạc" not in page.content.decode() and "chỉ có một đơn vị hành chính" in page.content.decode()


def test_another_province_sees_nothing_of_it(work: Cast) -> None:
    found = seen(work, "binh")
    assert found.territory.name == "UBND tỉnh Bình Phú" and found.blocks[0].lines == found.blocks[1].lines == ()
    assert found.blocks[2].said == "Không có việc nào quá hạn."


def test_who_keeps_the_site_chooses_the_province(work: Cast, signed_in: SignedIn) -> None:
    client = signed_in("quan-tri")
    names = [
        client.get(reverse("overview"), {"tinh": code}).context["found"].territory.name
        for code in ("ha-thanh.ubnd", "binh-phu.ubnd", "khong-co")
    ]
    assert names == ["UBND tỉnh Hà Thanh", "UBND tỉnh Bình Phú", "UBND tỉnh Bình Phú"]


def test_only_leaders_and_focal_points_open_it(work: Cast, signed_in: SignedIn) -> None:
    for account, status in (("lan", 200), ("dung", 200), ("quan-tri", 200), ("xuan", 403), ("kien", 403)):
        assert signed_in(account).get(reverse("overview")).status_code == status


def test_the_measure_of_the_map_and_the_span_are_chosen_without_a_script(work: Cast, signed_in: SignedIn) -> None:
    client = signed_in("lan")
    page = client.get(reverse("overview"), {"so_do": "reports_on_time", "ky": "quy"}).content.decode()
    assert "Báo cáo đúng hạn, tỉnh Hà Thanh, quý III năm 2026" in page
    own = {"ky": "tu-chon", "tu": "01/01/2026", "den": "30/06/2026", "so_do": "reports_on_time"}
    page = client.get(reverse("overview"), own).content.decode()
    assert "từ 01/01/2026 đến 30/06/2026" in page and "1/1 báo cáo (100 %)" in page


def test_a_span_that_is_not_understood_is_said_and_the_year_is_shown(work: Cast, signed_in: SignedIn) -> None:
    client = signed_in("lan")
    for wrong in ({"tu": "30/06/2026", "den": "01/01/2026"}, {"tu": "30/06/2026"}, {"tu": "hôm nay", "den": "mai"}):
        page = client.get(reverse("overview"), {"ky": "tu-chon", **wrong})
        assert page.status_code == 200 and page.context["found"].span == year_of(DAY)
    assert "Đang xem cả năm nay" in client.get(reverse("overview"), {"ky": "tu-chon"}).content.decode()
    assert client.get(reverse("overview"), {"so_do": "khong-co", "ky": "x"}).context["found"].span == year_of(DAY)


def test_quarters_are_those_of_the_calendar() -> None:
    spans = [quarter_of(date(2026, month, 15)) for month in (1, 3, 4, 6, 7, 9, 10, 12)]
    assert [span.board["ky"] for span in spans] == ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4"]


def test_a_measure_that_an_app_tells_is_shown_by_its_name_and_one_that_none_tells_is_not(
    work: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(MEASURES, "money_approved", raising=False)
    before = [line.label for line in seen(work, "lan").blocks[4].lines]

    @measure("money_approved", "Kinh phí được duyệt", "đồng")
    def told(bodies: Any, first: date, last: date, day: date) -> dict[int, Measured]:
        return {body: Measured(1_500_000, None, "dự toán") for body in bodies}

    client = signed_in("lan")
    page = client.get(reverse("overview"), {"so_do": "money_approved"}).content.decode()
    monkeypatch.delitem(MEASURES, "money_approved")
    assert "Kinh phí được duyệt" not in before and "1,5 triệu" not in page
    count = len(territory(work.user("lan"), DAY, [work.body("ha-thanh.ubnd")]).bodies)  # type: ignore[union-attr]
    assert f"{1_500_000 * count:,}".replace(",", ".") + " đồng" in page and "Kinh phí được duyệt, tỉnh Hà Thanh" in page


def test_every_figure_says_what_was_counted_and_leads_to_its_list(work: Cast, signed_in: SignedIn) -> None:
    client, lines = signed_in("lan"), [line for block in seen(work, "lan").blocks[3:] for line in block.lines]
    assert lines and all(line.lineage for line in lines)
    assert {line.label: client.get(line.address).status_code for line in lines} == {line.label: 200 for line in lines}
    page = client.get(reverse("overview")).content.decode()
    assert all(f'<a href="{line.address}">{line.label}</a>' in page for line in lines)


def test_the_money_of_a_body_is_counted_once(work: Cast) -> None:
    approved(work)
    assert [line.cells for line in seen(work, "lan").blocks[4].lines] == [("35.000.000 đồng", "1")] * 3


def test_the_page_asks_few_questions(work: Cast, signed_in: SignedIn, django_assert_max_num_queries: Any) -> None:
    """Twenty, and no more than two for each measure that another app tells besides."""
    client, ours = signed_in("lan"), {"reports_on_time", "tasks_on_time", "findings_mended", "recognised_units"}
    further = [name for name in (*WORKING, *MONEY) if name in MEASURES and name not in ours]
    client.get(reverse("overview"))
    with django_assert_max_num_queries(20 + 2 * len(further)):
        client.get(reverse("overview"))


def test_the_printed_sheet_is_one_page_with_the_five_blocks_and_the_day(work: Cast, signed_in: SignedIn) -> None:
    answer = signed_in("lan").get(reverse("overview_sheet"))
    assert answer["Content-Type"] == "application/pdf" and "tong-quan" in answer["Content-Disposition"]
    pdf = pypdfium2.PdfDocument(answer.content)
    words = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert len(pdf) == 1 and "TỔNG QUAN UBND TỈNH HÀ THANH" in words and "Số liệu ngày 01/07/2026" in words
    for title in ("ĐƯỢC GIAO", "AI ĐANG GIỮ", "ĐANG TRỄ", "VIỆC GÌ CÓ KẾT QUẢ", "KINH PHÍ Ở ĐÂU"):
        assert title in words
    assert "Đông Sơn" in words


def test_the_menu_leads_there(work: Cast, signed_in: SignedIn) -> None:
    page = signed_in("dung").get(reverse("desk")).content.decode()
    assert f'<a href="{reverse("overview")}">Tổng quan</a>' in page


def test_it_is_told_by_command(work: Cast, tmp_path: Any) -> None:
    out, sheet, picture = io.StringIO(), tmp_path / "to-in.pdf", tmp_path / "ban-do.svg"
    call_command("overview", "--by", "lan", "--json", "--pdf", str(sheet), "--svg", str(picture), stdout=out)
    said = json.loads(out.getvalue())
    assert said["organisation_code"] == "ha-thanh.ubnd" and said["measures"]["tasks_overdue"] == 5
    assert said["units"][1]["reports_on_time"] == {"value": 0, "base": 1} and len(said["blocks"]) == 5
    assert sheet.read_bytes().startswith(b"%PDF") and picture.read_text().startswith("<svg")
    out = io.StringIO()
    call_command("overview", "--by", "lan", "--on", "2026-03-01", "--quarter", stdout=out)
    assert "quý I năm 2026, ngày 01/03/2026" in out.getvalue() and "Không có việc nào quá hạn" in out.getvalue()
    for account in ("xuan", "kien"):
        with pytest.raises(CommandError, match="dành cho lãnh đạo"):
            call_command("overview", "--by", account)
    for wrong in (["--province", "binh-phu.ubnd"], ["--measure", "khong_co"], ["--from", "2026-02-01"]):
        with pytest.raises(CommandError):
            call_command("overview", "--by", "lan", *wrong)


def islands_in(svg: str) -> bool:
    return svg.count(">Hoàng<") == svg.count(">Trường<") == 1 and svg.count(">Sa<") == 2


def test_every_drawing_of_the_country_shows_hoang_sa_and_truong_sa(work: Cast, signed_in: SignedIn) -> None:
    admin = work.user("quan-tri")
    for account in ("lan", "quan-tri"):
        page = signed_in(account).get(reverse("country")).content.decode()
        assert islands_in(page) and "quần đảo Hoàng Sa (thành phố Đà Nẵng)" in page
        assert "quần đảo Trường Sa (tỉnh Khánh Hòa)" in page and "Vẽ gần lại" in page
    without = geojson(region("tỉnh Khánh Hòa", (108.8, 12.0)), region("Đà Nẵng", (107.9, 15.6)))
    load_map(look_at_map("viet-nam.geojson", without, True, None, DAY), None, SOURCE, admin, at(DAY))
    page = signed_in("lan").get(reverse("country"), {"cach": "ranh-gioi"}).content.decode()
    assert islands_in(page) and page.count("<path fill-rule") == 2
    reaching = geojson(region("tỉnh Khánh Hòa", (108.8, 9.0)), region("Đà Nẵng", (114.5, 16.6)))
    load_map(look_at_map("viet-nam.geojson", reaching, True, None, DAY), None, SOURCE, admin, at(DAY))
    assert islands_in(signed_in("lan").get(reverse("country"), {"cach": "ranh-gioi"}).content.decode())


def test_the_archipelagos_are_drawn_for_days_of_before_the_reform_too(work: Cast) -> None:
    for day in (date(2024, 5, 1), DAY):
        drawn = country_map(work.user("quan-tri"), year_of(day), day, "tasks_overdue")
        assert drawn is not None and islands_in(drawn.svg)
        assert len(drawn.rows) == (63 if day.year == 2024 else 34) + 2


def test_a_map_of_nothing_but_the_archipelagos_draws_them_where_they_belong(work: Cast) -> None:
    told = Told("tasks_overdue", MEASURES["tasks_overdue"], {})
    drawn = drawn_map("Hai quần đảo", archipelago_places(), {}, told, {}, lambda _: "")
    assert islands_in(drawn.svg) and {row.said for row in drawn.rows} == {"không có số liệu"}


def test_names_lose_their_kind_on_the_map() -> None:
    assert [bare(name) for name in ("tỉnh Hà Thanh", "Thành phố Hồ Chí Minh", "xã An Lạc", "Phường 5", "Huế")] == [
        "Hà Thanh", "Hồ Chí Minh", "An Lạc", "5", "Huế",
    ]  # fmt: skip


def test_the_form_offers_only_what_there_is_to_choose(work: Cast) -> None:
    alone = OverviewForm(DAY, [("a", "A")], False, {})
    assert "tinh" not in alone.fields and "cach" not in alone.fields
    several = OverviewForm(DAY, [("a", "A"), ("b", "B")], True, {})
    assert {"tinh", "cach"} <= set(several.fields) and several.measure == "tasks_overdue"
    assert not MapVersion.objects.exists()
