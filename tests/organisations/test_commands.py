"""Lists and deeds of organisations from the command line."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from phongtrao.organisations.models import Post
from tests.conftest import Cast


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def lines(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json").splitlines()]


def test_bodies_of_a_day_with_what_became_of_them(cast: Cast) -> None:
    found = lines("organisations", "--under", "UBND tỉnh Hà Thanh", "--on", "2025-02-01", "--kind", "so")
    assert [line["code"].split(".")[1] for line in found] == [
        "so-ke-hoach-va-dau-tu",
        "so-noi-vu",
        "so-tai-chinh",
        "so-tu-phap",
    ]
    planning = found[0]
    assert planning["valid_until"] == "2025-02-28"
    assert [(s["code"], s["day"]) for s in planning["successors"]] == [("ha-thanh.so-tai-chinh", "2025-03-01")]
    assert "Công an tỉnh Hà Thanh" in run("organisations", "--find", "cong an tinh ha")
    with pytest.raises(CommandError, match="Không có loại"):
        run("organisations", "--kind", "cửa hàng")


def test_areas_of_a_day_with_codes_and_successors(cast: Cast) -> None:
    found = lines("areas", "--on", "30/06/2025", "--kind", "huyện", "--find", "son nam")
    assert [(line["area"], line["name"], line["valid_until"]) for line in found] == [
        ("H901", "huyện Sơn Nam", "2025-06-30")
    ]
    assert [s["name"] for s in found[0]["successors"]] == ["xã An Lạc", "phường Đông Sơn"]
    assert not any(line["kind"] == "huyen" for line in lines("areas", "--on", "2025-07-01"))
    with pytest.raises(CommandError, match="load-units"):
        run("areas", "--province", "Nghệ An")


def test_an_account_from_its_first_to_its_last_day(cast: Cast) -> None:
    assert "mật khẩu" in run("add_user", "hoa.nt", "Ngô Thị Hoa")
    with pytest.raises(CommandError, match="Đã có tài khoản"):
        run("add_user", "hoa.nt", "Ngô Thị Hoa")
    for _ in range(2):
        run("add_post", "hoa.nt", "van_thu", "so tu phap tinh ha thanh", "--from", "2026-01-02")
    assert Post.objects.filter(user__username="hoa.nt").count() == 1
    held = [line for line in lines("users", "--on", "2026-01-02") if line["username"] == "hoa.nt"]
    assert held[0]["posts"][0]["organisation_code"] == "ha-thanh.so-tu-phap"
    run("end_post", "hoa.nt", "van_thu", "ha-thanh.so-tu-phap", "--last-day", "2026-01-31")
    run("close_accounts")
    assert not cast.user("hoa.nt").is_active
    with pytest.raises(CommandError, match="đã đóng"):
        run("new_password", "hoa.nt")
    deeds = [line["deed"] for line in lines("log")]
    assert deeds[-4:] == ["add_user", "add_post", "end_post", "close_account"]
    assert lines("log", "--deed", "close_account", "--last", "1")[0]["deed"] == "close_account"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add_post", "khong-co", "van_thu", "ha-thanh.ubnd"), "Không có tài khoản"),
        (("add_post", "son", "van_thu", "Sở Tài chính"), "xin ghi mã"),
        (("add_post", "son", "van_thu"), "xin chọn đơn vị"),
        (("end_post", "son", "van_thu", "ha-thanh.ubnd"), "không giữ chức năng này"),
        (("add_user", "Hoa", "Hoa", "--by", "khong-co"), "Không có tài khoản"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(cast: Cast, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*arguments)


def test_init_run_again_is_harmless(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHONGTRAO_PASSWORD", raising=False)
    before = cast.user("quan-tri").password
    assert "mật khẩu giữ nguyên" in run("init")
    assert cast.user("quan-tri").password == before
    monkeypatch.setenv("PHONGTRAO_PASSWORD", "ngắn")
    with pytest.raises(CommandError, match="chưa đạt"):
        run("init")


def test_the_day_may_be_written_in_two_ways(cast: Cast) -> None:
    assert run("organisations", "--on", "30/06/2025") == run("organisations", "--on", date(2025, 6, 30).isoformat())
    with pytest.raises(CommandError, match="xin ghi dạng"):
        run("organisations", "--on", "hôm qua")
