"""A report from draft to acceptance, edition by edition."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

REPORT = Procedure(
    name="report",
    title="Báo cáo",
    start="draft",
    steps=(
        Step("send", ("draft",), "send_report", ("actor",), after="sent"),
        Step("approve", ("sent",), "approve_report", ("leader",), after="approved"),
        Step("return_inside", ("sent",), "return_report", ("leader",), needs=("reason",), after="returned"),
        Step("accept", ("approved",), "accept_report", ("receiver",), after="accepted"),
        Step("return", ("approved",), "return_report", ("receiver",), needs=("reason",), after="returned"),
        Step("withdraw", ("sent",), "withdraw_report", ("actor",), needs=("reason",), after="withdrawn"),
        Step("recall", ("approved", "accepted"), "withdraw_report", ("leader",), needs=("reason",), after="withdrawn"),
        Step("correct", ("returned", "withdrawn", "accepted"), "correct_report", ("actor",)),
    ),
    words={
        "draft": "đang soạn",
        "sent": "chờ lãnh đạo duyệt",
        "approved": "đã gửi, chờ nhận",
        "accepted": "đã nhận",
        "returned": "trả lại",
        "withdrawn": "đã rút",
        "send_report": "Trình lãnh đạo duyệt",
        "approve_report": "Duyệt, gửi đi",
        "return_report": "Trả lại",
        "accept_report": "Nhận báo cáo",
        "withdraw_report": "Rút lại",
        "correct_report": "Lập bản mới để sửa",
        "actor": "đơn vị báo cáo",
        "leader": "lãnh đạo đơn vị báo cáo",
        "receiver": "đơn vị nhận báo cáo (đầu mối hoặc lãnh đạo)",
    },
)
