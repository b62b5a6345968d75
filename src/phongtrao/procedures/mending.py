"""What an inspection found, until it is mended."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

MENDING = Procedure(
    name="mending",
    title="Khắc phục sau kiểm tra",
    start="open",
    steps=(
        Step("submit", ("open", "returned"), "submit", ("actor",), needs=("note",), after="submitted"),
        Step("return", ("submitted",), "return", ("inspector",), needs=("reason",), after="returned"),
        Step("accept", ("submitted",), "accept", ("inspector",), after="accepted"),
        Step("extend", ("open", "returned"), "extend", ("inspector",), needs=("day",)),
    ),
    words={
        "open": "chưa bắt đầu",
        "submitted": "đã nộp",
        "returned": "trả lại",
        "accepted": "hoàn thành",
        "submit": "Nộp kết quả",
        "return": "Trả lại",
        "accept": "Chấp nhận",
        "extend": "Gia hạn",
        "actor": "đơn vị được kiểm tra",
        "inspector": "đơn vị kiểm tra (kiểm tra hoặc lãnh đạo)",
    },
)
