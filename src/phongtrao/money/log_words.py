"""What the log says of money: deeds, subjects and keys in the words of their own pages."""

from __future__ import annotations

from phongtrao.money.models import FundingVersion
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject


def learn() -> None:
    """Tell the log's page of money; called once at the start."""
    DEEDS.update(
        load_funding="nạp nguồn kinh phí",
        add_line="thêm khoản chi",
        change_line="sửa khoản chi",
        drop_line="xóa khoản chi",
        replace_lines="nạp các khoản chi từ Excel",
        appraise_lines="ghi số thẩm định",
        approve_lines="ghi số phê duyệt",
    )
    KEYS.update(lines="số khoản")
    SUBJECTS["fundingversion"] = Subject(
        "nguồn kinh phí",
        lambda u, d: FundingVersion.objects.visible_to(u, d).select_related("programme"),
        "funding",
        name=lambda row: f"{row.name}, phiên bản {row.number}",
        key=lambda row: row.programme.name,
    )
