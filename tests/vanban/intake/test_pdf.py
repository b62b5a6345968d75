"""PDF: the words of its pages, and a clear line for a scan."""

from __future__ import annotations

import pytest

from tests.vanban.intake.papers import pdf, pdf_ruled, surface
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


def test_columns_side_by_side_are_told_one_after_the_other() -> None:
    head = [
        (20.0, 800.0, "UBND TỈNH KON TUM"),
        (300.0, 800.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (20.0, 786.0, "Số: 15/KH-UBND"),
        (300.0, 786.0, "Kon Tum, ngày 05 tháng 3 năm 2021"),
        (20.0, 760.0, "1."),
        (60.0, 760.0, "Giao Sở Xây dựng"),
    ]
    assert opened(pdf_ruled(head, [])).text.split("\n") == [
        "UBND TỈNH KON TUM",
        "Số: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Kon Tum, ngày 05 tháng 3 năm 2021",
        "1. Giao Sở Xây dựng",
    ]


class TestRuledTables:
    WORDS = [
        (20.0, 800.0, "trước bảng"),
        (22.0, 750.0, "STT"),
        (72.0, 750.0, "Nhiệm vụ"),
        (222.0, 750.0, "Chủ trì"),
        (22.0, 720.0, "1"),
        (72.0, 726.0, "Nạo vét"),
        (72.0, 714.0, "kênh"),
        (222.0, 720.0, "Sở A"),
        (22.0, 690.0, "2"),
        (72.0, 690.0, "Tuyên truyền"),
        (20.0, 600.0, "sau bảng"),
    ]

    @staticmethod
    def grid(*, merged: bool = False) -> list[tuple[float, float, float, float]]:
        boxes = [
            (x, y, w, 30.0) for y in (740.0, 710.0, 680.0) for x, w in ((20.0, 50.0), (70.0, 150.0), (220.0, 80.0))
        ]
        return [*boxes[:5], *boxes[6:8], (220.0, 680.0, 80.0, 60.0)] if merged else boxes

    def test_a_ruled_table_is_rows(self) -> None:
        assert opened(pdf_ruled(self.WORDS, self.grid())).text.split("\n") == [
            "trước bảng",
            "| STT | Nhiệm vụ | Chủ trì |",
            "| 1 | Nạo vét kênh | Sở A |",
            "| 2 | Tuyên truyền | |",
            "sau bảng",
        ]

    def test_a_cell_merged_downwards_stands_in_its_first_row(self) -> None:
        words = [(x, 702.0, w) if w == "Sở A" else (x, y, w) for x, y, w in self.WORDS]
        assert "| 1 | Nạo vét kênh | Sở A |" in opened(pdf_ruled(words, self.grid(merged=True))).text

    def test_a_frame_around_words_is_no_table(self) -> None:
        assert opened(pdf_ruled(self.WORDS[:4], [(10.0, 10.0, 500.0, 820.0)])).text.startswith("trước bảng\nSTT")

    def test_a_table_may_be_drawn_by_thin_shapes(self) -> None:
        across = [(20.0, y, 280.0, 0.5) for y in (770.0, 740.0, 710.0, 680.0)]
        down = [(x, 680.0, 0.5, 90.0) for x in (20.0, 70.0, 220.0, 300.0)]
        assert "| 1 | Nạo vét kênh | Sở A |" in opened(pdf_ruled(self.WORDS, [*across, *down])).text


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
