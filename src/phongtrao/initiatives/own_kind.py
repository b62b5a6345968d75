"""What holds of a model of no kind that a programme names: criteria and thresholds, marked as samples."""

from __future__ import annotations

from datetime import date

from phongtrao.gaps import Gap
from phongtrao.initiatives.kind import Criterion, InitiativeKind, ReviewRule

OWN_KIND = InitiativeKind(
    name="",
    title="Mô hình khác",
    version=1,
    valid_from=date(1900, 1, 1),
    source="",
    fits=(),
    review=ReviewRule(70, 40, 90, source="Bản mẫu: chưa có văn bản nào nêu tiêu chí và ngưỡng."),
    criteria=(
        Criterion("co_quy_che", "Có quyết định thành lập và quy chế hoạt động còn hiệu lực", "yes_no"),
        Criterion("ho_so", "Hồ sơ của mô hình đầy đủ, được cập nhật trong năm", "yes_no"),
        Criterion(
            "diem_hoat_dong", "Điểm của mô hình hoạt động thường xuyên", "share", percent=70,
            base="số điểm của mô hình",
        ),
        Criterion("giao_ban", "Trong năm có họp đánh giá hoạt động của mô hình", "yes_no", required=False),
    ),
    gaps=(Gap("Loại mô hình", "Mô hình này không thuộc loại nào đã nạp; tiêu chí là bản mẫu chung."),),
)  # fmt: skip
