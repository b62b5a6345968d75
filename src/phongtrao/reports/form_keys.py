"""What a report form's file may say: every key of every table, what it means, what it may be, how long.

The reader, its messages and the tables of docs/report-forms.md come from here.
"""

from __future__ import annotations

from phongtrao.reports.form import ADDS_UP, REGIME, TYPES
from phongtrao.reports.periods import EVERY
from phongtrao.toml_tables import Key, Tables

KIND = "report_form"


def _section(of: str) -> Key:
    return Key("section", f"mục của báo cáo mà {of} thuộc về", "name", longest=60)


TABLES: dict[str, tuple[Key, ...]] = {
    "": (
        Key("kind", "loại tệp", known={KIND: "mẫu báo cáo"}),
        Key("name", "tên ngắn của mẫu, không đổi qua các phiên bản", "name", longest=60),
        Key("title", "tên báo cáo"),
        Key("version", "số của phiên bản", "number", longest=9999),
        Key("valid_from", "ngày phiên bản bắt đầu dùng", "date"),
        Key("source", "văn bản quy định: loại, số, ngày, cơ quan ban hành", longest=500),
        Key("reporters", "nơi phải báo cáo, ghi CẤP.LOẠI như xa.ubnd, tinh.cong_an", "texts", longest=40),
    ),
    "regime": tuple(Key(name, words, longest=2000) for name, words in REGIME.items()),
    "period": (
        Key("every", "loại kỳ báo cáo", known=EVERY),
        Key("part", "kỳ nào trong năm: H1, H2, Q1 … Q4, M01 … M12", required=False, longest=3),
        Key("data_from", "ngày đầu của số liệu", "day", required=False),
        Key("data_until", "ngày cuối của số liệu", "day", required=False),
        Key("due", "ngày cuối cùng được gửi («trước ngày 10/5» là 09/05)", "day", required=False),
    ),
    "section": (
        Key("name", "tên của mục", "name", longest=60),
        Key("title", "đề mục in trong báo cáo"),
    ),
    "indicator": (
        Key("name", "tên của chỉ tiêu", "name", longest=60),
        Key("title", "chỉ tiêu hỏi gì"),
        _section("chỉ tiêu"),
        Key("type", "kiểu của giá trị", known=TYPES),
        Key("adds_up", "cách cộng các phần", known=ADDS_UP),
        Key("unit", "đơn vị tính; bắt buộc với số nguyên", required=False, longest=40),
        Key("base", "tổng số gọi là gì; bắt buộc với tỷ lệ", required=False, longest=200),
        Key("levels", "các mức, từ tốt nhất đến thấp nhất; bắt buộc với mức", "texts", required=False, longest=10),
        Key("required", "có bắt buộc trả lời không (mặc định: có)", "yes_no", required=False),
        Key("measure", "số đo mà hệ thống tự biết, gợi ý sẵn vào ô", "name", required=False, longest=60),
        Key("same_as_last", "có gợi ý sẵn số của kỳ trước không (mặc định: không)", "yes_no", required=False),
    ),
    "question": (
        Key("name", "tên của câu hỏi", "name", longest=60),
        Key("title", "câu hỏi"),
        _section("câu hỏi"),
        Key("required", "có bắt buộc trả lời không (mặc định: không)", "yes_no", required=False),
    ),
    "check": (
        Key("rule", "điều phải đúng giữa các giá trị"),
        Key("message", "lời nhắc khi không đúng: sai gì, xin làm gì", longest=500),
        Key("at", "chỉ tiêu mà lời nhắc đứng cạnh (mặc định: cái đứng sau cùng trong mẫu)", "name", required=False),
        Key("hard", "sai thì không gửi được (mặc định: có); false: chỉ nhắc xem lại", "yes_no", required=False),
    ),
}
"""Table → its keys; `""` is the head of the file."""
MOST = {"period": 20, "section": 20, "indicator": 200, "question": 60, "check": 200}
"""How many tables of a kind a form may have; `regime` stands once."""

FORM = Tables(TABLES, MOST)
"""The shape of a form's file."""
