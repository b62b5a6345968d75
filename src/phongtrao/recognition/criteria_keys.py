"""What a criteria set's file may say; its reader, its messages, its workbook and docs/criteria.md come from here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from phongtrao.gaps import GAP_KEYS
from phongtrao.recognition.criteria import EVIDENCE, KINDS, NOT_APPLICABLE, SCORINGS, Step
from phongtrao.toml_tables import Key, Tables, Wrong

KIND = "criteria"
MOST_POINTS = 10_000
LARGEST = 1_000_000_000_000
"""The largest number that an answer or a step may be."""
MOST_STEPS = 20
STEPS_LIKE = "steps = [[70, 5], [90, 10]]"


def _points(name: str, words: str, required: bool = False) -> Key:
    return Key(name, words, "decimal", required=required, longest=MOST_POINTS)


def _steps(given: Any) -> tuple[Step, ...]:
    """Pairs of what is to be reached and its points; raises Wrong."""
    pairs = given if isinstance(given, list) and all(isinstance(one, list) and len(one) == 2 for one in given) else []
    if not 1 <= len(pairs) <= MOST_STEPS:
        raise Wrong(f"«steps» phải là từ 1 đến {MOST_STEPS} cặp [từ bao nhiêu, số điểm]; xin ghi {STEPS_LIKE}")
    return tuple(Step(_number(reaches, LARGEST), _number(points, MOST_POINTS)) for reaches, points in pairs)


def _number(given: Any, most: int) -> Decimal:
    number = Decimal(given) if type(given) in (int, Decimal) else None
    if number is None or not number.is_finite() or not 0 <= number <= most or number != round(number, 2):
        said = f"số trong «steps» phải từ 0 đến {most}, tối đa hai số lẻ; xin ghi {STEPS_LIKE}"
        raise Wrong(said)
    return number


CRITERIA = Tables(
    {
        "": (
            Key("kind", "loại tệp", known={KIND: "bộ tiêu chí"}),
            Key("name", "tên ngắn của bộ tiêu chí, không đổi qua các phiên bản", "name", longest=60),
            Key("title", "tên bộ tiêu chí"),
            Key("version", "số của phiên bản", "number", longest=9999),
            Key("valid_from", "ngày phiên bản bắt đầu áp dụng", "date"),
            Key("valid_until", "ngày cuối áp dụng, nếu văn bản nêu", "date", required=False),
            Key("source", "văn bản ban hành: loại, số, ngày, cơ quan", longest=500),
            Key("sample", "là bộ mẫu, chưa phải bộ chính thức (mặc định: không)", "yes_no", required=False),
            Key("subjects", "đối tượng áp dụng, như xa_phuong", "texts", longest=10, like='["xa_phuong"]'),
            Key("scoring", "cách chấm", known=SCORINGS),
            _points("at_least", "số tiêu chí (pass_count) hoặc tổng điểm (points) phải đạt; bỏ nếu chưa biết"),
            Key("not_applicable", "tiêu chí không áp dụng được tính thế nào", known=NOT_APPLICABLE, required=False),
            _points("most", "tổng điểm nhiều nhất, kể cả điểm thưởng"),
        ),
        "level": (
            Key("name", "tên của mức; các mức xếp từ cao xuống thấp", "name", longest=60),
            Key("title", "mức, như «Xuất sắc»", longest=100),
            _points("at_least", "từ bao nhiêu điểm; bỏ nếu chưa biết"),
        ),
        "group": (
            Key("name", "tên của nhóm", "name", longest=60),
            Key("title", "nhóm tiêu chí"),
            _points("cap", "điểm nhiều nhất của nhóm"),
            _points("floor", "điểm sàn: nhóm phải đạt ít nhất"),
        ),
        "criterion": (
            Key("name", "tên của tiêu chí", "name", longest=60),
            Key("title", "tiêu chí hỏi gì", longest=500),
            Key("group", "nhóm của tiêu chí", "name", longest=60),
            Key("kind", "kiểu trả lời", known=KINDS),
            Key("source", "căn cứ: văn bản, phần, mục", longest=500),
            _points("points", "điểm nhiều nhất; với điểm trừ: trừ nhiều nhất (bỏ: không giới hạn)"),
            Key("at_least", "phải đạt ít nhất: số lượng, phần trăm (tỷ lệ), hoặc điểm", "decimal", False, LARGEST),
            Key("steps", "thang điểm: [từ bao nhiêu, số điểm]", required=False, read=_steps, like=STEPS_LIKE[8:]),
            _points("points_each", "điểm trừ mỗi lần"),
            Key(
                "veto", "không đạt thì: fails (cả đơn vị không đạt), hoặc tên mức cao nhất còn được", "name", False, 60
            ),
            Key("bonus", "là điểm thưởng (mặc định: không)", "yes_no", required=False),
            Key("may_be_not_applicable", "có thể không áp dụng, kèm lý do (mặc định: không)", "yes_no", required=False),
            Key("evidence", "minh chứng (mặc định: nên có)", known=EVIDENCE, required=False),
            Key("asks_reason", "phải ghi căn cứ, lý do chấm (mặc định: không)", "yes_no", required=False),
            Key("measure", "số đo mà hệ thống tự biết, gợi ý sẵn câu trả lời", "name", required=False, longest=60),
            Key("base", "với tỷ lệ: tổng số gọi là gì", required=False, longest=200),
            Key("guide", "cách trả lời", required=False, longest=1000),
        ),
        "option": (
            Key("criterion", "phương án của tiêu chí nào", "name", longest=60),
            Key("name", "tên của phương án", "name", longest=60),
            Key("title", "phương án"),
            _points("points", "điểm của phương án", required=True),
        ),
        "gap": GAP_KEYS,
    },
    {"level": 10, "group": 20, "criterion": 150, "option": 400, "gap": 40},
    "bộ tiêu chí",
)
"""The shape of a criteria set's file."""
