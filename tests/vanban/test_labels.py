"""Labels in front of items, and words that only look like them."""

from __future__ import annotations

import pytest

from vanban.labels import read_label, roman

LABELS = [
    ("Phần I", "phan", (1,), "Phần I"),
    ("PHẦN II. NHIỆM VỤ", "phan", (2,), "Phần II"),
    ("Phần thứ ba", "phan", (3,), "Phần thứ ba"),
    ("Chương IV", "chuong", (4,), "Chương IV"),
    ("CHƯƠNG II QUY ĐỊNH CHUNG", "chuong", (2,), "Chương II"),
    ("Mục 2. Lập hồ sơ", "muc", (2,), "Mục 2"),
    ("Điều 12. Hiệu lực", "dieu", (12,), "Điều 12"),
    ("Điều 3a. Kinh phí", "dieu", (3,), "Điều 3a"),
    ("A. ĐÁNH GIÁ", "upper", (1,), "A"),
    ("IX. TỔ CHỨC", "roman", (9,), "IX"),
    ("II- NHIỆM VỤ", "roman", (2,), "II"),
    ("III NHIỆM VỤ, GIẢI PHÁP", "roman", (3,), "III"),
    ("Il. NHIỆM VỤ", "roman", (2,), "II"),
    ("7. Sở Xây dựng", "arabic", (7,), "7"),
    ("7.Sở Xây dựng", "arabic", (7,), "7"),
    ("7 . Sở Xây dựng", "arabic", (7,), "7"),
    ("7- Sở Xây dựng", "arabic", (7,), "7"),
    ("7/ Sở Xây dựng", "arabic", (7,), "7"),
    ("7.- Sở Xây dựng", "arabic", (7,), "7"),
    ("Điều 2.-Giao Sở Xây dựng", "dieu", (2,), "Điều 2"),
    ("1. 90% số hộ có nước sạch", "arabic", (1,), "1"),
    ("7) Sở Xây dựng", "bracket", (7,), "7"),
    ("2.1. Phòng Y tế", "multi", (2, 1), "2.1"),
    ("2.1 Phòng Y tế", "multi", (2, 1), "2.1"),
    ("II.3. Phòng Y tế", "multi", (2, 3), "II.3"),
    ("1.2.3. phòng Y tế", "multi", (1, 2, 3), "1.2.3"),
    ("đ) Phòng Y tế", "letter", (5,), "đ"),
    ("b. phòng Y tế", "letter", (2,), "b"),
    ("c/ Phòng Y tế", "letter", (3,), "c"),
    ("iii) Phòng Y tế", "small", (3,), "iii"),
    ("(2) Phòng Y tế", "paren", (2,), "2"),
    ("(b) Phòng Y tế", "paren-letter", (2,), "b"),
    ("(iv) Phòng Y tế", "paren-small", (4,), "iv"),
    ("- Phòng Y tế", "bullet", (), "-"),
    ("-Phòng Y tế", "bullet", (), "-"),
    ("– Phòng Y tế", "bullet", (), "-"),
    ("+ phòng Y tế", "bullet", (), "+"),
    ("• Phòng Y tế", "bullet", (), "•"),
    ("o Phòng Y tế", "bullet", (), "o"),
]


@pytest.mark.parametrize(("line", "kind", "value", "text"), LABELS)
def test_a_label_is_read_with_its_kind_its_number_and_as_it_is_printed(
    line: str, kind: str, value: tuple[int, ...], text: str
) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.kind, label.value, label.text) == (kind, value, text)


@pytest.mark.parametrize(
    "line",
    [
        "", "Điều 12 Luật Giáo dục", "Phần II, III Kế hoạch này", "Mục V Kế hoạch số 3", "1.500 hộ", "1.5 triệu đồng",
        "12/5 hằng năm", "22/01/2019 của Chính phủ", "2025. Sau đó", "90% số hộ", "5 - 7 ngày", "1/3 số hộ", "V/v họp",
        "b/c", "C.ty Cấp nước", "IV/2019", "---", "- ", "o tổ dân phố", "IIX. SAI", "*", "Ivan",
    ],
)  # fmt: skip
def test_words_that_look_like_a_label_are_none(line: str) -> None:
    assert read_label(line) is None


def test_the_length_of_a_label_takes_in_the_blank_behind_it() -> None:
    label = read_label("a)  Phòng Y tế".replace("  ", " "))
    assert label is not None and "a) Phòng Y tế"[label.length :] == "Phòng Y tế"


def test_a_numeral_that_is_none_has_no_value() -> None:
    assert [roman(n) for n in ("IV", "XIX", "IIII", "VX", "")] == [4, 19, 0, 0, 0]
