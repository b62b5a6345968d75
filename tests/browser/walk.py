"""A person at a browser: what they do by the words that they see, and what must hold on every page they come to."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.cast import PASSWORD

NARROW = ViewportSize(width=360, height=800)
WIDE = ViewportSize(width=1280, height=800)
PICTURES = itertools.count()
"""With PHONGTRAO_SHOTS every page that is looked at is kept there as a picture, numbered."""


class Walk:
    """One window on the site at `address`. Complaints of the browser (scripts, policy, missing files) are kept."""

    def __init__(self, page: Page, address: str, scripts: bool) -> None:
        self.page, self.address, self.scripts = page, address, scripts
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda m: self.complaints.append(f"{page.url}: {m.text}") if m.type == "error" else None)

    @property
    def is_wide(self) -> bool:
        size = self.page.viewport_size
        return size is not None and size["width"] >= 900

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def look(self) -> None:
        """Nothing of the page stands outside the window's width, and it is no page of an error."""
        self.page.wait_for_load_state()
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= window, f"{self.page.url}: {width} px wide in a window of {window} px"
        assert not self.complaints, self.complaints
        if shots := os.environ.get("PHONGTRAO_SHOTS"):
            name = re.sub(r"\W+", "_", self.page.url.removeprefix(self.address))[:60]
            self.page.screenshot(path=f"{shots}/{next(PICTURES):03}-{window}-{name}.png", full_page=True)

    def press(self, name: str, within: Locator | None = None) -> None:
        """A button that leads to another page."""
        with self.turning():
            (within or self.page).get_by_role("button", name=name, exact=True).click()

    def press_in_vain(self, name: str) -> None:
        """A button whose form comes back with what is wrong: the browser reports the status, which is no complaint."""
        with self.page.expect_navigation() as turned:
            self.page.get_by_role("button", name=name, exact=True).click()
        assert turned.value is not None and turned.value.status == 400
        self.page.wait_for_load_state()
        self.complaints.clear()
        self.look()

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        with self.turning():
            (within or self.page).get_by_role("link", name=name).first.click()

    @contextmanager
    def turning(self) -> Iterator[None]:
        """What is done within leads to another page."""
        with self.page.expect_navigation():
            yield
        self.look()

    def go(self, name: str) -> None:
        """A section of the site, from its menu."""
        menu = self.page.locator("details.menu--narrow > summary")
        if menu.is_visible():
            menu.click()
        link = self.page.locator("header nav:visible").get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            self.page.locator("details.menu--more > summary").click()
        with self.turning():
            link.click()

    def sign_in(self, account: str) -> None:
        if "/dang-nhap/" not in self.page.url:
            self.open("/")
        self.page.get_by_label("Tài khoản").fill(account)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.press("Đăng nhập")

    def sign_out(self) -> None:
        self.page.locator("details.menu:not(.menu--narrow):not(.menu--more) > summary").click()
        self.press("Đăng xuất")

    def sees(self, words: str) -> Locator:
        """The first place of the page with these words, where one can see it."""
        place = self.page.get_by_text(words).locator("visible=true").first
        place.wait_for(timeout=5000)
        return place


@contextmanager
def window(browser: Browser, address: str, size: ViewportSize, scripts: bool = True) -> Iterator[Walk]:
    """A fresh browser, as if another person had opened theirs."""
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="vi-VN", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    try:
        yield Walk(context.new_page(), address, scripts)
    finally:
        context.close()
