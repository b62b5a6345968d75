"""What the log says of models: deeds, subjects and keys in the words of their own pages."""

from __future__ import annotations

from phongtrao.initiatives.models import Initiative, KindVersion, StatedTarget
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject


def learn() -> None:
    """Tell the log's page; called once at the start. Deeds of the procedure are told by its machine."""
    DEEDS.update(
        load_kind="nạp loại mô hình",
        describe_initiative="sửa nội dung mô hình",
        add_place="thêm điểm",
        count_groups="ghi số tổ",
        end_place="ghi điểm thôi hoạt động",
        count_equipment="kiểm kê thiết bị",
        owe_repair="ghi việc phải sửa chữa",
        finish_repair="ghi đã sửa chữa",
        open_review="lập đánh giá năm",
        answer_review="trả lời tiêu chí đánh giá năm",
        choose_places="chọn nơi nhân rộng",
        state_target="ghi chỉ tiêu",
    )
    KEYS.update(
        place="điểm số", groups="số tổ", line="dòng kiểm kê số", good="tốt", degraded="xuống cấp", broken="hỏng",
        repair="việc sửa chữa số", items="số lượng", answers="số tiêu chí trả lời",
    )  # fmt: skip
    SUBJECTS["initiative"] = Subject(
        "mô hình",
        lambda u, d: Initiative.objects.visible_to(u, d).select_related("organisation"),
        "initiative",
        name=lambda row: f"{row.title}, {row.organisation.name}",
    )
    SUBJECTS["kindversion"] = Subject("loại mô hình", lambda u, d: KindVersion.objects.visible_to(u, d), "kind")
    SUBJECTS["statedtarget"] = Subject(
        "chỉ tiêu mô hình",
        lambda u, d: StatedTarget.objects.visible_to(u, d).select_related("root"),
        "targets",
        name=lambda row: f"chỉ tiêu đến năm {row.year} của {row.root}",
        key=None,
    )
