"""An estimate (dự toán): drawn up, appraised line by line, approved, amended."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

ESTIMATE = Procedure(
    name="estimate",
    title="Dự toán kinh phí",
    start="drafting",
    steps=(
        Step("send", ("drafting", "returned"), "send_estimate", ("leader",), needs=("lines", "papers"),
             paper="to_trinh", after="sent"),
        Step("return", ("sent",), "return_estimate", ("appraiser",), needs=("reason",), after="returned"),
        Step("appraise", ("sent",), "appraise_estimate", ("appraiser",), needs=("appraised", "papers"),
             paper="bao_cao", after="appraised"),
        Step("return_to_appraiser", ("appraised",), "appraise_again", ("decider",), needs=("reason",), after="sent"),
        Step("approve", ("appraised",), "approve_estimate", ("decider",), needs=("decision",), paper="quyet_dinh",
             after="approved"),
        Step("refuse", ("appraised",), "refuse_estimate", ("decider",), needs=("reason",), after="refused"),
        Step("amend", ("approved",), "amend_estimate", ("actor",), needs=("reason",)),
        Step("supersede", ("approved",), "supersede_estimate", ("site",), after="superseded"),
        Step("drop", ("drafting", "returned"), "drop_estimate", ("leader",), needs=("reason",), after="dropped"),
    ),
    words={
        "drafting": "đang lập",
        "sent": "đã gửi thẩm định",
        "returned": "trả lại để lập lại",
        "appraised": "đã thẩm định",
        "approved": "đã phê duyệt",
        "refused": "không phê duyệt",
        "superseded": "đã được điều chỉnh",
        "dropped": "đã bỏ",
        "send_estimate": "Gửi thẩm định",
        "return_estimate": "Trả lại",
        "appraise_estimate": "Kết luận thẩm định",
        "appraise_again": "Đề nghị thẩm định lại",
        "approve_estimate": "Phê duyệt",
        "refuse_estimate": "Không phê duyệt",
        "amend_estimate": "Lập dự toán điều chỉnh",
        "supersede_estimate": "Được điều chỉnh bằng dự toán mới",
        "drop_estimate": "Bỏ dự toán",
        "actor": "đơn vị lập dự toán",
        "leader": "lãnh đạo đơn vị lập dự toán",
        "appraiser": "cơ quan tài chính thẩm định (đầu mối hoặc lãnh đạo), không phải người lập dự toán",
        "decider": "cơ quan phê duyệt (đầu mối hoặc lãnh đạo; quyết định do văn thư phát hành)",
        "site": "hệ thống, khi dự toán điều chỉnh được phê duyệt",
    },
)  # fmt: skip
