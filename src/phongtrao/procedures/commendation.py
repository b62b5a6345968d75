"""A proposal to commend (khen thưởng): its dossier, the council, the decision."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

COMMENDATION = Procedure(
    name="commendation",
    title="Khen thưởng",
    start="drafting",
    steps=(
        Step("send", ("drafting", "returned"), "send_proposal", ("leader",), needs=("list", "papers"),
             paper="to_trinh", after="sent"),
        Step("return", ("sent",), "return_commendation", ("examiner",), needs=("reason",), after="returned"),
        Step("examine", ("sent",), "examine", ("examiner",), needs=("examined",), after="examined"),
        Step("council", ("examined",), "conclude_council", ("examiner",), needs=("votes", "papers"), paper="bien_ban",
             after="voted"),
        Step("propose", ("voted",), "submit_commendation", ("examiner",), needs=("papers",), paper="to_trinh",
             after="proposed"),
        Step("decide", ("proposed",), "commend", ("decider",), needs=("decision",), paper="quyet_dinh",
             after="decided"),
        Step("refuse", ("proposed",), "refuse_commendation", ("decider",), needs=("reason",), after="refused"),
        Step("revoke", ("decided",), "revoke_commendation", ("decider",), needs=("reason", "decision"),
             paper="quyet_dinh", after="revoked"),
        Step("drop", ("drafting", "returned"), "drop_commendation", ("leader",), needs=("reason",), after="dropped"),
    ),
    words={
        "drafting": "đang lập",
        "sent": "đã gửi hồ sơ",
        "returned": "trả lại hồ sơ",
        "examined": "đã thẩm định hồ sơ",
        "voted": "hội đồng đã họp",
        "proposed": "đã trình khen thưởng",
        "decided": "đã có quyết định",
        "refused": "không khen thưởng",
        "revoked": "đã hủy bỏ quyết định",
        "dropped": "đã bỏ",
        "send_proposal": "Gửi hồ sơ",
        "return_commendation": "Trả lại hồ sơ",
        "examine": "Kết luận thẩm định hồ sơ",
        "conclude_council": "Ghi kết quả họp hội đồng",
        "submit_commendation": "Trình khen thưởng",
        "commend": "Quyết định khen thưởng",
        "refuse_commendation": "Không khen thưởng",
        "revoke_commendation": "Hủy bỏ quyết định",
        "drop_commendation": "Bỏ đề nghị",
        "actor": "đơn vị đề nghị",
        "leader": "lãnh đạo đơn vị đề nghị",
        "examiner": "cơ quan thẩm định, thường trực hội đồng (đầu mối hoặc lãnh đạo), không phải người lập hồ sơ",
        "decider": "người có thẩm quyền quyết định (lãnh đạo; quyết định do văn thư phát hành)",
    },
)  # fmt: skip
