"""Pages of Tổ chức as people open them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry, Organisation, OrganisationVersion, Post, User
from phongtrao.organisations.names import body_keys
from tests.cast import SOURCE
from tests.conftest import Cast

SignedIn = Callable[[str], Client]


def text(client: Client, path: str, status: int = 200, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == status, path
    return response.content.decode()


def test_bodies_are_found_without_marks_in_full_and_in_short(signed_in: SignedIn) -> None:
    client = signed_in("lan")
    for asked in ("so tai chinh", "Sở Tài chính", "SỞ TÀI CHÍNH tỉnh Hà Thanh"):
        page = text(client, "/to-chuc/", tim=asked)
        assert "/to-chuc/ha-thanh.so-tai-chinh/" in page and "so-noi-vu" not in page
    assert "/to-chuc/xa.90001.ubnd/" in text(client, "/to-chuc/", tim="uy ban nhan dan xa an lac")
    assert "/to-chuc/ha-thanh.mttq/" in text(client, "/to-chuc/", tim="MTTQ")


def test_bodies_of_another_day_and_kind(signed_in: SignedIn) -> None:
    page = text(signed_in("lan"), "/to-chuc/", ngay="01/02/2025", loai="cong_an", cap="huyen")
    assert "Công an huyện Sơn Nam" in page and "28/02/2025" in page and "Công an tỉnh" not in page
    assert "Bộ lọc chưa đúng" in text(signed_in("lan"), "/to-chuc/", ngay="hôm qua")


def test_htmx_gets_the_rows_alone(signed_in: SignedIn) -> None:
    page = signed_in("lan").get("/to-chuc/", {"tim": "noi vu"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page and "ha-thanh.so-noi-vu" in page


@pytest.mark.parametrize(
    "path",
    [
        "/to-chuc/binh-phu.ubnd/",
        "/to-chuc/xa.91001.cong-an/",
        "/to-chuc/huyen.911.ubnd/",
        "/to-chuc/khong-co/",
        "/to-chuc/dia-ban/khong-co/",
    ],
)
def test_what_is_not_mine_is_not_there(signed_in: SignedIn, path: str) -> None:
    text(signed_in("lan"), path, status=404)
    if "binh" in path or ".91" in path:
        text(signed_in("binh"), path)
        text(signed_in("quan-tri"), path)


def test_another_provinces_bodies_are_in_no_list(signed_in: SignedIn) -> None:
    page = text(signed_in("binh"), "/to-chuc/")
    assert "Bình Phú" in page and "Hà Thanh" not in page


def test_a_body_shows_its_timeline_its_people_and_what_is_below(signed_in: SignedIn) -> None:
    page = text(signed_in("xuan"), "/to-chuc/ha-thanh.so-tai-chinh/")
    assert "nhận sáp nhập từ" in page and "Sở Kế hoạch và Đầu tư tỉnh Hà Thanh" in page and "01/03/2025" in page
    assert "Phạm Hồng Sơn" in page and "chuyên viên" in page
    assert "Công an xã An Lạc" in text(signed_in("xuan"), "/to-chuc/xa.90001.ubnd/")
    account = text(signed_in("quan-tri"), "/to-chuc/nguoi-dung/son/ho-so/")
    assert "Sở Tài chính tỉnh Hà Thanh" in account and "Kết thúc" in account


def test_a_body_that_ended_says_who_holds_its_duties(signed_in: SignedIn) -> None:
    page = text(signed_in("lan"), "/to-chuc/huyen.901.ubnd/")
    assert "kết thúc hoạt động sau ngày 30/06/2025" in page
    assert "UBND xã An Lạc" in page and "UBND phường Đông Sơn" in page and "UBND xã Phú Khê" not in page
    assert "cần xác nhận" in page


def test_a_timeline_shows_superiors_predecessors_successors_and_papers(signed_in: SignedIn, cast: Cast) -> None:
    police = cast.body("xa.90001.cong-an").versions.get()
    police.line_parent = cast.body("ha-thanh.cong-an")
    police.save()
    client = signed_in("vy")

    def timeline(name: str, code: str) -> str:
        page = client.get(reverse(name, args=[code])).content.decode()
        shown = re.search(r'<ol class="timeline">(.*?)</ol>', page, re.DOTALL)
        assert shown is not None
        return " ".join(re.sub(r"<[^>]+>", " ", shown[1]).split())

    assert "thuộc UBND xã An Lạc; ngành dọc Công an tỉnh Hà Thanh" in timeline("organisation", "xa.90001.cong-an")
    assert "thường trực Công an tỉnh Hà Thanh" in timeline("organisation", "ha-thanh.ban-chi-dao-138")
    planning = timeline("organisation", "ha-thanh.so-ke-hoach-va-dau-tu")
    assert "Sở Tài chính tỉnh Hà Thanh" in planning and SOURCE in planning
    assert "Sở Kế hoạch và Đầu tư tỉnh Hà Thanh" in timeline("organisation", "ha-thanh.so-tai-chinh")
    old, new = timeline("area", "X90001"), timeline("area", "C90001")
    assert "thuộc huyện Sơn Nam" in old and "đổi thành: xã An Lạc" in old
    assert "thuộc tỉnh Hà Thanh" in new and "trước là: xã An Lạc" in new and SOURCE in new


def test_areas_on_both_maps(signed_in: SignedIn) -> None:
    client = signed_in("xuan")
    today, then = (
        text(client, "/to-chuc/dia-ban/", tinh="T90"),
        text(client, "/to-chuc/dia-ban/", tinh="T90", ngay="30/6/2025"),
    )
    assert "xã An Lạc" in today and "huyện Sơn Nam" not in today
    assert "huyện Sơn Nam" in then and "xã Hòa Lâm" not in then
    place = text(client, "/to-chuc/dia-ban/H901/")
    assert "Nay là" in place and "/to-chuc/dia-ban/C90001/" in place and "UBND huyện Sơn Nam" in place


ADMINISTRATION = (
    "/to-chuc/nguoi-dung/",
    "/to-chuc/nguoi-dung/them/",
    "/to-chuc/nguoi-dung/son/ho-so/",
    "/to-chuc/nhat-ky/",
)


@pytest.mark.parametrize("path", ADMINISTRATION)
def test_only_quan_tri_administers(signed_in: SignedIn, path: str) -> None:
    for account in ("lan", "vy", "dung", "son", "xuan", "kien", "binh"):
        text(signed_in(account), path, status=403)
    text(signed_in("quan-tri"), path)
    assert Client().get(path).status_code == 302


def test_an_account_is_made_with_its_first_post_and_a_password_shown_once(signed_in: SignedIn, cast: Cast) -> None:
    client = signed_in("quan-tri")
    given = {
        "username": "hoa.nt",
        "full_name": "Ngô Thị Hoa",
        "function": "van_thu",
        "organisation": "so noi vu tinh ha thanh",
        "starts_on": "01/03/2026",
    }
    page = client.post("/to-chuc/nguoi-dung/them/", given)
    password = re.search(r'class="password">([^<]+)<', page.content.decode())
    assert password and page["Cache-Control"] == "no-store"
    made = cast.user("hoa.nt")
    assert made.check_password(password[1])
    post = made.posts.get()
    assert (post.function, post.organisation, post.starts_on) == (
        "van_thu",
        cast.body("ha-thanh.so-noi-vu"),
        date(2026, 3, 1),
    )
    assert password[1] not in text(client, "/to-chuc/nguoi-dung/hoa.nt/ho-so/")
    assert password[1] not in str(list(LogEntry.objects.values_list("content", flat=True)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"organisation": "Sở Tài chính"}, "xin ghi mã của một tổ chức"),
        ({"organisation": "không có"}, "Không tìm thấy tổ chức"),
        ({"organisation": ""}, "xin chọn đơn vị"),
        ({"organisation": "huyen.901.ubnd"}, "không hoạt động vào ngày"),
        ({"username": "son"}, "Đã có tài khoản"),
        ({"username": "Hòa Hoa"}, "chữ thường không dấu"),
        ({"starts_on": "32/13/2026"}, "Ngày chưa đúng"),
        ({"ends_on": "01/01/2020"}, "Ngày kết thúc phải sau"),
    ],
)
def test_a_wrong_account_is_not_made_at_all(signed_in: SignedIn, change: dict[str, str], said: str) -> None:
    before = User.objects.count(), Post.objects.count(), LogEntry.objects.count()
    given = {
        "username": "hoa.nt",
        "full_name": "Ngô Thị Hoa",
        "function": "van_thu",
        "organisation": "ha-thanh.ubnd",
        "starts_on": "01/03/2026",
    }
    page = signed_in("quan-tri").post("/to-chuc/nguoi-dung/them/", given | change)
    assert page.status_code == 400 and said in page.content.decode()
    assert (User.objects.count(), Post.objects.count(), LogEntry.objects.count()) == before


def test_posts_are_given_and_ended(signed_in: SignedIn, cast: Cast, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 3, 2))
    client = signed_in("quan-tri")
    given = {"function": "lanh_dao", "organisation": "ha-thanh.so-tai-chinh", "starts_on": "02/03/2026"}
    client.post("/to-chuc/nguoi-dung/son/giao-chuc-nang/", given)
    assert {p.function for p in cast.user("son").posts_on(date(2026, 3, 2))} == {"chuyen_vien", "lanh_dao"}
    for post in cast.user("son").posts.all():
        client.post(f"/to-chuc/chuc-nang/{post.pk}/ket-thuc/", {"last_day": "2/3/2026"})
    assert cast.user("son").is_active
    assert cast.user("son").posts_on(date(2026, 3, 3)) == []


def test_a_quan_tri_of_a_body_looks_after_that_body_and_below_only(signed_in: SignedIn, cast: Cast) -> None:
    Post.objects.create(
        user=cast.user("vy"),
        organisation=cast.body("xa.90001.ubnd"),
        function=Function.ADMINISTRATOR,
        starts_on=date(2025, 7, 1),
    )
    client = signed_in("vy")
    page = text(client, "/to-chuc/nguoi-dung/")
    assert "/xuan/" in page and "/son/" not in page and "/binh/" not in page
    text(client, "/to-chuc/nguoi-dung/son/ho-so/", status=404)
    given = {"function": "lanh_dao", "organisation": "ha-thanh.ubnd", "starts_on": "02/03/2026"}
    assert client.post("/to-chuc/nguoi-dung/xuan/giao-chuc-nang/", given).status_code == 400
    assert client.post("/to-chuc/nguoi-dung/xuan/giao-chuc-nang/", given | {"organisation": ""}).status_code == 400
    given["organisation"] = "xa.90001.cong-an"
    assert client.post("/to-chuc/nguoi-dung/xuan/giao-chuc-nang/", given).status_code == 302
    foreign = Post.objects.get(user__username="son")
    assert client.post(f"/to-chuc/chuc-nang/{foreign.pk}/ket-thuc/", {"last_day": "02/03/2026"}).status_code == 404
    assert client.post("/to-chuc/nguoi-dung/son/mat-khau/").status_code == 404


def test_the_log_is_shown_and_filtered(signed_in: SignedIn, cast: Cast) -> None:
    client = signed_in("quan-tri")
    client.post("/to-chuc/nguoi-dung/xuan/mat-khau/")
    assert "cấp lại mật khẩu" in text(client, "/to-chuc/nhat-ky/")
    assert "cấp lại mật khẩu" in text(client, "/to-chuc/nhat-ky/", viec="cap lai", tai_khoan="quan")
    assert "Không có mục nào" in text(client, "/to-chuc/nhat-ky/", tai_khoan="lan")
    assert "Không có mục nào" in text(client, "/to-chuc/nhat-ky/", den="01/01/2020")


@pytest.mark.parametrize(
    "path", ["chuc-nang/1/ket-thuc/", "nguoi-dung/xuan/mat-khau/", "nguoi-dung/xuan/giao-chuc-nang/"]
)
def test_deeds_answer_post_only(signed_in: SignedIn, path: str) -> None:
    text(signed_in("quan-tri"), f"/to-chuc/{path}", status=405)


def test_a_long_list_of_bodies_below_is_paged_and_searched_without_marks(signed_in: SignedIn, cast: Cast) -> None:
    province = cast.body("ha-thanh.ubnd")
    for n in range(30):
        body = Organisation.objects.create(code=f"ha-thanh.tram-{n}")
        given = {"kind": "co_quan", "level": "tinh", "parent": province, "source": "Quyết định thử nghiệm"}
        name = f"Trạm {'Đồi Sim' if n == 29 else 'Vườn ươm'} {n}"
        OrganisationVersion.objects.create(organisation=body, name=name, keys=body_keys([name]), **given)
    client = signed_in("lan")
    whole = text(client, "/to-chuc/ha-thanh.ubnd/")
    assert "Trang 1 trên" in whole and "Trạm Đồi Sim" not in whole
    assert "Trạm Đồi Sim 29" in text(client, "/to-chuc/ha-thanh.ubnd/", tim="doi sim")
    assert "Không có tổ chức nào như vậy" in text(client, "/to-chuc/ha-thanh.ubnd/", tim="khong co dau")
