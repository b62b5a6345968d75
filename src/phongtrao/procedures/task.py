"""A task that is due, and a standing duty, as their bodies move them."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

TASK = Procedure(
    name="task",
    title="Việc đến hạn",
    start="open",
    steps=(
        Step("start", ("open",), "start", ("actor",), after="started"),
        Step("submit", ("open", "started", "returned"), "submit", ("actor",), needs=("note",), after="submitted"),
        Step("return", ("submitted",), "return", ("receiver",), needs=("reason",), after="returned"),
        Step("accept", ("submitted",), "accept", ("receiver",), after="accepted"),
        Step("waive", ("open", "started", "returned"), "waive", ("receiver",), needs=("reason",), after="waived"),
        Step("ask_extension", ("open", "started", "returned"), "ask_extension", ("actor",), needs=("reason", "day")),
        Step("extend", ("open", "started", "returned"), "extend", ("receiver",), needs=("day",)),
        Step("refuse_extension", ("open", "started", "returned"), "refuse_extension", ("receiver",), needs=("reason",)),
        Step("hand_back", ("open", "started"), "hand_back", ("actor",), needs=("reason",), after="handed_back"),
        Step("pass_on", ("handed_back",), "pass_on", ("receiver",), needs=("body",), after="closed"),
        Step("keep", ("handed_back",), "keep", ("receiver",), needs=("reason",), after="open"),
        Step("close", ("open",), "close", ("adopter",), needs=("reason",), after="closed"),
    ),
    words={
        "open": "chưa bắt đầu",
        "started": "đang thực hiện",
        "submitted": "đã nộp",
        "returned": "trả lại",
        "accepted": "hoàn thành",
        "waived": "miễn",
        "handed_back": "chuyển trả",
        "closed": "đã đóng",
        "start": "Bắt đầu thực hiện",
        "submit": "Nộp kết quả",
        "return": "Trả lại",
        "accept": "Chấp nhận",
        "waive": "Miễn",
        "ask_extension": "Đề nghị gia hạn",
        "extend": "Gia hạn",
        "refuse_extension": "Không gia hạn",
        "hand_back": "Chuyển trả",
        "pass_on": "Chuyển đơn vị khác",
        "keep": "Không nhận chuyển trả",
        "close": "Đóng",
        "remind": "Đôn đốc bằng văn bản",
        "actor": "đơn vị thực hiện",
        "receiver": "đơn vị nhận kết quả (đầu mối hoặc lãnh đạo)",
        "adopter": "người giao việc từ văn bản, khi sửa thời hạn",
    },
)

ASSIGNMENT = Procedure(
    name="assignment",
    title="Nhiệm vụ thường xuyên, phối hợp",
    start="binding",
    steps=(
        Step("hand_back", ("binding",), "hand_back", ("actor",), needs=("reason",), after="handed_back"),
        Step("pass_on", ("handed_back",), "pass_on", ("receiver",), needs=("body",), after="passed_on"),
        Step("keep", ("handed_back",), "keep", ("receiver",), needs=("reason",), after="binding"),
    ),
    words={
        "binding": "đang giao",
        "handed_back": "chuyển trả",
        "passed_on": "đã chuyển đơn vị khác",
        **{deed: TASK.words[deed] for deed in ("hand_back", "pass_on", "keep", "actor", "receiver")},
    },
)
