"""What the log says of documents: their names and pages, and corrections in the words of their own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phongtrao.documents.models import Arrival, Document, Outgoing, Purge
from phongtrao.documents.shown import HEADER_LABELS, LABELS
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, VALUES, Subject, plain_words

COPIED = "xem trên trang văn bản"
"""Of a corrected value: the document's page shows the words, the log has only their digest."""


def _field(value: Any, _: Mapping[str, Any], names: object) -> str:
    return (LABELS | HEADER_LABELS).get(value, value) or "cả nhiệm vụ"


def _value(value: Any, _: Mapping[str, Any], names: object) -> str:
    return COPIED if value else plain_words(None)


def _duty(index: Any, _: Mapping[str, Any], names: object) -> str:
    if not index:
        return "không, phần đầu văn bản"
    return f"thêm tay, số {index[1:]}" if index.startswith("a") else str(int(index) + 1)


PAPERS = {
    "draft_paper": "soạn dự thảo văn bản",
    "issue_paper": "phát hành văn bản",
    "drop_paper": "bỏ dự thảo văn bản",
    "enter_outgoing": "ghi sổ văn bản đi",
}


PURGES = {
    "propose_purge": "đề nghị tiêu hủy",
    "confirm_purge": "xác nhận tiêu hủy",
    "refuse_purge": "không tiêu hủy",
    "purge": "tiêu hủy",
}


def learn() -> None:
    """Tell the log's page of documents; called once at the start."""
    VALUES.update(field=_field, value=_value, duty=_duty)
    DEEDS.update(PAPERS | PURGES)
    KEYS.update({"reason": "lý do", "kept_by": "đơn vị nhận bản lưu", "copies": "số lượng bản"})
    SUBJECTS["outgoing"] = Subject(
        "văn bản đi", lambda u, d: Outgoing.objects.visible_to(u, d), "outgoing", name=lambda row: row.title
    )
    SUBJECTS["purge"] = Subject("đề nghị tiêu hủy", lambda u, d: Purge.objects.visible_to(u, d), "purge")
    SUBJECTS["document"] = Subject("văn bản", lambda u, d: Document.objects.visible_to(u, d), "document")
    SUBJECTS["arrival"] = Subject(
        "văn bản đến",
        lambda u, d: Arrival.objects.visible_to(u, d).select_related("document"),
        "arrival",
        name=lambda row: f"số đến {row.number} năm {row.year}, {row.document}",
    )
