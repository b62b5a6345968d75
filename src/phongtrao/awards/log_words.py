"""What the log says of commendations: deeds and keys in the words of their own pages. No entry holds a name."""

from __future__ import annotations

from phongtrao.awards.models import CommendationRulesVersion
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject


def learn() -> None:
    """Tell the log's page; called once at the start, after the machine has told its own words."""
    DEEDS.update(
        load_commendation_rules="nạp quy định khen thưởng",
        put_on_list="ghi vào danh sách đề nghị",
        take_off_list="đưa ra khỏi danh sách đề nghị",
        give_opinions="ghi ý kiến thẩm định",
        name_council_member="cử thành viên hội đồng",
        remove_council_member="thôi cử thành viên hội đồng",
        count_votes="ghi kết quả biểu quyết",
        read_names="xem danh sách cá nhân",
        forget_people="xóa họ tên theo thời hạn lưu",
    )
    KEYS.update(
        nominee="trường hợp số", nominees="số trường hợp", where="xem ở", people="số người",
        version="phiên bản", name="tên ngắn", member="thành viên", part="phần việc", paper="giấy tờ",
    )  # fmt: skip
    SUBJECTS["commendationrulesversion"] = Subject(
        "quy định khen thưởng",
        lambda u, d: CommendationRulesVersion.objects.visible_to(u, d),
        "commendation_rules",
    )
