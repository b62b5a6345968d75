"""Charts say in words what they draw, and sentences of answers are parted where a reader would part them."""

from __future__ import annotations

import pytest
from lxml import etree

from phongtrao.charts import Bar, Chart, Group, as_svg
from phongtrao.reports.sentences import joined, sentences

SVG = "{http://www.w3.org/2000/svg}"
TWO = Chart(
    "thu",
    "Kết quả <năm>",
    (
        Group("Số mô hình & điểm", (Bar(9, "9 mô hình"), Bar(6, "6 mô hình"))),
        Group("Tỷ lệ hộ", (Bar(0.5, "50 %"), Bar(None, "chưa có số liệu"))),
    ),
    ("năm 2026", "năm 2025"),
    one_scale=False,
)


def drawn(chart: Chart) -> etree._Element:
    return etree.fromstring(as_svg(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_a_chart_is_told_to_those_who_hear_it() -> None:
    svg = drawn(TWO)
    labels = svg.get("aria-labelledby").split()
    assert [svg.find(f"*[@id='{name}']").tag for name in labels] == [f"{SVG}title", f"{SVG}desc"]
    said = svg.findtext(f"{SVG}desc")
    assert "Số mô hình & điểm: năm 2026 9 mô hình; năm 2025 6 mô hình." in said
    assert "thang riêng" in said and "chưa có số liệu" in said


def test_bars_are_as_long_as_their_figures_and_differ_without_colour() -> None:
    bars = [r for r in drawn(TWO).iter(f"{SVG}rect")][2:]
    first, second, share = (float(bar.get("width")) for bar in bars)
    assert second / first == pytest.approx(6 / 9, abs=0.01) and share == first, "each group has its own scale"
    assert bars[0].get("fill") == "currentColor" and bars[1].get("fill") == "url(#thu-p)"


def test_one_scale_for_bodies_and_nothing_for_nothing() -> None:
    bodies = Chart("b", "x", (Group("a", (Bar(10, "10"),)), Group("b", (Bar(5, "5"),))))
    widths = [float(r.get("width")) for r in drawn(bodies).iter(f"{SVG}rect")]
    assert widths[1] * 2 == pytest.approx(widths[0])
    assert as_svg(Chart("c", "x", (Group("a", (Bar(None, "chưa có"),)),))) == ""


def test_three_bars_of_a_group_could_not_be_told_apart() -> None:
    with pytest.raises(ValueError, match="black and white"):
        Chart("d", "x", (Group("a", (Bar(1, "1"),) * 3),))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Thiếu kinh phí. Đề nghị tỉnh hỗ trợ.", ["Thiếu kinh phí.", "Đề nghị tỉnh hỗ trợ."]),
        ("Cần 1.500.000 đồng; thiếu 2 người. Xin hỗ trợ.", ["Cần 1.500.000 đồng; thiếu 2 người.", "Xin hỗ trợ."]),
        ("Công an TP. Hà Thanh đã họp. Kết quả tốt!", ["Công an TP. Hà Thanh đã họp.", "Kết quả tốt!"]),
        ("- Thiếu người\n+ Thiếu xe. 3 xe hỏng.", ["Thiếu người", "Thiếu xe.", "3 xe hỏng."]),
        ("1. Chỉ đạo: ban hành 5 văn bản. 2. Kinh phí.", ["1. Chỉ đạo: ban hành 5 văn bản.", "2. Kinh phí."]),
        ("«Đã xong.» Ưu tiên làm tiếp", ["«Đã xong.»", "Ưu tiên làm tiếp"]),
        ("Họp ngày 12. 10 mô hình hoạt động.", ["Họp ngày 12.", "10 mô hình hoạt động."]),
        ("Ông Nguyễn Văn A. Bình phát biểu.", ["Ông Nguyễn Văn A. Bình phát biểu."]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, parted: list[str]) -> None:
    assert sentences(text) == parted


def test_what_is_joined_ends_with_marks() -> None:
    assert joined(["Thiếu người", "Thiếu xe."]) == "Thiếu người. Thiếu xe."
