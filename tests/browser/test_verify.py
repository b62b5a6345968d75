"""Certificates are checked in a browser that has no network; it comes to the same as the command, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from phongtrao import words
from phongtrao.key_files import public_half
from phongtrao.recognition.keys import IssuingKey, key_id
from phongtrao.recognition.site_lists import Lists, read_lists
from phongtrao.recognition.statement import Statement, read, sign
from phongtrao.recognition.statuses import NO_PAPER, Withdrawn
from phongtrao.recognition.verify import verify
from phongtrao.recognition.verify_page import verify_page
from tests.browser.walk import NARROW, window
from tests.recognition.certificate_samples import A_DAY, FIRST, FOREIGN, ROOT, SECOND, TOLD, Known, key_of, sample

pytestmark = pytest.mark.browser
NOW = words.now().replace(microsecond=0)
BEFORE = NOW - 5 * A_DAY
ID = key_id(public_half(FIRST))
GOOD = sample(at=BEFORE)[1]


def lists(known: Known) -> Lists:
    known.keys_made_at = known.statuses_made_at = NOW
    return read_lists(known.key_list().written(ROOT), known.statuses_text())


def of(day: int, **ended: datetime) -> IssuingKey:
    """The first key, from so many days ago on."""
    return key_of(FIRST, NOW - day * A_DAY, **ended)


def after(day: int) -> IssuingKey:
    """The second key, from so many days ago on."""
    return key_of(SECOND, NOW - day * A_DAY)


ENDED = [Withdrawn("HT-9", NOW.date(), "99/QĐ-UBND"), Withdrawn("HT-8", NOW.date(), NO_PAPER)]
STANDING = lists(Known([of(9)], withdrawn=ENDED))
ROTATED = lists(Known([of(9, retired_at=NOW - A_DAY), after(1)], signer=SECOND))
LOST = of(9, stolen_since=NOW - 3 * A_DAY)
STOLEN = lists(Known([LOST, after(3)], signer=SECOND, issued={ID: [read(GOOD).digest]}))
UNTOLD = lists(Known([LOST, after(3)], signer=SECOND))
BORROWED = sign(Statement(**TOLD, issued_at=read(GOOD).statement.issued_at, key=ID), FOREIGN)

CASES = {
    "genuine": (STANDING, GOOD),
    "altered": (STANDING, BORROWED),
    "forged": (STANDING, sample(FOREIGN, BEFORE)[1]),
    "withdrawn": (STANDING, sample(at=BEFORE, serial="HT-9")[1]),
    "ended": (STANDING, sample(at=BEFORE, serial="HT-8")[1]),
    "after_the_list": (STANDING, sample(at=NOW + timedelta(seconds=1))[1]),
    "key_after_the_list": (STANDING, sample(FOREIGN, NOW + A_DAY)[1]),
    "key_not_yet_valid": (STANDING, sample(at=NOW - 10 * A_DAY)[1]),
    "rotated": (ROTATED, GOOD),
    "key_retired": (ROTATED, sample(at=NOW)[1]),
    "issued before the theft": (STOLEN, GOOD),
    "not_truly_issued": (STOLEN, sample(at=BEFORE, serial="HT-666")[1]),
    "after_the_theft": (STOLEN, sample(at=NOW - A_DAY)[1]),
    "theft_after_the_list": (UNTOLD, GOOD),
    "other text": (STANDING, "https://vi.wikipedia.org/#PT1"),
    "cut": (STANDING, GOOD[:-1]),
    "one letter more": (STANDING, GOOD + "A"),
    "half": (STANDING, GOOD[: len(GOOD) // 2]),
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser that is cut off, as narrow as a phone."""
    context = chromium.new_context(viewport=NARROW, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def opened(page: Page, folder: Path, known: Lists, fragment: str = "") -> Page:
    (folder / "xac-minh.html").write_text(verify_page(known), encoding="utf-8")
    page.goto(f"{(folder / 'xac-minh.html').as_uri()}{fragment}")
    return page


@pytest.mark.parametrize("case", CASES)
def test_without_network_the_page_says_what_the_command_says(case: str, page: Page, tmp_path: Path) -> None:
    known, text = CASES[case]
    told = verify(text, known.keys, known.statuses, NOW.date())
    opened(page, tmp_path, known).get_by_label("Chuỗi chữ của mã QR").fill(text)
    page.get_by_role("button", name="Kiểm tra").click()
    shown = page.locator("#ket-qua")
    assert shown.locator("h2").inner_text() == told.title
    assert shown.locator("p").all_inner_texts()[:3] == list(told.words)
    facts = zip(shown.locator("dt").all_inner_texts(), shown.locator("dd").all_inner_texts(), strict=True)
    assert list(facts) == told.facts
    assert case not in ("genuine", "rotated") or told.is_genuine


def test_a_scanned_address_is_checked_at_once(page: Page, tmp_path: Path) -> None:
    fragment = "#" + GOOD.partition("#")[2]
    assert opened(page, tmp_path, STANDING, fragment).locator("#ket-qua h2").inner_text() == "Giấy chứng nhận thật"
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room


def test_a_page_whose_lists_were_touched_says_nothing_of_any_certificate(page: Page, tmp_path: Path) -> None:
    touched = Lists(
        STANDING.keys, STANDING.statuses, STANDING.keys_text, STANDING.statuses_text.replace("HT-9", "HT-7")
    )
    opened(page, tmp_path, touched, "#" + GOOD.partition("#")[2])
    assert "đã hỏng hoặc bị sửa" in page.locator("#ket-qua h2").inner_text()


def test_on_the_site_the_address_of_a_code_is_checked_within_the_sites_policy(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW) as walk:
        walk.open("/xac-minh/#" + sample(FOREIGN)[1].partition("#")[2])
        walk.sees("Giấy chứng nhận giả")
        walk.look()
        walk.page.get_by_label("Chuỗi chữ của mã QR").fill("PT1")
        walk.page.get_by_role("button", name="Kiểm tra").click()
        walk.sees("Không đọc được mã")


def test_on_the_site_without_scripts_the_server_checks(chromium: Browser, site: str) -> None:
    with window(chromium, site, NARROW, scripts=False) as walk:
        walk.open("/xac-minh/")
        walk.page.get_by_label("Chuỗi chữ của mã QR").fill(sample(FOREIGN)[1])
        walk.press("Kiểm tra")
        walk.sees("Giấy chứng nhận giả")
