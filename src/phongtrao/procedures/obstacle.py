"""What a body says it cannot do, and who answers."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

OBSTACLE = Procedure(
    name="obstacle",
    title="Khó khăn, vướng mắc",
    start="raised",
    steps=(
        Step("answer", ("raised", "answered"), "answer", ("coordinator",), needs=("words",), after="answered"),
        Step("pass_on", ("raised",), "pass_on", ("coordinator",), needs=("reason",)),
        Step("withhold", ("answered", "closed"), "withhold", ("coordinator",)),
        Step("publish", ("answered", "closed"), "publish", ("coordinator",)),
        Step("close", ("raised", "answered"), "close", ("actor",), after="closed"),
    ),
    words={
        "raised": "chờ trả lời",
        "answered": "đã trả lời",
        "closed": "đã đóng",
        "answer": "Trả lời",
        "pass_on": "Chuyển lên trên",
        "withhold": "Không công bố",
        "publish": "Công bố",
        "close": "Đóng",
        "actor": "đơn vị nêu vướng mắc",
        "coordinator": "đơn vị trả lời (đầu mối hoặc lãnh đạo)",
    },
)
