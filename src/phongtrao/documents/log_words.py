"""What the log says of documents: their names and pages, and corrections in the words of their own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phongtrao.documents.models import Arrival, Document, Outgoing
from phongtrao.documents.shown import HEADER_LABELS, LABELS, in_words
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, VALUES, Subject, plain_words

COPIED = "xem trên trang văn bản"
"""Of a value that is a piece of the text: its page shows the words, the log has only their place."""


def _field(value: Any, _: Mapping[str, Any], names: object) -> str:
    return (LABELS | HEADER_LABELS).get(value, value) or "cả nhiệm vụ"


def _value(value: Any, content: Mapping[str, Any], names: object) -> str:
    field = content.get("field", "")
    if field in ("span", "") or field == "deadlines":
        return COPIED if value else plain_words(None)
    return in_words(field, value) or plain_words(None)


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


def learn() -> None:
    """Tell the log's page of documents; called once at the start."""
    VALUES.update(field=_field, value=_value, duty=_duty)
    DEEDS.update(PAPERS)
    KEYS.update({"kept_by": "đơn vị nhận bản lưu", "copies": "số lượng bản"})
    SUBJECTS["outgoing"] = Subject(
        "văn bản đi", lambda u, d: Outgoing.objects.visible_to(u, d), "outgoing", name=lambda row: row.title
    )
    SUBJECTS["document"] = Subject("văn bản", lambda u, d: Document.objects.visible_to(u, d), "document")
    SUBJECTS["arrival"] = Subject(
        "văn bản đến",
        lambda u, d: Arrival.objects.visible_to(u, d).select_related("document"),
        "arrival",
        name=lambda row: f"số đến {row.number} năm {row.year}, {row.document}",
    )
