"""A commune scores itself on a phone: it keeps itself, two windows lose nothing; and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.walk import NARROW, Walk, window

pytestmark = pytest.mark.browser
PLAN: FilePayload = {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": "Kế hoạch trồng cây.".encode()}


def begin(walk: Walk) -> None:
    """The page of the score, from the menu; opened by who comes first."""
    walk.sign_in("xuan")
    walk.go("Công nhận")
    walk.follow("Tất cả")
    walk.follow("UBND xã An Lạc, năm")
    walk.follow("Tự chấm điểm")
    button = walk.page.get_by_role("button", name="Mở bảng tự chấm")
    if button.is_visible():
        walk.press("Mở bảng tự chấm")
    walk.sees("Đã trả lời")


def test_a_score_keeps_itself_and_shows_what_another_window_wrote(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW) as walk, window(chromium, site, NARROW) as other:
        begin(walk)
        begin(other)
        page = walk.page
        page.get_by_label("Có kế hoạch trồng cây", exact=True).select_option("có")
        page.get_by_label("Số đạt").fill("8")
        page.get_by_label("Tổng số cây").fill("10")
        walk.sees("100/100 điểm, cần 80; đạt")
        walk.sees("Đã lưu lúc")
        walk.sees("Tạm tính: 8/10")
        other.page.get_by_label("Số đạt").fill("9")
        other.page.get_by_label("Tổng số cây").fill("10")
        other.sees("Có người khác vừa ghi tiêu chí này")
        other.page.get_by_label("Đã ghi: 8/10").check()
        expect(other.page.get_by_label("Số đạt")).to_have_value("8")
        page.get_by_label("không áp dụng").check()
        expect(page.get_by_label("Số đạt")).to_have_value("")
        walk.sees("Xin ghi lý do vì sao không áp dụng")
        page.get_by_label("Lý do, căn cứ chấm").nth(1).fill("Xã không có đất trồng cây.")
        walk.sees("không áp dụng, không tính")
        walk.look()
        other.look()


def test_the_same_is_scored_with_evidence_and_sealed_without_javascript(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW, scripts=False) as walk:
        begin(walk)
        page = walk.page
        page.get_by_label("không áp dụng").uncheck()
        page.get_by_label("Có kế hoạch trồng cây", exact=True).select_option("có")
        page.get_by_label("Số đạt").fill("chín")
        page.get_by_label("Tổng số cây").fill("10")
        walk.press("Thêm, bớt minh chứng cho Có kế hoạch trồng cây")
        walk.sees("«chín» không phải số nguyên")
        page.get_by_label("Số đạt").fill("9")
        walk.press("Thêm, bớt minh chứng cho Có kế hoạch trồng cây")
        page.get_by_label("Tệp minh chứng").set_input_files([PLAN])
        page.get_by_label("không chứa bí mật nhà nước").check()
        walk.press("Đính kèm")
        walk.sees("ke-hoach.txt")
        page.get_by_label("Tìm theo lời").fill("không có gì như thế")
        walk.press("Tìm")
        walk.sees("Không thấy mục nào")
        walk.follow("Về bảng tự chấm")
        walk.press("Lưu và chốt điểm tự chấm")
        walk.sees("Hồ sơ của đơn vị còn thiếu")
        walk.follow("Lập, đính kèm Tờ trình đề nghị công nhận")
        walk.sees("Nội dung sẽ lập")
        walk.follow("Hồ sơ")
        walk.follow("Bảng tự chấm")
        walk.sees("từng chữ")
