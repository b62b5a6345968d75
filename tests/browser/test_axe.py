"""axe-core looks at every page of the site, drawn from the routes themselves, and finds nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

from phongtrao.organisations.models import Function, Post, User
from tests.browser.conftest import QUIET
from tests.browser.walk import NARROW, WIDE
from tests.cast import PASSWORD
from tests.test_access import Things, address, pages, things  # noqa: F401  # the fixture is asked for below

pytestmark = [pytest.mark.browser, pytest.mark.trial]
SITE = "http://site.thu"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def drawn(things: Things) -> dict[str, str]:  # noqa: F811
    """Name of the route → what its page says, for somebody who holds every function of the province."""
    user = User.objects.create_user("moi-chuc-nang", PASSWORD, full_name="Người Thử")
    for function in Function.values:
        Post.objects.create(user=user, organisation=things.province, function=function, starts_on=date(2020, 1, 1))
    client, found = Client(), {}
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, _, access in pages():
        answer = (client if access.functions is not None else Client()).get(address(name, things))
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            found[name] = answer.content.decode()
    return found


def served(route: Route, of: dict[str, str]) -> None:
    """The page that was drawn, or a static file beside it."""
    path = route.request.url.removeprefix(SITE).partition("?")[0]
    prefix = f"/{settings.STATIC_URL.strip('/')}/"
    static = finders.find(path.removeprefix(prefix)) if path.startswith(prefix) else None
    if isinstance(static, str):
        route.fulfill(path=static, content_type=TYPES.get(static.rpartition(".")[2], "application/octet-stream"))
    elif path.strip("/") in of:
        route.fulfill(body=of[path.strip("/")], content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=404, body="")


ALL: dict[str, Any] = {}
LOOKS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What depends on the scheme; the rest was looked at in the first pass."""


Also = Callable[[Page, str], list[str]]


def nothing_more(page: Page, name: str) -> list[str]:
    return []


def complaints(page: Page, name: str, options: dict[str, Any] = ALL) -> list[str]:
    page.goto(f"{SITE}/{name}")
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [f"{name}: {one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def looked_at(of: dict[str, str], in_the_dark: dict[str, Any], also: Also = nothing_more) -> list[str]:
    """What axe finds on these pages, wide and light, then narrow and dark; `also`: what else is wrong with a page.

    Everything must be drawn before: while Playwright's loop runs, Django refuses its database.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        for size, scheme, options in ((WIDE, "light", ALL), (NARROW, "dark", in_the_dark)):
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            page.route("**/*", lambda route: served(route, of))
            for name in of:
                wrong += [*complaints(page, name, options), *also(page, name)]
            page.close()
        browser.close()
    return wrong


def test_axe_finds_nothing_on_any_page(things: Things) -> None:  # noqa: F811
    of = drawn(things)
    assert len(of) > 60, sorted(of)
    wrong = looked_at(of, LOOKS)
    assert wrong == [], "\n".join(wrong)
