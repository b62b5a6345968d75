"""What a document does to others: kinds, parts, days, who acts; and what only looks like it."""

from __future__ import annotations

import pytest

from tests.vanban.papers import DECISION
from vanban.compiler import compile_directive
from vanban.directive import Effect

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ THÀNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Hà Thành, ngày 09 tháng 6 năm 2025
{kind}
{subject}
"""
DECIDES = """CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH
Căn cứ Luật Tổ chức chính quyền địa phương số 65/2025/QH15;
QUYẾT ĐỊNH:
Điều 1. {article}
Điều 2. Quyết định này có hiệu lực kể từ ngày ký{last}.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Thị Minh Hà"""


def decision(article: str, last: str = "", subject: str = "Về việc bảo đảm an toàn hồ chứa nước") -> str:
    head = HEAD.format(number="91/QĐ-UBND", kind="QUYẾT ĐỊNH", subject=subject)
    return head + DECIDES.format(article=article, last=last)


def plan(preamble: str, items: str = "1. Các xã tổ chức dạy bơi cho học sinh.", subject: str = "Dạy bơi") -> str:
    head = HEAD.format(number="92/KH-UBND", kind="KẾ HOẠCH", subject=subject)
    return f"{head}{preamble}, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n{items}\nNơi nhận:\n- Lưu: VT."


def done(text: str) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Kind, number acted upon, number of who acts, part, day."""
    return [
        (e.kind, e.on.number, e.by.number if e.by else None, e.part, e.until)
        for e in compile_directive(text, chain=True).effects
        if e.kind != "grounds"
    ]


@pytest.mark.parametrize(
    ("article", "effect"),
    [
        ("Bãi bỏ Quyết định số 15/QĐ-UBND ngày 02/02/2021 của UBND tỉnh", ("ends", "15/QĐ-UBND", None, None, None)),
        (
            "Sửa đổi, bổ sung khoản 3 Điều 4 Quy chế ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 02/02/2021",
            ("amends", "15/QĐ-UBND", None, "khoản 3 Điều 4", None),
        ),
        (
            "Điều chỉnh điểm 2 mục V Kế hoạch số 17/KH-UBND ngày 03/3/2021 của UBND tỉnh như sau:",
            ("amends", "17/KH-UBND", None, "điểm 2 mục V", None),
        ),
        (
            "Gia hạn thời gian thực hiện Kế hoạch số 17/KH-UBND ngày 03/3/2021 của UBND tỉnh đến hết ngày 30/6/2026",
            ("prolongs", "17/KH-UBND", None, None, "2026-06-30"),
        ),
        (
            "Tạm dừng việc thực hiện Kế hoạch số 17/KH-UBND ngày 03/3/2021",
            ("ends", "17/KH-UBND", None, None, None),
        ),
        (
            "Thay thế Quyết định số 15/QĐ-UBND ngày 02/02/2021 về quy chế quản lý hồ chứa",
            ("replaces", "15/QĐ-UBND", None, None, None),
        ),
        (
            "Thay thế cụm từ tại khoản 2 Điều 3 Quyết định số 15/QĐ-UBND ngày 02/02/2021",
            ("amends", "15/QĐ-UBND", None, "cụm từ", None),
        ),
        (
            "Quyết định số 15/QĐ-UBND ngày 02/02/2021 của UBND tỉnh hết hiệu lực thi hành kể từ ngày Quyết định này có "
            "hiệu lực",
            ("ends", "15/QĐ-UBND", None, None, None),
        ),
        (
            "Tiếp tục thực hiện Kế hoạch số 17/KH-UBND ngày 03/3/2021 của UBND tỉnh đến hết năm 2026",
            ("prolongs", "17/KH-UBND", None, None, "2026-12-31"),
        ),
        (
            "Kế hoạch số 17/KH-UBND ngày 03/3/2021 được kéo dài thời gian thực hiện đến hết năm 2027",
            ("prolongs", "17/KH-UBND", None, None, "2027-12-31"),
        ),
    ],
)
def test_an_article_acts_upon_the_document_that_it_names(article: str, effect: tuple[str, ...]) -> None:
    assert done(decision(article)) == [effect]


@pytest.mark.parametrize(
    "article",
    [
        "Giao Sở Tư pháp tham mưu sửa đổi, bổ sung hoặc thay thế Quyết định số 15/QĐ-UBND ngày 02/02/2021",
        "Giao Sở Nội vụ rà soát, đề nghị bãi bỏ Quyết định số 15/QĐ-UBND ngày 02/02/2021",
        "Trường hợp cần sửa đổi Quyết định số 15/QĐ-UBND ngày 02/02/2021, Sở Nội vụ báo cáo UBND tỉnh",
        "Sở Tài chính bố trí bổ sung kinh phí theo Quyết định số 15/QĐ-UBND ngày 02/02/2021",
        "Sửa đổi khoản 1 như sau: “1. Bãi bỏ Quyết định số 15/QĐ-UBND ngày 02/02/2021.”",
        "Công khai Quyết định số 15/QĐ-UBND ngày 02/02/2021 đã hết hiệu lực",
        "Giải quyết các vụ việc kéo dài theo Quyết định số 15/QĐ-UBND ngày 02/02/2021",
    ],
)
def test_duties_to_propose_quotations_and_mentions_do_nothing(article: str) -> None:
    assert done(decision(article)) == []


