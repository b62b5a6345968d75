"""A pilot (thí điểm): its plan, its phases, the reviews, and what becomes of it."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

PILOT = Procedure(
    name="pilot",
    title="Thí điểm",
    start="drafting",
    steps=(
        Step("approve", ("drafting",), "approve_pilot", ("decider",), needs=("phases", "decision"), paper="ke_hoach",
             after="approved"),
        Step("begin_phase", ("approved", "reviewed"), "begin_phase", ("actor",), needs=("phase", "day"),
             after="running"),
        Step("report_phase", ("running",), "report_phase", ("actor",), needs=("words",), paper="bao_cao"),
        Step("interim_review", ("running",), "interim_review", ("actor",), needs=("papers",), paper="bao_cao",
             after="reviewed"),
        Step("final_review", ("running", "reviewed"), "final_review", ("actor",), needs=("papers",), paper="bao_cao",
             after="concluded"),
        Step("roll_out", ("reviewed", "concluded"), "roll_out", ("decider",), needs=("decision",), paper="ke_hoach",
             after="rolled_out"),
        Step("end", ("approved", "running", "reviewed", "concluded"), "end_pilot", ("decider",), needs=("reason",),
             after="ended"),
        Step("drop", ("drafting",), "drop_pilot", ("leader",), needs=("reason",), after="dropped"),
    ),
    words={
        "drafting": "đang lập kế hoạch",
        "approved": "đã phê duyệt kế hoạch",
        "running": "đang thí điểm",
        "reviewed": "đã sơ kết",
        "concluded": "đã tổng kết",
        "rolled_out": "đã nhân rộng",
        "ended": "kết thúc, không nhân rộng",
        "dropped": "thôi thí điểm",
        "approve_pilot": "Phê duyệt kế hoạch thí điểm",
        "begin_phase": "Bắt đầu giai đoạn tiếp theo",
        "report_phase": "Ghi báo cáo giai đoạn",
        "interim_review": "Sơ kết",
        "final_review": "Tổng kết",
        "roll_out": "Nhân rộng ra các nơi còn lại",
        "end_pilot": "Kết thúc, không nhân rộng",
        "drop_pilot": "Thôi thí điểm",
        "actor": "cơ quan chủ trì thí điểm",
        "leader": "lãnh đạo cơ quan chủ trì thí điểm",
        "decider": "cơ quan quyết định (đầu mối hoặc lãnh đạo; văn bản do văn thư phát hành)",
    },
)  # fmt: skip
