"""PDF: the words of its pages, and a clear line for a scan."""

from __future__ import annotations

import pytest

from tests.vanban.intake.papers import pdf, surface
from vanban.intake import Source, Unreadable, open_source
from vanban.intake.pdf import MAX_PAGES


def opened(raw: bytes) -> Source:
    source = open_source("ke-hoach.pdf", raw)
    assert source.kind == "pdf"
    return source


def test_lines_and_pages_follow_each_other_line_by_line() -> None:
    source = opened(pdf("ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n1. Giao Sở Xây dựng nạo", "vét kênh mương.\n2. Các phường"))
    assert source.text == "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n1. Giao Sở Xây dựng nạo\nvét kênh mương.\n2. Các phường"
    assert source.extractor.startswith("pypdfium2 5.") and not source.notes


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert "09-CT/TW" in opened(pdf("Chỉ thị số 09-\nCT/TW của Ban Bí thư")).text.replace("\n", "")


@pytest.mark.parametrize("number", ["2", "- 2 -", "2/3", "Trang 2", "Trang 2/3"])
def test_page_numbers_alone_are_no_words(number: str) -> None:
    assert opened(pdf("KẾ HOẠCH\nnạo vét", f"{number}\nkênh mương", f"hết\n{number}")).text.split("\n") == [
        *("KẾ HOẠCH", "nạo vét", "kênh mương", "hết"),
    ]


def test_heads_that_run_over_most_pages_are_left_out() -> None:
    pages = [f"CÔNG BÁO số {n}\nphần {'abcd'[n]}" for n in range(4)]
    assert opened(pdf(*pages)).text == "phần a\nphần b\nphần c\nphần d"


@pytest.mark.parametrize("pages", [("",), ("", ""), ("\n2",)])
def test_a_scan_says_that_it_is_one(pages: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable, match="bản quét.*nhận dạng chữ trước") as refusal:
        open_source("a.pdf", pdf(*pages, picture=True))
    assert "\n" not in str(refusal.value)


def test_pages_without_any_words_are_a_scan_too() -> None:
    with pytest.raises(Unreadable, match="bản quét"):
        open_source("a.pdf", pdf("", ""))


def test_a_stamp_of_signing_over_a_picture_does_not_make_it_text() -> None:
    with pytest.raises(Unreadable, match="bản quét"):
        open_source("a.pdf", pdf("Người ký: Sở Xây dựng, 05.03.2021", picture=True))


def test_scanned_pages_among_others_are_noted() -> None:
    long = "Ủy ban nhân dân tỉnh ban hành Kế hoạch nạo vét kênh mương năm 2021 trên địa bàn như sau:"
    source = opened(pdf(long, "dấu", long, picture=True))
    assert source.text.count("Ủy ban") == 2
    (note,) = source.notes
    assert note.code == "scanned-pages" and note.message.startswith("Trang 2 ")


def test_old_fonts_in_a_pdf_are_mended() -> None:
    source = opened(pdf(surface("các sở, ban, ngành báo cáo kết quả thực hiện", "tcvn3")))
    assert source.text == "các sở, ban, ngành báo cáo kết quả thực hiện"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7\n", "bị hỏng"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "bị hỏng"),
        (pdf("\ue000\ue001\ue002\ue003"), "Lớp chữ.*bị hỏng"),
        (pdf(*["x"] * (MAX_PAGES + 1)), "1001 trang"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(raw: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refusal:
        open_source("a.pdf", raw)
    assert "\n" not in str(refusal.value) and "ãy" in str(refusal.value)
