"""Repair: what holds of a repaired text, in whatever shape its source arrives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.papers import DECISION, LETTER
from vanban.text import Text, repair

EXAMPLES = [
    ("\ufeffSở\u00a0Xây dựng\u200b   làm .\r\n", "Sở Xây dựng làm ."),
    ("**1. Sở Xây dựng** kiểm tra *ngay* công trình", "1. Sở Xây dựng kiểm tra ngay công trình"),
    ("**II. NỘI\nDUNG CHÍNH**", "II. NỘI DUNG CHÍNH"),
    ("*Thời gian thực\nhiện: *Quý I", "Thời gian thực hiện: Quý I"),
    ("* Nhóm việc thứ nhất", "* Nhóm việc thứ nhất"),
    ("# Tiêu đề", "Tiêu đề"),
    ("1\\. Sở Xây dựng\n\\- Kiểm tra", "1. Sở Xây dựng\n- Kiểm tra"),
    ("theo [Nghị định 12](https://example.vn/a.aspx) của Chính phủ", "theo Nghị định 12 của Chính phủ"),
    ("tỷ lệ (3 * 4 = 12)", "tỷ lệ (3 * 4 = 12)"),
    ("Quyết định số 15/QĐ- UBND ngày 22/11/ 2019", "Quyết định số 15/QĐ-UBND ngày 22/11/2019"),
    ("Số: 312 /UBND-KT", "Số: 312/UBND-KT"),
    ("Chỉ thị số 30-\n\nCT/TW của Ban Bí thư", "Chỉ thị số 30-CT/TW của Ban Bí thư"),
    ("Chỉ thị số 13/CT- TTg", "Chỉ thị số 13/CT-TTg"),
    ("Công văn số 15/SXD-QLN& HT", "Công văn số 15/SXD-QLN&HT"),
    ("Nghị quyết số 30c/NQCP, Quyết định số 15/QĐUBND", "Nghị quyết số 30c/NQ-CP, Quyết định số 15/QĐ-UBND"),
    ("hoàn thành trong Quý IV/ 2019, tháng 12/ 2019", "hoàn thành trong Quý IV/2019, tháng 12/2019"),
    ("Chỉ thị so 41-CT/TW", "Chỉ thị số 41-CT/TW"),
    ("để ph ù hợp với thực tế", "để phù hợp với thực tế"),
    ("Bộ trưởngBộ Xây dựng", "Bộ trưởng Bộ Xây dựng"),
    ("Uỷ ban hoà giải, thuỷ lợi, khoá, tòan bộ, qủa, quý", "Ủy ban hòa giải, thủy lợi, khóa, toàn bộ, quả, quý"),
    ("Nơi nhân:\n- Sở Y tế", "Nơi nhận:\n- Sở Y tế"),
    ("Kinh gửi: Sở Y tế", "Kính gửi: Sở Y tế"),
    ("KÊ HOẠCH\n\nĐiêu 3. Giao Sở Y tế", "KẾ HOẠCH\nĐiều 3. Giao Sở Y tế"),
    ("UY BAN NHÂN DẤN\nKT. CHÙ TỊCH", "ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH"),
    ("Hà Thành, ngay 12 thảng 3 nâm 2020", "Hà Thành, ngày 12 tháng 3 năm 2020"),
    ("\u00d0iều tra, xây \u00f0ường", "Điều tra, xây đường"),
    ("Sở Kế hoạch, báo cao tầng", "Sở Kế hoạch, báo cao tầng"),
    ("giai đoạn 2026\n- 2030 phấn đấu", "giai đoạn 2026 - 2030 phấn đấu"),
    ("phong trào toàn\n\ndân đoàn kết", "phong trào toàn dân đoàn kết"),
    ("các việc sau:\n\n1. Làm đường", "các việc sau:\n1. Làm đường"),
    ("-\nKiểm tra công trình", "-\nKiểm tra công trình".replace("-\n", "")),
    ("Các việc\n-\nKiểm tra công trình", "Các việc\n- Kiểm tra công trình"),
    ("1.\nSở Xây dựng", "1. Sở Xây dựng"),
    ("| STT | Nhiệm vụ |\n|---|---|\n| 1 | Sửa đường |", "| STT | Nhiệm vụ |\n| 1 | Sửa đường |"),
    ("|\nSTT\n|\nNhiệm\nvụ\n|\n|\n1\n|\nSửa đường\n|", "| STT | Nhiệm vụ |\n| 1 | Sửa đường |"),
    (
        "| 1 | Sửa đường | Trước ngày 30 tháng 11 năm 2025 |\n| 2 | Nộp | Số 12/QĐ-UBND |",
        "| 1 | Sửa đường | Trước ngày 30 tháng 11 năm 2025 |\n| 2 | Nộp | Số 12/QĐ-UBND |",
    ),
    ("SỞ Y TẾ Độc lập - Tự do - Hạnh phúc", "SỞ Y TẾ\nĐộc lập - Tự do - Hạnh phúc"),
    ("| SỞ Y TẾ ------- | Độc lập - Tự do - Hạnh phúc |", "SỞ Y TẾ\nĐộc lập - Tự do - Hạnh phúc"),
    ("Số: 5/KH-SYT Hà Thành, ngày 5 tháng 3 năm 2021", "Số: 5/KH-SYT\nHà Thành, ngày 5 tháng 3 năm 2021"),
    ("trước ngày l5/4/20l4, từ ngày 0l/6/2010, O5/7/2010", "trước ngày 15/4/2014, từ ngày 01/6/2010, 05/7/2010"),
    ("Quý I/2026, 10l nước, giai đoạn I", "Quý I/2026, 10l nước, giai đoạn I"),
    ("cân đ ối, tri ển khai, X ã hội, cá nh ân, tiến đ ộ", "cân đối, triển khai, Xã hội, cá nhân, tiến độ"),
    ("tại Qu ả ng Hà, Đặ ng Hà", "tại Quảng Hà, Đặng Hà"),
    ("điểm c ở trên, hội trường B ở xa, mức 5 m ở đáy", "điểm c ở trên, hội trường B ở xa, mức 5 m ở đáy"),
    ("Nội dung thực hiện: a)\nXây đường. 1.2.\nSửa cầu", "Nội dung thực hiện:\na) Xây đường.\n1.2. Sửa cầu"),
    ("Làm theo khoản 1.\nHai bên", "Làm theo khoản 1.\nHai bên"),
    ("Sở Y tế chủ trì - Thời gian thực hiện: Quý I", "Sở Y tế chủ trì\n- Thời gian thực hiện: Quý I"),
    ("mở lớp\n44     CÔNG BÁO/Số 12 + 13/Ngày 10-7-2018\ncho cán bộ", "mở lớp cho cán bộ"),
    ("mở lớp\nke_hoach_12.pdf  trang 1/2\ncho cán bộ", "mở lớp cho cán bộ"),
    ("| 1 | Sửa đường<br>và cầu | Sở Xây dựng |", "| 1 | Sửa đường và cầu | Sở Xây dựng |"),
    ("| Nơi nhận:<br>- Như trên; | KT. CHỦ TỊCH<br>Lê Hà |", "Nơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nLê Hà"),
    (
        "Quyết định 12/QĐ-SYT năm 2020. QUYẾT ĐỊNH:\nQuyết định 12/QĐ-SYT năm 2020. Điều 1.\nMở lớp.\n"
        "Quyết định 12/QĐ-SYT năm 2020. CHƯƠNG TRÌNH. II. NỘI DUNG",
        "Quyết định 12/QĐ-SYT năm 2020.\nQUYẾT ĐỊNH:\nĐiều 1. Mở lớp.\nII. NỘI DUNG",
    ),
    ("", ""),
    (" \n \n", ""),
]


@pytest.mark.parametrize(("raw", "clean"), EXAMPLES)
def test_repair_mends_what_is_beyond_doubt(raw: str, clean: str) -> None:
    assert repair(raw).clean == clean


@pytest.mark.parametrize("clean", [LETTER, DECISION, *(clean for _, clean in EXAMPLES)])
def test_a_repaired_text_stays_as_it_is(clean: str) -> None:
    assert repair(clean).clean == clean


def wrap(line: str, width: int, first: int | None = None) -> list[str]:
    lines: list[str] = []
    margin = line[: len(line) - len(line.lstrip())]
    for word in line.split():
        room = width if lines[1:] or first is None else first
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [margin + lines[0], *lines[1:]]


def pages(lines: list[str]) -> str:
    """The lines on pages of twelve, with the page's number between them."""
    sheets = [lines[start : start + 12] for start in range(0, len(lines), 12)]
    return "\n".join(
        "\n".join(sheet) + (f"\n\n- {number} -\n" if number < len(sheets) else "")
        for number, sheet in enumerate(sheets, 1)
    )


