"""A report is filled in on a phone: it keeps itself, two windows lose nothing; and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from phongtrao import words
from tests.browser.walk import NARROW, Walk, window

pytestmark = pytest.mark.browser


def begin(walk: Walk, year: int) -> None:
    """The yearly report of xuan's commune, from the list; the second time it is only opened."""
    walk.sign_in("xuan")
    walk.go("Báo cáo")
    walk.page.get_by_text("Lập báo cáo của kỳ khác").click()
    other = walk.page.locator("details", has_text="Lập báo cáo của kỳ khác")
    other.get_by_label("Mẫu").select_option("mau-thu")
    other.get_by_label("Kỳ").fill(str(year))
    walk.press("Lập báo cáo", other)
    walk.sees("Tải bảng Excel")


def test_a_draft_keeps_itself_and_shows_what_another_window_wrote(chromium: Browser, site: str) -> None:
    year = words.today().year
    with window(chromium, site, NARROW) as walk, window(chromium, site, NARROW) as other:
        begin(walk, year)
        begin(other, year)
        page = walk.page
        page.get_by_label("Số mô hình", exact=False).first.fill("3")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Số mô hình mới")).to_be_focused()
        page.keyboard.type("5")
        walk.sees("Số mô hình mới không lớn hơn tổng số mô hình")
        walk.sees("Đã lưu lúc")
        page.get_by_label("không phát sinh").nth(1).check()
        expect(page.get_by_label("Số mô hình mới")).to_have_value("")
        expect(page.get_by_text("Số mô hình mới không lớn hơn tổng số mô hình")).to_have_count(0)
        other.page.get_by_label("Số mô hình", exact=False).first.fill("9")
        other.sees("Ô này vừa được ghi ở nơi khác")
        other.page.get_by_label("Đã ghi: 3").check()
        expect(other.page.get_by_label("Số mô hình", exact=False).first).to_have_value("3")
        walk.look()
        other.look()


def test_the_same_is_filled_in_and_sent_without_javascript(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW, scripts=False) as walk:
        begin(walk, words.today().year - 1)
        page = walk.page
        page.get_by_label("Số mô hình", exact=False).first.fill("3")
        page.get_by_label("Số mô hình mới").fill("ba")
        walk.press("Lưu nháp")
        walk.sees("«ba» không phải số nguyên")
        page.get_by_label("Số mô hình mới").fill("1")
        page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu kinh phí.")
        walk.press("Lưu và trình lãnh đạo duyệt")
        walk.sees("chờ lãnh đạo duyệt")


def test_what_another_window_wrote_is_shown_and_stays(chromium: Browser, site: str) -> None:
    year = words.today().year
    with window(chromium, site, NARROW) as walk, window(chromium, site, NARROW) as other:
        begin(walk, year)
        begin(other, year)
        first, there = (one.page.get_by_label("Số mô hình", exact=False).first for one in (walk, other))
        there.fill("9")
        other.sees("Đã lưu lúc")
        walk.page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu kinh phí.")
        walk.sees("đây là giá trị mới")
        expect(first).to_have_value("9")
        walk.page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu kinh phí và người.")
        walk.go("Báo cáo")
        # What a page sends as it goes away is no part of the next one's coming.
        other.page.wait_for_timeout(2000)
        other.page.reload()
        expect(there).to_have_value("9")
        expect(other.page.get_by_label("Khó khăn, vướng mắc")).to_have_value("Thiếu kinh phí và người.")


def test_without_a_network_one_writes_on_and_it_is_kept_later(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW) as walk:
        begin(walk, words.today().year)
        walk.page.context.set_offline(True)
        walk.page.get_by_label("Số mô hình mới").fill("4")
        walk.sees("Mất kết nối, chưa lưu được")
        expect(walk.page.get_by_label("Số mô hình mới")).to_be_focused()
        walk.page.context.set_offline(False)
        expect(walk.page.locator("#tinh-trang")).to_contain_text("Đã lưu lúc", timeout=20_000)
        walk.page.reload()
        expect(walk.page.get_by_label("Số mô hình mới")).to_have_value("4")
