"""What every answer says to the browser: nothing from elsewhere, no frames, no guessing of kinds, close cookies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import phongtrao
from phongtrao.organisations.models import User
from tests.cast import PASSWORD
from tests.conftest import Cast

PACKAGE = Path(phongtrao.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))

SignedIn = Callable[[str], Client]


def policy(answer: Any) -> dict[str, list[str]]:
    """The content policy, by directive."""
    parts = [p.split() for p in answer.headers["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


def answers(signed_in: SignedIn) -> list[Any]:
    """A page, the login, an answer of each kind of refusal."""
    lan, nobody = signed_in("lan"), Client()
    return [
        lan.get(reverse("organisations")),
        lan.get(reverse("organisations"), headers={"HX-Request": "true"}),
        lan.get(reverse("log")),
        lan.get("/khong-co/"),
        lan.post(reverse("organisations")),
        nobody.get(reverse("account_login")),
        nobody.get(reverse("desk")),
    ]


def test_every_answer_carries_the_strict_content_policy(signed_in: SignedIn) -> None:
    for answer in answers(signed_in):
        found = policy(answer)
        assert found["default-src"] == found["frame-ancestors"] == found["base-uri"] == ["'none'"]
        for directive in ("script-src", "style-src", "connect-src", "form-action", "font-src"):
            assert found[directive] == ["'self'"]
        assert found["img-src"] == ["'self'", "data:"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_every_answer_forbids_frames_and_guessing_and_keeps_addresses_to_itself(signed_in: SignedIn) -> None:
    for answer in answers(signed_in):
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_a_person_stay_in_no_store_on_a_shared_machine(signed_in: SignedIn) -> None:
    assert "no-store" in signed_in("lan").get(reverse("desk")).headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(cast: Cast) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "lan", "password": PASSWORD})
    client.get(reverse("organisations"))
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not client.cookies["sessionid"]["max-age"], "ends with the browser"


def test_refusals_are_pages_in_vietnamese_that_say_what_to_do(signed_in: SignedIn) -> None:
    lan = signed_in("lan")
    for answer, status, words in (
        (lan.get(reverse("log")), 403, "xin báo người quản trị của đơn vị"),
        (lan.get("/khong-co/"), 404, "Xin kiểm tra lại địa chỉ"),
        (lan.post(reverse("organisations")), 405, "Địa chỉ này chỉ nhận"),
        (lan.get("/", headers={"host": "may-la.vn"}), 400, "Xin trở lại trang trước"),
    ):
        page = answer.content.decode()
        assert answer.status_code == status and words in page and '<html lang="vi">' in page


def test_an_error_of_ours_is_a_page_too(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    client = signed_in("lan")
    monkeypatch.setattr(User, "posts_on", broken)
    client.raise_request_exception = False
    answer = client.get(reverse("desk"))
    assert answer.status_code == 500 and "Xin thử lại sau ít phút" in answer.content.decode()


def test_over_https_cookies_and_pages_stay_on_https() -> None:
    source = (PACKAGE / "settings.py").read_text()
    block = source.split('if env_flag("PHONGTRAO_HTTPS"):')[1].split("\n\n")[0]
    for setting in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"):
        assert setting in block


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_template_holds_style_or_script_that_the_policy_would_refuse(template: Path) -> None:
    source = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=['\"]js:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", source), "nothing from elsewhere"


def test_htmx_is_told_to_evaluate_nothing_and_to_keep_no_pages() -> None:
    told = re.search(r"name=\"htmx-config\" content='(.*?)'", (PACKAGE / "templates/base.html").read_text())
    assert told is not None
    for setting in ('"allowEval": false', '"includeIndicatorStyles": false', '"historyCacheSize": 0'):
        assert setting in told[1]
