"""The site's main job in a real browser: a letter comes in, is read, corrected and adopted, and its work is done."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, FilePayload, Locator, expect

from phongtrao import words
from tests.browser.papers import Letter
from tests.browser.walk import NARROW, WIDE, Walk, window

pytestmark = pytest.mark.browser
REPORT = "Dự toán đã lập, gửi kèm bảng tính."
SIGNED = "Đã bổ sung chữ ký."
MISSING = "Thiếu chữ ký của thủ trưởng đơn vị."
LOGGED = (
    ("vy", "tiếp nhận văn bản"),
    ("vy", "sửa bản đọc"),
    ("lan", "giao việc từ văn bản"),
    ("son", "Nộp kết quả"),
    ("lan", "Trả lại"),
    ("lan", "Chấp nhận"),
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HandIn = Callable[[Walk, Letter], None]


def paste(walk: Walk, letter: Letter) -> None:
    walk.page.get_by_label("Dán toàn văn").fill(letter.text)


def upload(walk: Walk, letter: Letter) -> None:
    walk.page.get_by_label("Tệp văn bản").set_input_files([word_file(letter, "cong-van")])


def word_file(letter: Letter, name: str) -> FilePayload:
    return {"name": f"{name}-{letter.number}.docx", "mimeType": WORD, "buffer": letter.word_file}


def receive(walk: Walk, letter: Letter, hand_in: Callable[[Walk, Letter], None]) -> None:
    walk.sign_in("vy")
    walk.go("Văn bản")
    walk.follow("Tiếp nhận văn bản")
    hand_in(walk, letter)
    walk.page.get_by_label("không chứa bí mật nhà nước").check()
    walk.press("Tiếp nhận")
    walk.sees(f"Đã nhận {letter.title}")


def review(walk: Walk, letter: Letter) -> None:
    """The reading stands beside the text (on a phone behind it); a duty leads to its words and lights them up."""
    duty = walk.page.get_by_role("region", name="Nhiệm vụ 1")
    expect(duty).to_contain_text("Sở Tài chính")
    expect(duty).to_contain_text(words.day_in_words(letter.due).lstrip("0"))
    if walk.scripts and walk.is_wide:
        duty.get_by_role("heading").click()
        words_of_it = walk.page.locator("mark.is-lit").first
    else:
        duty.get_by_role("link", name=re.compile("lập dự toán")).click()
        words_of_it = walk.page.locator("mark:target")
    expect(words_of_it).to_contain_text("Sở Tài chính lập dự toán")
    expect(words_of_it).to_be_in_viewport()
    if not walk.is_wide:
        walk.page.get_by_role("link", name="Bản đọc", exact=True).click()


def correct(walk: Walk) -> None:
    """The second duty gets a body that takes part; what was read stays beside."""
    duty = walk.page.get_by_role("region", name="Nhiệm vụ 2")
    if walk.scripts:
        duty.get_by_role("link", name=re.compile("Sửa")).click()
    else:
        walk.follow(re.compile("Sửa"), within=duty)
    walk.page.get_by_label("Phối hợp").fill("Sở Nội vụ")
    walk.press("Ghi chỗ sửa")
    duty = walk.page.get_by_role("region", name="Nhiệm vụ 2")
    expect(duty).to_contain_text("Sở Nội vụ")
    expect(duty).to_contain_text("Sửa tay")
    walk.sign_out()


def adopt(walk: Walk, letter: Letter) -> None:
    walk.sign_in("lan")
    walk.go("Văn bản")
    walk.page.get_by_label(re.compile("^Tìm")).fill(letter.number)
    walk.page.get_by_role("button", name="Tìm", exact=True).click()
    walk.page.wait_for_url(re.compile(f"tim={letter.number}"))
    walk.follow(re.compile("camera"))
    walk.follow("Giao việc từ văn bản")
    walk.press("Giao nhiệm vụ đã chọn")
    walk.follow("Bảng theo dõi")
    walk.sees(letter.estimate)
    walk.sign_out()


def open_task(walk: Walk, letter: Letter) -> None:
    """From the desk to this letter's own task; each letter's has its words and number."""
    row = walk.page.locator("li.item", has_text=letter.title).filter(has_text="dự toán").first
    walk.follow(re.compile("dự toán"), within=row)
    expect(walk.page.locator("blockquote.quote")).to_contain_text(letter.estimate)


def submit(walk: Walk, letter: Letter, note: str) -> None:
    form = unfold(walk, "submit")
    form.get_by_label("Nội dung").fill(note)
    form.get_by_label("Tệp đính kèm").set_input_files([word_file(letter, "du-toan")])
    form.get_by_label("Tệp không chứa bí mật nhà nước").check()
    walk.press("Nộp kết quả", within=form)
    walk.sees("Đã ghi: Nộp kết quả")


def unfold(walk: Walk, deed: str) -> Locator:
    """The form of a deed, unfolded where it is not the first."""
    form = walk.page.locator(f"form[action$='/{deed}/']")
    if not form.is_visible():
        walk.page.locator("details", has=form).locator("summary").click()
    return form


def begin_and_submit(walk: Walk, letter: Letter) -> None:
    walk.sign_in("son")
    open_task(walk, letter)
    walk.press("Bắt đầu thực hiện")
    walk.sees("đang thực hiện")
    submit(walk, letter, REPORT)
    walk.sign_out()


def send_back(walk: Walk, letter: Letter) -> None:
    walk.sign_in("lan")
    open_task(walk, letter)
    expect(walk.page.get_by_role("link", name=f"du-toan-{letter.number}.docx")).to_be_visible()
    form = unfold(walk, "return")
    form.get_by_label("Lý do").fill(MISSING)
    walk.press("Trả lại", within=form)
    walk.sees("Đã ghi: Trả lại")
    walk.sign_out()


def submit_again(walk: Walk, letter: Letter) -> None:
    walk.sign_in("son")
    open_task(walk, letter)
    walk.sees(MISSING)
    submit(walk, letter, SIGNED)
    walk.sign_out()


def accept(walk: Walk, letter: Letter) -> None:
    walk.sign_in("lan")
    open_task(walk, letter)
    form = unfold(walk, "accept")
    walk.press("Chấp nhận", within=form)
    walk.sees("hoàn thành đúng hạn")
    for said in (REPORT, MISSING, SIGNED):
        walk.sees(said)
    walk.sign_out()


def read_the_log(walk: Walk) -> None:
    """Every deed stands in the log, the latest first."""
    walk.sign_in("quan-tri")
    walk.open("/to-chuc/nhat-ky/")
    for account, deed in LOGGED:
        row = walk.page.get_by_role("row").filter(has_text=account).filter(has_text=deed)
        expect(row.first).to_be_visible()


def open_a_page_of_every_kind(walk: Walk) -> None:
    """From link to link, one page of each route: on each `look` finds nothing out of place."""
    seen, ahead = {"account_logout"}, [walk.page.url.removeprefix(walk.address)]
    while ahead:
        path = ahead.pop()
        route = resolve(path.partition("?")[0]).url_name or path
        if route in seen:
            continue
        seen.add(route)
        if "attachment" in walk.page.request.get(walk.address + path).headers.get("content-disposition", ""):
            continue
        walk.open(path)
        ahead += walk.page.evaluate("[...document.links].filter(a => a.host === location.host).map(a => a.pathname)")
    assert {"desk", "document", "sheet", "duty", "organisation", "area", "user"} <= seen


def walk_through(walk: Walk, letter: Letter, hand_in: HandIn) -> None:
    receive(walk, letter, hand_in)
    review(walk, letter)
    correct(walk)
    adopt(walk, letter)
    begin_and_submit(walk, letter)
    send_back(walk, letter)
    submit_again(walk, letter)
    accept(walk, letter)


def test_a_letter_is_received_read_corrected_adopted_and_its_work_submitted_returned_and_accepted(
    chromium: Browser, site: str
) -> None:
    with window(chromium, site, WIDE) as walk:
        walk_through(walk, Letter("311", words.now().date()), paste)
        read_the_log(walk)


def test_the_same_without_javascript_on_a_phone_where_no_page_is_wider_than_the_screen(
    chromium: Browser, site: str
) -> None:
    letter = Letter("312", words.now().date())
    with window(chromium, site, NARROW, scripts=False) as walk:
        walk_through(walk, letter, upload)
    with window(chromium, site, NARROW) as walk:
        read_the_log(walk)
        open_a_page_of_every_kind(walk)
