"""The mark of secrecy is found in the head, and never in a document that is only about secrecy."""

from __future__ import annotations

import pytest

from vanban.secrecy import EXAMPLES, Example, secrecy_mark


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: repr(example.head))
def test_every_example_and_counter_example_holds(example: Example) -> None:
    assert secrecy_mark(example.head) == example.mark


@pytest.mark.parametrize("marked", [example for example in EXAMPLES if example.mark], ids=lambda e: repr(e.head))
def test_a_mark_is_found_under_a_letterhead_too(marked: Example) -> None:
    letterhead = "UBND TỈNH KON TUM\r\nSỞ XÂY DỰNG\r\n-------\r\n\r\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\r\n"
    assert secrecy_mark(letterhead + marked.head.replace("\n", "\r\n") + "\r\nKính gửi: Các sở") == marked.mark


def test_the_body_is_not_looked_at() -> None:
    assert secrecy_mark("KẾ HOẠCH\n" * 41 + "MẬT") is None
    assert secrecy_mark("chữ " * 800 + "\nMẬT") is None
    assert secrecy_mark("KẾ HOẠCH\n1. Giao Sở A\nMẬT") is None
    assert secrecy_mark("") is None


def test_menus_of_a_web_page_before_the_letterhead_do_not_hide_it() -> None:
    menus = "1. Trang chủ\n" + "Văn bản\n" * 60
    head = "UBND TỈNH KON TUM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n%s\nSố: 5/KH-UBND\nKính gửi: Các sở"
    assert secrecy_mark(menus + head % "TỐI MẬT") == "TỐI MẬT"
    assert secrecy_mark(menus + head % "------") is None


def test_it_takes_no_time_on_a_long_document() -> None:
    assert secrecy_mark(" \t|" * 3_000_000) is None
