"""The second factor: setting it up, signing in with it, losing it, and who cannot do without."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import LogEntry
from phongtrao.organisations.second_factor import active, remove
from tests.cast import PASSWORD
from tests.conftest import HANOI, Cast

LOGIN = "/tai-khoan/dang-nhap/"
CODE = "/tai-khoan/xac-thuc-hai-lop/ma/"
SET_UP = "/tai-khoan/xac-thuc-hai-lop/bat/"
START = datetime(2026, 3, 2, 9, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    cache.clear()
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def page(answer: Any) -> str:
    return unescape(answer.content.decode())


def sign_in(account: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(LOGIN, {"login": account, "password": PASSWORD})


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, int(datetime.now().timestamp()) // 30):06}"


def set_up(account: str, clock: time_machine.Coordinates) -> tuple[str, list[str]]:
    """Signs in and sets up a second factor; its secret and the recovery codes."""
    client, _ = sign_in(account)
    asked = client.get(SET_UP, follow=True)
    confirm = asked.redirect_chain[-1][0]
    shown = page(client.post(confirm, {"password": PASSWORD, "next": SET_UP}, follow=True))
    secret = re.search(r'class="password">([A-Z2-7]{32})<', shown)
    assert secret and "Bật xác thực hai lớp" in shown
    codes = page(client.post(SET_UP, {"code": code_of(secret[1])}, follow=True))
    clock.shift(60)
    return secret[1], re.findall(r'class="password">(\d{8})<', codes)


def test_after_the_password_the_code_of_the_phone_opens_the_desk(cast: Cast, clock: time_machine.Coordinates) -> None:
    secret, recovery = set_up("lan", clock)
    assert len(recovery) == 10
    client, answer = sign_in("lan")
    assert answer.headers["Location"] == CODE
    assert client.get(reverse("documents")).status_code == 302
    assert "Mật khẩu đúng." in page(client.get(CODE))
    wrong = client.post(CODE, {"code": "000000"})
    assert "Mã chưa đúng hoặc đã dùng." in page(wrong) and client.get(reverse("documents")).status_code == 302
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == reverse("desk")
    assert client.get(reverse("documents")).status_code == 200


def test_a_code_and_a_recovery_code_open_once(cast: Cast, clock: time_machine.Coordinates) -> None:
    secret, recovery = set_up("lan", clock)
    for code in (code_of(secret), recovery[0]):
        statuses = [sign_in("lan")[0].post(CODE, {"code": code}).status_code for _ in range(2)]
        assert statuses == [302, 200]
        clock.shift(60)


def test_wrong_codes_lock_the_account_as_wrong_passwords_do(cast: Cast, clock: time_machine.Coordinates) -> None:
    secret, _ = set_up("lan", clock)
    statuses = []
    for _ in range(5):
        # Signing in anew with the right password forgets no wrong code.
        client, _answer = sign_in("lan")
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [200, 200, 200, 200, 429]
    locked = client.post(CODE, {"code": code_of(secret)})
    assert locked.status_code == 429 and "<strong>lan</strong> tạm khoá đến" in page(locked)
    assert sign_in("lan")[1].status_code == 429
    clock.shift(16 * 60)
    client, _answer = sign_in("lan")
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302


def test_the_secret_lies_encrypted_and_the_log_says_when_it_came_and_went(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    secret, recovery = set_up("lan", clock)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(code in kept for code in recovery)
    client, _ = sign_in("lan")
    client.post(CODE, {"code": code_of(secret)})
    off = client.get("/tai-khoan/xac-thuc-hai-lop/tat/", follow=True)
    client.post(off.redirect_chain[-1][0], {"password": PASSWORD})
    said = page(client.post("/tai-khoan/xac-thuc-hai-lop/tat/", follow=True))
    assert "Đã tắt xác thực hai lớp." in said and not active(cast.user("lan"))
    deeds = LogEntry.objects.filter(deed__endswith="second_factor").values_list("deed", "account")
    assert list(deeds) == [("add_second_factor", "lan"), ("remove_second_factor", "lan")]


def test_an_administrator_sets_it_up_before_anything_else(
    cast: Cast, clock: time_machine.Coordinates, settings: Any
) -> None:
    settings.SECOND_FACTOR = "administrators"
    client, _ = sign_in("quan-tri")
    for name in ("desk", "users", "log"):
        assert client.get(reverse(name)).headers["Location"] == SET_UP
        assert client.post(reverse(name)).headers["Location"] == SET_UP
    assert client.get(reverse("log"), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Tài khoản này cần xác thực hai lớp." in page(client.get(SET_UP, follow=True))
    secret, _ = set_up("quan-tri", clock)
    client, _ = sign_in("quan-tri")
    client.post(CODE, {"code": code_of(secret)})
    assert client.get(reverse("users")).status_code == 200
    off = client.get("/tai-khoan/xac-thuc-hai-lop/tat/", follow=True)
    client.post(off.redirect_chain[-1][0], {"password": PASSWORD})
    refused = client.post("/tai-khoan/xac-thuc-hai-lop/tat/")
    assert "phải có xác thực hai lớp" in page(refused) and active(cast.user("quan-tri"))


@pytest.mark.parametrize(("who", "led"), [("off", []), ("administrators", ["quan-tri"]), ("all", ["quan-tri", "lan"])])
def test_the_setting_says_who_must_have_one(
    signed_in: Callable[[str], Client], settings: Any, who: str, led: list[str]
) -> None:
    settings.SECOND_FACTOR = who
    statuses = {account: signed_in(account).get(reverse("documents")).status_code for account in ("quan-tri", "lan")}
    assert [account for account, status in statuses.items() if status == 302] == led


def test_who_has_lost_phone_and_codes_is_helped_and_the_log_says_by_whom(
    cast: Cast, clock: time_machine.Coordinates, signed_in: Callable[[str], Client]
) -> None:
    set_up("lan", clock)
    client = signed_in("quan-tri")
    assert "đang bật" in page(client.get(reverse("user", args=["lan"])))
    said = page(client.post(reverse("remove_second_factor", args=["lan"]), follow=True))
    assert "Đã gỡ xác thực hai lớp của Nguyễn Thị Lan" in said
    entry = LogEntry.objects.filter(deed="remove_second_factor").get()
    assert (entry.account, entry.content) == ("quan-tri", {"username": "lan"})
    assert sign_in("lan")[1].headers["Location"] == reverse("desk")
    assert not remove(cast.user("lan"), cast.user("quan-tri")) and not Authenticator.objects.exists()


def test_the_command_takes_it_away_too(cast: Cast, clock: time_machine.Coordinates) -> None:
    set_up("lan", clock)
    out = io.StringIO()
    call_command("remove_second_factor", "lan", stdout=out)
    call_command("remove_second_factor", "lan", stdout=out)
    assert "Đã gỡ" in out.getvalue() and "Chưa bật" in out.getvalue() and not active(cast.user("lan"))
    with pytest.raises(CommandError, match="khong-co"):
        call_command("remove_second_factor", "khong-co")


def test_every_page_of_it_speaks_vietnamese_and_keeps_the_policy(cast: Cast, clock: time_machine.Coordinates) -> None:
    secret, recovery = set_up("lan", clock)
    client, _ = sign_in("lan")
    client.post(CODE, {"code": code_of(secret)})
    index = page(client.get(reverse("mfa_index")))
    assert "Đang bật từ 09:00 02/03/2026" in index and "Còn 10 mã" in index
    confirm = client.get(reverse("mfa_view_recovery_codes"), follow=True).redirect_chain[-1][0]
    codes = page(client.post(confirm, {"password": PASSWORD}, follow=True))
    assert all(code in codes for code in recovery)
    new = page(client.post(reverse("mfa_generate_recovery_codes"), follow=True))
    assert "Còn 10 trong 10 mã" in new and not any(code in new for code in recovery)
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200 and "img-src 'self' data:" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?! src)|style=|recovery codes|authenticator", page(answer), re.I)