SHAPES: dict[str, Callable[[list[str]], str]] = {
    "as it is": "\n".join,
    "empty lines between paragraphs": "\n\n".join,
    "carriage returns": lambda lines: "\ufeff" + "\r\n".join(lines),
    "combining marks": lambda lines: unicodedata.normalize("NFD", "\n".join(lines)),
    "wrapped": lambda lines: "\n".join("\n".join(wrap(line, 80)) for line in lines),
    "wrapped, indented": lambda lines: "\n".join("\n".join(wrap(line, 80, 72)) for line in lines),
    "wrapped, empty lines between paragraphs": lambda lines: "\n\n".join("\n".join(wrap(line, 70)) for line in lines),
    "an empty line after every line": lambda lines: "\n\n".join("\n\n".join(wrap(line, 76)) for line in lines),
    "paragraphs set in": lambda lines: "\n".join("\n  ".join(wrap("       " + line, 80)) for line in lines),
    "first lines broken early": lambda lines: "\n\n".join("\n".join(wrap(line, 78, 34)) for line in lines),
    "pages": lambda lines: pages([part for line in lines for part in wrap(line, 80)]),
    "bold labels": lambda lines: "\n\n".join(f"**{line}**" if len(line) < 60 else line for line in lines),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_paragraphs_are_found_again_in_every_shape(shape: str) -> None:
    assert repair(SHAPES[shape](LETTER.split("\n"))).clean.split("\n") == LETTER.split("\n")


def test_every_repaired_word_points_at_its_source() -> None:
    raw = "Chỉ thị số 30-\n\nCT/TW,  **Quý IV/ 2019**, Uỷ ban"
    text = repair(raw)
    for words, source in [
        ("30-CT/TW", "30-\n\nCT/TW"),
        ("Quý IV/2019", "Quý IV/ 2019"),
        ("Ủy ban", "Uỷ ban"),
        ("Chỉ thị", "Chỉ thị"),
    ]:
        start = text.clean.index(words)
        begin, end = text.source(start, start + len(words))
        assert raw[begin:end] == source


def test_a_composed_letter_points_at_all_its_marks() -> None:
    raw = unicodedata.normalize("NFD", "Ủy ban")
    assert repair(raw).source(0, 1) == (0, 2)


def test_the_source_of_nothing_is_nothing() -> None:
    assert repair("").source(0, 0) == (0, 0)
    text = repair("Sở Y tế")
    assert text.source(3, 3) == (3, 3)


def holds(text: Text) -> None:
    """The guarantees of `repair`."""
    clean = text.clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\ufeff\u200b\u00ad\u00a0\t\r\x0b\x0c")
    assert "  " not in clean and " \n" not in clean and "\n " not in clean and "\n\n" not in clean
    assert clean == clean.strip(" \n")
    assert len(text.origin) == len(text.width) == len(clean)
    assert all(
        0 <= before <= after < len(text.raw) for before, after in zip(text.origin, text.origin[1:], strict=False)
    )
    assert not clean or text.source(0, len(clean))[1] <= len(text.raw)


SIGNS = st.sampled_from(
    [*" \n\n|*-+_#.,:;/()[]0123IVXabđẠaQuyoàUỷ\u0301\u0323\u200b\ufeff\r\x0c\x0b\x85\u2028", "số ", "Điều 1. "]
)


@given(st.lists(SIGNS, max_size=120).map("".join) | st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_repaired_to_the_guarantees(raw: str) -> None:
    holds(repair(raw))


@given(st.randoms(use_true_random=False), st.sampled_from([LETTER, DECISION]))
@settings(max_examples=40, deadline=None)
def test_a_mangled_document_is_repaired_to_the_guarantees(random: object, paper: str) -> None:
    holds(repair(mangled(random, paper)))


def mangled(random: object, paper: str) -> str:
    """The document cut, doubled, shuffled or with characters lost."""
    lines = paper.split("\n")
    start, stop = sorted(random.randrange(len(paper)) for _ in range(2))  # type: ignore[attr-defined]
    deed = random.randrange(4)  # type: ignore[attr-defined]
    if deed == 0:
        return paper[start:stop]
    if deed == 1:
        return paper[:stop] + "\n" + paper[start:]
    if deed == 2:
        random.shuffle(lines)  # type: ignore[attr-defined]
        return "\n\n".join(lines)
    return "".join(character for character in paper if random.random() > 0.03)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "piece", ["- ", "-\n", "|\n", "| a\n", "* a", "1.1", "a\u0301\u0323\u0301", "[a](", "Hà Nội, ngày ", "12/KH-A "]
)
def test_a_piece_repeated_thousands_of_times_is_repaired_to_the_guarantees(piece: str) -> None:
    raw = piece * (60_000 // len(piece))
    holds(repair(raw))
