"""How candidacies are shown: the state as a badge, who is waited for, what comes next."""

from __future__ import annotations

from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.models import Candidacy

LOOKS = {
    "at_commune": "upcoming", "registered": "upcoming", "selected": "in_progress", "building": "in_progress",
    "self_scored": "in_progress", "dossier_sent": "submitted", "returned": "returned", "appraised": "submitted",
    "proposed": "submitted", "decided": "accepted", "certified": "accepted", "recognition_withdrawn": "overdue",
}  # fmt: skip
"""State → the look of its badge; others look closed."""
NEXT = {
    "at_commune": "UBND, Công an xã, phường tổng hợp, gửi lên tỉnh",
    "registered": "cơ quan thẩm định lựa chọn",
    "selected": "đơn vị bắt đầu xây dựng",
    "building": "đơn vị tự chấm điểm và chốt điểm",
    "self_scored": "lãnh đạo đơn vị gửi hồ sơ khi đủ giấy tờ",
    "dossier_sent": "cơ quan thẩm định chấm điểm, kết luận",
    "returned": "đơn vị sửa hồ sơ, chốt lại điểm và gửi lại",
    "appraised": "cơ quan thẩm định trình công nhận",
    "proposed": "cơ quan quyết định ban hành quyết định",
    "decided": "cấp giấy chứng nhận",
    "certified": "đơn vị duy trì; cơ quan thẩm định xác nhận hằng năm",
}
"""State → who does what next."""


def badge_of(candidacy: Candidacy) -> tuple[str, str]:
    """Look and word of the state."""
    return LOOKS.get(candidacy.state, "closed"), CANDIDACY.words[candidacy.state]


def next_step(candidacy: Candidacy) -> str:
    """Who does what next; the empty string at the end of the way."""
    if candidacy.state in ("registered", "dossier_sent", "appraised") and candidacy.appraiser_id is None:
        return "chưa có văn bản nào nêu cơ quan thẩm định; xin bổ sung quy định công nhận"
    if candidacy.state == "proposed" and candidacy.decider_id is None:
        return "chưa có văn bản nào nêu cơ quan quyết định; xin bổ sung quy định công nhận"
    return NEXT.get(candidacy.state, "")