def test_an_act_reaches_every_document_of_an_enumeration() -> None:
    last = (
        " và thay thế Quyết định số 15/QĐ-UBND ngày 02/02/2021 của UBND tỉnh về quản lý hồ chứa; Quyết định số "
        "16/QĐ-UBND ngày 03/02/2021 của UBND tỉnh"
    )
    assert [(kind, on) for kind, on, *_ in done(decision("Ban hành Quy chế", last))] == [
        ("replaces", "15/QĐ-UBND"),
        ("replaces", "16/QĐ-UBND"),
    ]
    listed = "Bãi bỏ các văn bản sau đây:\n1. Quyết định số 15/QĐ-UBND ngày 02/02/2021.\n2. Chỉ thị số 8/CT-UBND."
    assert [(kind, on) for kind, on, *_ in done(decision(listed))] == [("ends", "15/QĐ-UBND"), ("ends", "8/CT-UBND")]
    both = "Quyết định số 15/QĐ-UBND và Chỉ thị số 8/CT-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực"
    assert [(kind, on) for kind, on, *_ in done(decision(both))] == [("ends", "15/QĐ-UBND"), ("ends", "8/CT-UBND")]


def test_what_another_document_did_is_told_of_that_one() -> None:
    items = (
        "1. Các xã thực hiện Quy chế tại Quyết định số 15/QĐ-UBND ngày 02/02/2021 (đã được sửa đổi, bổ sung tại Quyết "
        "định số 44/QĐ-UBND ngày 05/5/2023 và Quyết định số 45/QĐ-UBND ngày 06/5/2024).\n"
        "2. Các xã áp dụng Quyết định số 51/QĐ-UBND ngày 06/6/2023 của UBND tỉnh về việc sửa đổi mục II Kế hoạch số "
        "17/KH-UBND ngày 03/3/2021."
    )
    assert done(plan("Để bảo đảm an toàn cho trẻ em", items)) == [
        ("amends", "15/QĐ-UBND", "44/QĐ-UBND", None, None),
        ("amends", "15/QĐ-UBND", "45/QĐ-UBND", None, None),
        ("amends", "17/KH-UBND", "51/QĐ-UBND", "mục II", None),
    ]


def test_a_plan_carries_out_what_its_title_and_its_first_paragraph_say_it_does() -> None:
    text = plan(
        "Thực hiện Kế hoạch số 30-KH/TU ngày 04/4/2025 của Ban Thường vụ Tỉnh ủy về dạy bơi; Quyết định số 40/QĐ-TTg "
        "ngày 05/4/2025 của Thủ tướng Chính phủ",
        "1. Các xã thực hiện Chỉ thị số 50/CT-TTg ngày 06/4/2025 của Thủ tướng Chính phủ.",
        "Triển khai thực hiện Kết luận số 20-KL/TW ngày 03/4/2025 của Ban Bí thư",
    )
    assert [(kind, on) for kind, on, *_ in done(text)] == [
        ("implements", "20-KL/TW"),
        ("implements", "30-KH/TU"),
        ("implements", "40/QĐ-TTg"),
    ]


def effects(text: str) -> list[Effect]:
    return list(compile_directive(text, chain=True).effects)


def test_grounds_are_carried_out_only_by_a_plan_of_a_lower_body_and_never_rules_of_law() -> None:
    grounds = (
        "Căn cứ Luật Trẻ em số 102/2016/QH13;\nCăn cứ Quyết định số 40/QĐ-TTg ngày 05/4/2025 của Thủ tướng Chính phủ"
    )
    found = effects(plan(grounds))
    assert [(e.kind, e.on.number) for e in found] == [("grounds", "102/2016/QH13"), ("implements", "40/QĐ-TTg")]
    own = effects(plan("Căn cứ Quyết định số 40/QĐ-UBND ngày 05/4/2025 của UBND tỉnh"))
    assert [(e.kind, e.on.number) for e in own] == [("grounds", "40/QĐ-UBND")]


def test_a_report_on_how_something_was_carried_out_does_not_carry_it_out() -> None:
    assert done(plan("Qua kiểm tra việc thực hiện Kế hoạch số 17/KH-UBND ngày 03/3/2021 của UBND tỉnh")) == []


def test_what_is_carried_on_into_a_later_period_is_prolonged() -> None:
    preamble = "Căn cứ Kế hoạch số 17/KH-UBND ngày 03/3/2021 về dạy bơi giai đoạn 2021 - 2025 (gọi là Kế hoạch số 17)"
    items = "1. Các xã tiếp tục thực hiện Kế hoạch số 17 trên địa bàn tỉnh, giai đoạn 2026 - 2030."
    (effect,) = [e for e in effects(plan(preamble, items)) if e.kind == "prolongs"]
    assert (effect.on.number, effect.on.date, effect.until) == ("17/KH-UBND", "2021-03-03", "2030-12-31")


def test_an_effect_points_at_its_words_in_the_source() -> None:
    text = decision("**Bãi bỏ** Quyết định số 15/QĐ- UBND  ngày 02/02/2021 của UBND tỉnh").replace("\n", "\r\n")
    (effect,) = [e for e in effects(text) if e.kind == "ends"]
    assert text[effect.start : effect.end].replace("*", "") == "Bãi bỏ Quyết định số 15/QĐ- UBND  ngày 02/02/2021"
    assert text[effect.on.start : effect.on.end] == "15/QĐ- UBND  ngày 02/02/2021"
    assert effect.on.issuer == "UBND tỉnh"


def test_a_duty_of_a_named_body_is_no_act_of_a_plan() -> None:
    items = "1. Sở Tư pháp\n- Sửa đổi, bổ sung Quyết định số 15/QĐ-UBND ngày 02/02/2021 cho phù hợp."
    assert done(plan("Để bảo đảm an toàn cho trẻ em", items)) == []


def test_a_decision_that_issues_its_own_plan_does_nothing_to_others() -> None:
    assert done(DECISION) == []
