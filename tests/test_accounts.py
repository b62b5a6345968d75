"""Getting in: what right and wrong input hears, the lock after five failures, and how it is opened."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

import phongtrao
from phongtrao import demo
from phongtrao.organisations.models import LogEntry
from tests.cast import PASSWORD
from tests.conftest import HANOI, Cast

LOGIN = "/tai-khoan/dang-nhap/"
CHANGE = "/tai-khoan/doi-mat-khau/"
WRONG = "Tài khoản hoặc mật khẩu chưa đúng. Xin kiểm tra rồi nhập lại."
NEW = "Một mật khẩu mới, dài 30 chữ"
LOCALE = Path(phongtrao.__file__).parent / "locale/vi/LC_MESSAGES"


@pytest.fixture(autouse=True)
def no_limits_left_from_before() -> None:
    cache.clear()


def sign_in(client: Client, account: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": account, "password": password, **more})


def said(answer: Any) -> list[str]:
    """Errors and messages of the page."""
    text = unescape(answer.content.decode())
    listed = re.search(r'<ul class="errors".*?</ul>', text, re.S)
    errors = re.findall(r"<li>(.*?)</li>", "".join(re.findall(r'<ul class="errors".*?</ul>', text, re.S)))
    assert bool(errors) == bool(listed)
    return [*errors, *re.findall(r'<p class="message[^>]*>(.*?)</p>', text)]


def test_the_right_password_opens_the_desk_and_the_menu_says_who_one_is(cast: Cast) -> None:
    client = Client()
    assert sign_in(client, "lan").headers["Location"] == reverse("desk")
    page = unescape(client.get(reverse("documents")).content.decode())
    assert "Nguyễn Thị Lan" in page and "Lãnh đạo" in page and "UBND tỉnh Hà Thanh" in page
    assert f'<a href="{reverse("documents")}" aria-current="page">Văn bản</a>' in page


def test_blanks_around_the_account_do_no_harm(cast: Cast) -> None:
    assert sign_in(Client(), "  lan ").status_code == 302


@pytest.mark.parametrize("where", ["//noi-khac.vn/", "https://noi-khac.vn/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(cast: Cast, where: str) -> None:
    assert sign_in(Client(), "lan", next=where).headers["Location"] == reverse("desk")


def test_signing_in_leads_back_to_the_page_asked_for(cast: Cast) -> None:
    assert sign_in(Client(), "lan", next="/to-chuc/?tim=so").headers["Location"] == "/to-chuc/?tim=so"


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ({}, ["Xin điền mục này."] * 2),
        ({"login": "lan"}, ["Xin điền mục này."]),
        ({"login": "  ", "password": "x"}, ["Xin điền mục này."]),
        ({"login": "lan", "password": "sai"}, [WRONG]),
        ({"login": "không có ai", "password": "sai"}, [WRONG]),
        ({"login": "l\0n", "password": "sai"}, ["Có ký tự không dùng được. Xin gõ lại."]),
        ({"login": "l" * 61, "password": "sai"}, ["Dài quá: tối đa 60 ký tự, đang có 61. Xin rút ngắn."]),
    ],
)
def test_wrong_input_hears_what_to_do(cast: Cast, given: dict[str, str], heard: list[str]) -> None:
    answer = Client().post(LOGIN, given)
    assert (answer.status_code, said(answer)) == (200, heard)


def test_a_closed_account_hears_no_more_than_a_wrong_one(cast: Cast) -> None:
    son = cast.user("son")
    son.is_active = False
    son.save()
    assert said(sign_in(Client(), "son")) == [WRONG]


def test_an_administrator_opens_a_locked_account_on_its_page(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 3, 2))
    page, client = reverse("user", args=["vy"]), signed_in("quan-tri")
    for _ in range(4):
        sign_in(Client(), "vy", "sai")
    assert "Tạm khoá" not in client.get(page).content.decode()
    sign_in(Client(), "vy", "sai")
    assert "tự mở lúc 09:15 02/03/2026" in client.get(page).content.decode()
    assert "tạm khoá vì nhập sai" in client.get(reverse("users")).content.decode()
    answer = client.post(reverse("unlock", args=["vy"]), follow=True).content.decode()
    assert "Đã mở khoá tài khoản vy." in answer and "Tạm khoá" not in answer
    assert sign_in(Client(), "vy").status_code == 302
    assert LogEntry.objects.get(deed="unlock").account == "quan-tri"
    assert "không bị khoá" in client.post(reverse("unlock", args=["vy"]), follow=True).content.decode()


@pytest.mark.parametrize("account", ["vy", "không có ai"])
def test_the_fifth_failure_locks_an_account_and_says_until_when(
    cast: Cast, account: str, on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 3, 2))
    answers = [sign_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), account, "sai") for n in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 200, 429]
    page = unescape(answers[-1].content.decode())
    assert f"<strong>{account}</strong> tạm khoá đến <strong>09:15 02/03/2026</strong>" in page
    assert "báo người quản trị" in page and answers[-1].headers["Retry-After"] == "900"
    assert sign_in(Client(), account).status_code == 429
    assert sign_in(Client(), "lan").status_code == 302


def test_tries_during_a_lock_do_not_prolong_it(cast: Cast) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=HANOI)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(5):
            sign_in(Client(), "vy", "sai")
        clock.shift(14 * 60)
        assert "09:15 02/03/2026" in sign_in(Client(), "vy", "sai").content.decode()
        clock.shift(61)
        assert sign_in(Client(), "vy").status_code == 302


def test_getting_in_forgets_earlier_failures(cast: Cast) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(Client(), "vy", "sai")
        assert sign_in(Client(), "vy").status_code == 302


def test_a_locked_account_is_opened_by_command_and_the_log_says_by_whom(cast: Cast) -> None:
    for _ in range(5):
        sign_in(Client(), "vy", "sai")
    out = io.StringIO()
    call_command("unlock", "vy", by="lan", stdout=out)
    assert out.getvalue() == "Đã mở khoá tài khoản vy.\n" and sign_in(Client(), "vy").status_code == 302
    entry = LogEntry.objects.get(deed="unlock")
    assert (entry.account, entry.content) == ("lan", {"username": "vy"})
    call_command("unlock", "vy", stdout=out)
    assert "Không có lần nhập sai nào" in out.getvalue() and LogEntry.objects.filter(deed="unlock").count() == 1
    with pytest.raises(CommandError, match="khong-co"):
        call_command("unlock", "khong-co")


def test_no_password_that_was_tried_is_kept(cast: Cast) -> None:
    client = Client()
    sign_in(client, "vy", "mật-khẩu-gõ-nhầm")
    sign_in(client, "vy")
    client.post("/tai-khoan/xac-nhan/", {"password": "mật-khẩu-gõ-nhầm"})
    kept = [str(vars(row)) for model in (AccessAttempt, AccessFailureLog, AccessLog) for row in model.objects.all()]
    assert kept and not any("gõ-nhầm" in row or PASSWORD in row for row in kept)


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ({}, ["Xin điền mục này."] * 3),
        (
            {"oldpassword": "sai", "password1": NEW, "password2": NEW + "?"},
            ["Mật khẩu hiện tại chưa đúng. Xin nhập lại.", "Hai lần nhập mật khẩu mới chưa giống nhau. Xin nhập lại."],
        ),
        (
            {"oldpassword": PASSWORD, "password1": "Ngắn 1", "password2": "Ngắn 1"},
            ["Mật khẩu cần ít nhất 14 ký tự, đang có 6."],
        ),
        (
            {"oldpassword": PASSWORD, "password1": "1234567890123456", "password2": "1234567890123456"},
            ["Mật khẩu còn thiếu: chữ thường, chữ hoa, dấu."],
        ),
        (
            {"oldpassword": PASSWORD, "password1": "Nguyễn Thị Lan 1", "password2": "Nguyễn Thị Lan 1"},
            ["Mật khẩu gần giống họ và tên. Xin chọn mật khẩu khác."],
        ),
    ],
)
def test_a_weak_or_mistyped_new_password_hears_what_is_missing(
    signed_in: Callable[[str], Client], given: dict[str, str], heard: list[str]
) -> None:
    assert said(signed_in("lan").post(CHANGE, given)) == heard


def test_a_changed_password_counts_from_then_on_and_the_session_stays(cast: Cast) -> None:
    client = Client()
    sign_in(client, "lan")
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert said(answer) == ["Đã đổi mật khẩu."] and client.get(reverse("desk")).status_code == 200
    assert said(sign_in(Client(), "lan")) == [WRONG] and sign_in(Client(), "lan", NEW).status_code == 302


def test_the_old_password_cannot_be_guessed_from_an_open_session(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("lan")
    tried = {"oldpassword": "sai", "password1": NEW, "password2": NEW}
    answers = [client.post(CHANGE, tried) for _ in range(6)]
    assert answers[-1].status_code == 429 and "Xin đợi ít phút" in answers[-1].content.decode()


def test_one_signs_out_by_a_button_not_by_a_link(cast: Cast) -> None:
    client = Client()
    sign_in(client, "lan")
    assert "Anh/chị muốn đăng xuất" in client.get("/tai-khoan/dang-xuat/").content.decode()
    assert client.get(reverse("documents")).status_code == 200
    assert said(client.post("/tai-khoan/dang-xuat/", follow=True)) == ["Đã đăng xuất."]
    assert client.get(reverse("documents")).status_code == 302


def test_a_password_is_confirmed_once_more_in_vietnamese(cast: Cast) -> None:
    client = Client()
    sign_in(client, "lan")
    assert "Xin nhập lại mật khẩu" in client.get("/tai-khoan/xac-nhan/").content.decode()
    assert said(client.post("/tai-khoan/xac-nhan/", {"password": "sai"})) == ["Mật khẩu chưa đúng. Xin nhập lại."]


def test_a_deed_after_the_session_has_ended_is_not_lost_in_silence(cast: Cast) -> None:
    client = Client()
    answer = client.post(reverse("upload"), follow=True)
    assert said(answer) == ["Phiên làm việc đã hết, việc vừa gửi chưa được ghi. Xin đăng nhập rồi làm lại."]
    assert answer.redirect_chain == [(f"{LOGIN}?next=/", 302)]


def test_a_form_without_its_token_is_refused_in_vietnamese(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "lan", "password": PASSWORD})
    assert answer.status_code == 403 and "Xin tải lại trang rồi làm lại." in answer.content.decode()


def test_nobody_signs_up_alone(client: Client) -> None:
    for path in ("/accounts/signup/", "/tai-khoan/dang-ky/", "/accounts/login/"):
        assert client.get(path).status_code == 404


def test_the_login_page_names_no_account_outside_the_demo(client: Client, db: None) -> None:
    page = client.get(LOGIN).content.decode()
    assert demo.DEMO_PASSWORD not in page and not any(a.username in page for a in demo.DEMO_ACCOUNTS)


def test_the_login_page_of_the_demo_lists_its_accounts_and_what_each_is(
    client: Client, db: None, settings: Any
) -> None:
    settings.DEMO = True
    page = unescape(client.get(LOGIN).content.decode())
    assert demo.DEMO_ACCOUNTS and demo.DEMO_PASSWORD in page
    assert all(a.username in page and a.full_name in page and a.role_in_words in page for a in demo.DEMO_ACCOUNTS)
    assert all(a.username.endswith(".demo") for a in demo.DEMO_ACCOUNTS)


def test_the_compiled_words_are_those_of_their_source() -> None:
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    source = (LOCALE / "django.po").read_text()
    pairs = re.findall(r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.+)"$', source, re.M)
    assert len(pairs) == source.count("\nmsgid ") - 1
    for words, vietnamese in pairs:
        heard = compiled.ngettext(words, words, 1) if f'"{words}"\nmsgid_plural' in source else compiled.gettext(words)
        assert heard == vietnamese
