"""Duties by the forms in which documents give them: each test is a small document built as real ones are."""

from __future__ import annotations

from typing import Any

import pytest

from vanban.compiler import compile_directive
from vanban.directive import Duty

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ THANH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 55/{symbol}

Hà Thanh, ngày 12 tháng 5 năm 2023

{title}
"""
PLAN = HEAD.format(symbol="KH-UBND", title="KẾ HOẠCH\nTăng cường bảo đảm an toàn trường học")
LETTER = HEAD.format(
    symbol="UBND-VX",
    title="Kính gửi:\n- Các sở, ban, ngành;\n- UBND các huyện, thành phố.\n\nĐể bảo đảm an toàn, UBND tỉnh yêu cầu:",
)


def duties(text: str) -> tuple[Duty, ...]:
    return compile_directive(text).duties


def told(text: str) -> list[tuple[str, str, tuple[str, ...], list[dict[str, Any]]]]:
    """Clause, kind, actors, deadline rules of each duty."""
    return [
        (d.clause, d.kind, tuple(p.name for p in d.actors), [dict(x.rule) for x in d.deadlines]) for d in duties(text)
    ]


def test_actors_are_inherited_from_the_heading_and_a_body_in_the_item_comes_first() -> None:
    text = PLAN + (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. Sở Y tế\n- Tổ chức tập huấn sơ cứu cho giáo viên.\n"
        "- Trung tâm Y tế huyện kiểm tra tủ thuốc của các trường.\n2. Công an tỉnh: Tuần tra khu vực cổng trường.\n"
    )
    assert [t[:3] for t in told(text)] == [
        ("II.1.-", "act", ("Sở Y tế",)),
        ("II.1.-", "act", ("Trung tâm Y tế huyện",)),
        ("II.2", "act", ("Công an tỉnh",)),
    ]


def test_purposes_are_no_duties() -> None:
    text = (
        PLAN
        + "I. MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao ý thức của học sinh.\n2. Thực hiện thường xuyên, hiệu quả.\nII. NHIỆM "
        "VỤ\n1. Rà soát tường rào.\n"
    )
    assert [t[0] for t in told(text)] == ["II.1"]


def test_a_report_in_an_item_is_a_duty_of_its_own_and_what_follows_it_is_one_more() -> None:
    text = LETTER + (
        "\n1. Sở Xây dựng rà soát các phòng học xuống cấp; báo cáo UBND tỉnh (qua Sở Tài chính) trước ngày 30/6/2023; "
        "trên cơ sở đó, Sở Tài chính tham mưu bố trí kinh phí sửa chữa.\n"
    )
    first, report, last = duties(text)
    assert (first.kind, report.kind, last.kind) == ("act", "report", "act")
    assert [p.name for p in report.to] == ["UBND tỉnh"] and [p.name for p in report.via] == ["Sở Tài chính"]
    assert report.deadlines[0].rule == {"on": "2023-06-29"} and not first.deadlines
    assert [p.name for p in last.actors] == ["Sở Tài chính"]


def test_two_periodic_reports_are_two_rules_of_one_duty() -> None:
    text = (
        LETTER + "\n1. UBND các huyện, thành phố định kỳ 6 tháng (trước ngày 12/6), 01 năm (trước ngày 12/12) báo cáo "
        "UBND tỉnh.\n"
    )
    (report,) = duties(text)
    assert [d.rule for d in report.deadlines] == [
        {"every": "half-year", "last": "06-11"},
        {"every": "year", "last": "12-11"},
    ]


def test_attribute_lines_belong_to_the_item_above_them() -> None:
    text = PLAN + (
        "III. NỘI DUNG\n1. Lắp đặt camera cổng trường\nCơ quan chủ trì: Sở Giáo dục và Đào tạo\n"
        "Cơ quan phối hợp: Công an tỉnh; UBND các huyện\nThời gian thực hiện: Quý III/2023\n"
    )
    (duty,) = duties(text)
    assert [p.name for p in duty.actors] == ["Sở Giáo dục và Đào tạo"]
    assert [p.name for p in duty.support] == ["Công an tỉnh", "UBND các huyện"]
    assert [d.rule for d in duty.deadlines] == [{"on": "2023-09-30"}]


def test_attribute_lines_that_stand_once_belong_to_every_bullet_above_them() -> None:
    text = PLAN + (
        "III. NỘI DUNG\n1. Công tác tuyên truyền\n- Biên soạn tài liệu hỏi đáp.\n- Tổ chức hội thi tìm hiểu.\n"
        "Đơn vị thực hiện: Sở Tư pháp.\nThời gian thực hiện: Hằng năm.\n"
    )
    assert [(t[2], t[3]) for t in told(text)] == [(("Sở Tư pháp",), [{"every": "year"}])] * 2


def test_a_row_of_a_table_of_tasks_is_a_duty() -> None:
    text = PLAN + (
        "PHỤ LỤC\n| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |\n| --- | --- "
        "| --- | --- | --- |\n"
        "| I | Cơ sở vật chất | | | |\n| 1 | Sửa chữa nhà vệ sinh trường học | Sở Xây dựng | Sở Tài chính "
        "| Tháng 8/2023 |\n"
        "| 2 | Thay cửa thoát nạn | UBND các huyện, thành phố | Công an tỉnh | Trước ngày 15/9/2023 |\n"
    )
    assert told(text) == [
        ("I.1", "act", ("Sở Xây dựng",), [{"on": "2023-08-31"}]),
        ("I.2", "act", ("UBND các huyện, thành phố",), [{"on": "2023-09-14"}]),
    ]


def test_a_closing_order_binds_and_stands_outside_the_clauses() -> None:
    text = LETTER + (
        "\n1. Sở Y tế kiểm tra bếp ăn bán trú.\n\nYêu cầu Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, "
        "thành phố nghiêm túc "
        "thực hiện. Quá trình thực hiện, nếu có vướng mắc, kịp thời báo cáo UBND tỉnh (qua Sở Giáo dục và Đào tạo)./.\n"
    )
    _, order, report = duties(text)
    assert (order.clause, report.clause) == ("", "")
    assert (
        [p.name for p in order.actors]
        == ["các sở, ban, ngành", "UBND các huyện, thành phố"]
        == [p.name for p in report.actors]
    )
    assert report.kind == "report" and not report.deadlines


def test_a_paragraph_that_turns_to_another_body_is_an_order_for_each() -> None:
    text = LETTER + "\nGiao Sở Y tế hướng dẫn phòng dịch; UBND các huyện chỉ đạo các trường vệ sinh lớp học.\n"
    assert [t[2] for t in told(text)] == [("Sở Y tế",), ("UBND các huyện",)]


def test_an_opening_sentence_names_the_actors_of_the_items_under_it() -> None:
    opening = LETTER.replace(
        "UBND tỉnh yêu cầu:", "UBND tỉnh yêu cầu Sở Y tế, Sở Giáo dục và Đào tạo thực hiện các nội dung sau:"
    )
    assert [t[2] for t in told(opening + "\n1. Kiểm tra nguồn nước uống.\n")] == [("Sở Y tế", "Sở Giáo dục và Đào tạo")]


@pytest.mark.parametrize(
    "line",
    [
        "Kinh phí thực hiện Kế hoạch được bố trí từ ngân sách tỉnh.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "Trên đây là Kế hoạch của UBND tỉnh.",
    ],
)
def test_sentences_that_only_state_are_no_duties(line: str) -> None:
    assert [
        d
        for d in duties(PLAN + "II. NHIỆM VỤ\n1. Rà soát tường rào các trường.\n2. " + line + "\n")
        if d.clause == "II.2"
    ] == []


def test_what_gave_each_value_is_named() -> None:
    (duty,) = duties(LETTER + "\n1. Sở Y tế phối hợp với Công an tỉnh kiểm tra bếp ăn bán trú.\n")
    assert duty.why == {"kind": "việc phải làm", "actors": "bộ phận đứng đầu câu", "with": "phối hợp với, cùng với"}


def test_attributes_on_one_line_or_in_a_bracket_belong_to_their_item() -> None:
    text = PLAN + (
        "II. NHIỆM VỤ\n1. Sửa chữa tường rào\n- Nội dung: Xây mới các đoạn tường đã đổ.\n"
        "- Đơn vị chủ trì: Sở Xây dựng; đơn vị phối hợp: Sở Tài chính; thời gian thực hiện: Quý IV/2023.\n"
        "2. Việc khác\na) Mở lớp tập huấn sơ cứu (Sở Y tế chủ trì, phối hợp với các huyện; xong trước 30/9/2023).\n"
        "b) In ấn tờ rơi cho học sinh (đơn vị thực hiện: Sở Tư pháp; thời gian: tháng 9/2023).\n"
    )
    assert [(d.support and d.support[0].name) or "" for d in duties(text)] == ["Sở Tài chính", "các huyện", ""]
    assert told(text) == [
        ("II.1", "act", ("Sở Xây dựng",), [{"on": "2023-12-31"}]),
        ("II.2.a", "act", ("Sở Y tế",), [{"on": "2023-09-29"}]),
        ("II.2.b", "act", ("Sở Tư pháp",), [{"on": "2023-09-30"}]),
    ]


def test_an_attribute_bullet_beside_its_only_task_is_covered_by_the_duty() -> None:
    text = PLAN + (
        "II. NHIỆM VỤ\n1. Mô hình\n- Ra mắt đội tự quản.\n- Đơn vị chủ trì: Công an huyện.\n"
        "- Thời gian: Quý III/2023.\n"
    )
    (duty,) = duties(text)
    assert text[duty.start : duty.end].endswith("Quý III/2023.")
    assert told(text) == [("II.1.-", "act", ("Công an huyện",), [{"on": "2023-09-30"}])]


def test_what_follows_a_list_that_ended_belongs_to_the_item_above_it() -> None:
    text = LETTER + (
        "1. Tổ chức ký cam kết ở các trường.\n2. Hồ sơ đề nghị gồm:\na) Tờ trình;\nb) Danh sách.\n"
        "Hồ sơ gửi về Sở Nội vụ trước ngày 30/6/2023.\n3. Tổng kết trước ngày 10/7/2023.\n"
    )
    assert [t[:2] for t in told(text)] == [("1", "act"), ("2", "report"), ("3", "act")]


def test_a_letter_without_items_owes_the_report_that_a_later_paragraph_sets() -> None:
    text = HEAD.format(symbol="UBND-VX", title="Kính gửi: Các sở, ban, ngành.") + (
        "UBND tỉnh yêu cầu các sở, ban, ngành rà soát hồ sơ an toàn trường học.\n"
        "Báo cáo rà soát gửi về Sở Giáo dục và Đào tạo trước ngày 20/6/2023 để tổng hợp.\n"
    )
    assert told(text) == [
        ("", "act", ("các sở, ban, ngành",), []),
        ("", "report", ("các sở, ban, ngành",), [{"on": "2023-06-19"}]),
    ]


def test_an_order_behind_the_statement_of_where_money_comes_from_binds() -> None:
    text = PLAN + (
        "III. KINH PHÍ\nKinh phí thực hiện Kế hoạch từ ngân sách nhà nước. Các sở, ngành lập dự toán gửi Sở Tài chính "
        "trước ngày 30/6/2023.\nIV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế theo dõi, đôn đốc.\n"
    )
    assert told(text) == [
        ("III", "report", ("Các sở, ngành",), [{"on": "2023-06-29"}]),
        ("IV.1", "act", ("Sở Y tế",), []),
    ]


def test_a_heading_over_a_table_is_no_duty() -> None:
    text = PLAN + (
        "III. PHÂN CÔNG NHIỆM VỤ THEO TIẾN ĐỘ\n\n| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Sửa tường rào | Sở Xây dựng | Quý III/2023 |\n"
    )
    assert [t[0] for t in told(text)] == ["III.1"]
