"""A session that is not used for a while asks for the password, and loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import User
from tests.cast import PASSWORD
from tests.conftest import HANOI, Cast

CONFIRM = "/tai-khoan/xac-nhan/"
START = datetime(2026, 3, 2, 9, tzinfo=HANOI)
SignedIn = Callable[[str], Client]
NEW = {
    "username": "hoa.nt",
    "full_name": "Ngô Thị Hoa",
    "function": "van_thu",
    "organisation": "ha-thanh.so-noi-vu",
    "starts_on": "01/03/2026",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    cache.clear()
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def page(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize(("account", "minutes"), [("lan", 15), ("quan-tri", 5)])
def test_a_session_locks_after_its_time_and_the_password_leads_back(
    signed_in: SignedIn, clock: time_machine.Coordinates, account: str, minutes: int
) -> None:
    client = signed_in(account)
    for _ in range(3):
        assert client.get(reverse("documents")).status_code == 200
        clock.shift(minutes * 60 - 20)
    clock.shift(21)
    where = "/to-chuc/?tim=so&trang=1"
    answer = client.get(where)
    assert answer.headers["Location"] == f"{CONFIRM}?next=%2Fto-chuc%2F%3Ftim%3Dso%26trang%3D1"
    shown = page(client.get(answer.headers["Location"]))
    assert "Phiên làm việc tạm khoá" in shown and "Các mục" not in shown and "Đăng xuất" in shown
    assert "Mật khẩu chưa đúng" in page(client.post(CONFIRM, {"password": "sai", "next": where}))
    assert client.get(where).status_code == 302
    assert client.post(CONFIRM, {"password": PASSWORD, "next": where}).headers["Location"] == where
    assert client.get(where).status_code == 200


def test_looking_at_the_lock_or_being_sent_there_opens_nothing(
    signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    client = signed_in("lan")
    client.get(reverse("documents"))
    clock.shift(16 * 60)
    for _ in range(3):
        assert client.get(CONFIRM).status_code == 200
        assert client.get("/khong-co-trang-nay/").status_code == 404
        assert client.get(reverse("home")).status_code == 302
        assert client.get(reverse("documents")).headers["Location"].startswith(CONFIRM)
        clock.shift(60)


def test_a_part_of_a_page_sends_the_whole_page_to_the_lock(
    signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    client = signed_in("lan")
    client.get(reverse("documents"))
    clock.shift(16 * 60)
    answer = client.get(reverse("organisations"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def fields(answer: Any) -> dict[str, str]:
    """What the page that asks for the password carries along."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}


def test_a_form_sent_too_late_is_carried_along_and_sent_once_more(
    cast: Cast, signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    client = signed_in("quan-tri")
    client.get(reverse("add_user"))
    clock.shift(6 * 60)
    asked = client.post(reverse("add_user"), NEW)
    assert asked.status_code == 403 and fields(asked) == NEW and not User.objects.filter(username="hoa.nt").exists()
    again = client.post(reverse("add_user"), fields(asked) | {"mo_khoa-password": "sai"})
    assert "Mật khẩu chưa đúng. Xin nhập lại." in page(again) and fields(again) == NEW
    assert not User.objects.filter(username="hoa.nt").exists()
    done = client.post(reverse("add_user"), fields(again) | {"mo_khoa-password": PASSWORD})
    assert done.status_code == 200 and cast.user("hoa.nt").full_name == "Ngô Thị Hoa"
    assert client.get(reverse("users")).status_code == 200


def test_a_file_is_not_carried_along_and_the_page_says_so(signed_in: SignedIn, clock: time_machine.Coordinates) -> None:
    client = signed_in("vy")
    client.get(reverse("upload"))
    clock.shift(16 * 60)
    asked = client.post(reverse("upload"), {"file": SimpleUploadedFile("mau.txt", b"van ban"), "secret_free": "on"})
    assert asked.status_code == 403 and "Tệp đính kèm không giữ lại được" in page(asked)
    assert fields(asked) == {"secret_free": "on"}
    back = client.post(reverse("upload"), fields(asked) | {"mo_khoa-password": PASSWORD})
    assert back.status_code in (200, 400) and "Phiên làm việc tạm khoá" not in page(back)


def test_passwords_are_not_carried_along(signed_in: SignedIn, clock: time_machine.Coordinates) -> None:
    client = signed_in("lan")
    client.get(reverse("documents"))
    clock.shift(16 * 60)
    change = "/tai-khoan/doi-mat-khau/"
    answer = client.post(change, {"oldpassword": PASSWORD, "password1": "x", "password2": "x"}, follow=True)
    assert answer.redirect_chain[0][0].startswith(CONFIRM) and "chưa được ghi" in page(answer)
    assert PASSWORD not in page(answer)


def test_the_lock_is_no_way_to_guess_passwords(signed_in: SignedIn, clock: time_machine.Coordinates) -> None:
    client = signed_in("quan-tri")
    client.get(reverse("add_user"))
    clock.shift(6 * 60)
    tried = NEW | {"mo_khoa-password": "sai"}
    assert [client.post(reverse("add_user"), tried).status_code for _ in range(5)] == [403] * 4 + [429]
    right = client.post(reverse("add_user"), NEW | {"mo_khoa-password": PASSWORD})
    assert right.status_code == 429 and not User.objects.filter(username="hoa.nt").exists()


def test_a_locked_session_can_be_signed_out(signed_in: SignedIn, clock: time_machine.Coordinates) -> None:
    client = signed_in("lan")
    client.get(reverse("documents"))
    clock.shift(16 * 60)
    assert client.post("/tai-khoan/dang-xuat/").headers["Location"] == "/tai-khoan/dang-nhap/"
    assert client.get(reverse("documents")).headers["Location"].startswith("/tai-khoan/dang-nhap/")


def test_a_forged_form_unlocks_nothing(cast: Cast, clock: time_machine.Coordinates) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("lan"), backend="django.contrib.auth.backends.ModelBackend")
    client.get(reverse("documents"))
    clock.shift(16 * 60)
    answer = client.post(reverse("upload"), {"mo_khoa-password": PASSWORD})
    assert answer.status_code == 403 and "Xin tải lại trang" in page(answer)
    assert client.get(reverse("documents")).status_code == 302


def test_the_session_is_not_written_at_every_request(signed_in: SignedIn, clock: time_machine.Coordinates) -> None:
    client = signed_in("lan")
    client.get(reverse("areas"))
    seen = client.session["seen_at"]
    clock.shift(10)
    client.get(reverse("areas"))
    assert client.session["seen_at"] == seen
    clock.shift(10)
    client.get(reverse("areas"))
    assert client.session["seen_at"] == seen + 20
