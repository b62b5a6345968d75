"""Figures to be reached with their years, and initiatives named in quotation marks."""

import pytest

from vanban.directive import Clause
from vanban.targets import models, targets


def clause(text, label="1", start=0, end=None, children=()):
    end = len(text) if end is None else end
    return Clause(label, (label,), start, end, len(text), ((start, end),), children)


def tree(heading, *items):
    """A heading with items below it, each a line of its own."""
    text, children = heading, []
    for item in items:
        start = len(text) + 1
        text = f"{text}\n{item}"
        children.append(Clause("-", ("1", "-"), start, len(text), len(text), ((start, len(text)),)))
    return text, Clause("1", ("1",), 0, len(heading), len(text), ((0, len(heading)),), tuple(children))


def read(text, root=None):
    found = targets(text, root or clause(text))
    return [(one.measure, one.value, one.op, one.year or (one.first, one.final)) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phấn đấu đến năm 2030 có 95% hộ dùng nước sạch.", [("percent", 95, "=", 2030)]),
        ("Tỷ lệ lao động qua đào tạo đạt 62,5% vào năm 2028.", [("percent", 62.5, "=", 2028)]),
        ("Giảm tỷ lệ hộ nghèo xuống dưới 3% vào năm 2027.", [("percent", 3, "=", 2027)]),
        (
            "Năm 2027: công nhận 25 thôn, bản; 04 tổ dân phố và 12 trường học đạt chuẩn.",
            [("count", 25, "=", 2027), ("count", 4, "=", 2027), ("count", 12, "=", 2027)],
        ),
        (
            "Đến năm 2026 có 60% xã đạt chuẩn; 40% trường có thư viện.",
            [("percent", 60, "=", 2026), ("percent", 40, "=", 2026)],
        ),
        (
            "Phấn đấu năm 2026 đạt 60%, năm 2030 đạt 90% số xã.",
            [("percent", 60, "=", 2026), ("percent", 90, "=", 2030)],
        ),
        (
            "Phấn đấu 50% xã vào năm 2026, 80% xã vào năm 2028.",
            [("percent", 50, "=", 2026), ("percent", 80, "=", 2028)],
        ),
        ("Trong giai đoạn 2026 - 2030 trồng ít nhất 1.500 cây xanh.", [("count", 1500, ">=", (2026, 2030))]),
        ("Hồ sơ đúng hạn đạt từ 98% trở lên vào năm 2026.", [("percent", 98, ">=", 2026)]),
        ("Đến năm 2027 mỗi xã có ít nhất một nhà văn hóa.", [("count", 1, ">=", 2027)]),
        ("Từ năm 2026 trở đi, 100% trường học có tủ thuốc.", [("percent", 100, "=", 2026)]),
        ("Giảm từ 23 ca xuống 18 ca/1.000 trẻ vào năm 2026.", [("count", 18, "=", 2026)]),
        ("Tỷ lệ đội viên trong quy hoạch ít nhất vào năm 2026 đạt 40%.", [("percent", 40, ">=", 2026)]),
        ("Hoàn thành lắp đặt ở 100% các thôn trước ngày 31/12/2026.", [("percent", 100, "=", 2026)]),
    ],
)
def test_a_figure_with_its_year_is_a_target(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "100% công chức được tập huấn.",
        "Năm 2024, toàn tỉnh đã đạt 85% kế hoạch.",
        "Ngành có tỷ lệ dưới 30% có thể điều chỉnh mục tiêu năm 2026.",
        "Thực hiện thí điểm giai đoạn 2026 - 2027 tại 02 huyện.",
        "Chính quyền 02 cấp hoạt động từ năm 2025.",
        "Trong 03 tháng đầu năm 2026 tập trung rà soát.",
        "Thực hiện khoản 2 Điều 5 Luật Thư viện năm 2019.",
    ],
)
def test_what_is_no_goal_or_has_no_year_is_no_target(text):
    assert read(text) == []


def test_a_heading_gives_its_year_to_the_goals_below_it():
    text, root = tree(
        "Phấn đấu đến hết năm 2027 đạt các chỉ tiêu sau:",
        "100% chi bộ được quán triệt.",
        "Ít nhất 20% hợp tác xã ứng dụng chuyển đổi số.",
        "Xây dựng 03 trạm y tế vào năm 2029.",
    )
    assert read(text, root) == [("percent", 100, "=", 2027), ("percent", 20, ">=", 2027), ("count", 3, "=", 2029)]


def test_a_share_to_be_reached_each_year_says_so_and_of_what_rest():
    text = "Từ năm 2027 đến năm 2029: mỗi năm xây dựng ít nhất 30% thôn còn lại"
    (found,) = targets(text, clause(text))
    assert (found.each, found.base, found.first, found.final, found.of) == (
        "year",
        "còn lại",
        2027,
        2029,
        "thôn còn lại",
    )
    assert text[found.start : found.end] == "30%"


def test_figures_in_the_running_text_before_the_clauses_need_the_word_for_a_goal():
    past, goal = "Năm 2026 đạt 85% kế hoạch.", "Phấn đấu năm 2026 đạt 85% kế hoạch."
    assert read(past, clause(past, label="")) == []
    assert read(goal, clause(goal, label="")) == [("percent", 85, "=", 2026)]


def named(text, root=None):
    return [found.name for found in models(text, root or clause(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nhân rộng mô hình “Cổng trường an toàn” ở các xã.", ["Cổng trường an toàn"]),
        ("các mô hình tự quản: “Tiếng kẻng an ninh”; “Zalo kết nối”", ["Tiếng kẻng an ninh", "Zalo kết nối"]),
        (
            "mô hình “Bến đò bình yên”, “phong trào ánh sáng làng quê”",
            ["Bến đò bình yên", "phong trào ánh sáng làng quê"],
        ),
        ('xây dựng mô hình "Dòng họ tự quản".', ["Dòng họ tự quản"]),
        ("tổng kết “Mô hình trạm y tế lưu động”", ["Mô hình trạm y tế lưu động"]),
        ("mô hình “Bến đò bình yên”; củng cố mô hình “Bến đò bình yên”", ["Bến đò bình yên"]),
        ("mô hình theo phương châm “bốn tại chỗ”", []),
        ("xây dựng “Tủ sách pháp luật”; các mô hình hay, cách làm mới", []),
    ],
)
def test_names_of_initiatives_are_those_in_quotation_marks_behind_the_word(text, names):
    assert named(text) == names


def test_names_that_open_the_lines_under_an_announcement_count():
    text, root = tree("Duy trì các mô hình sau:", "“Bến đò bình yên”: giao Công an xã;", "Tập huấn “kỹ năng số”.")
    assert named(text, root) == ["Bến đò bình yên"]


def test_a_name_points_at_its_words_without_the_marks():
    text = "mô hình “ Bến đò bình yên ”"
    (found,) = models(text, clause(text))
    assert text[found.start : found.end] == found.name == "Bến đò bình yên"
