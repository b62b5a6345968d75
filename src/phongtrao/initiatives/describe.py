"""What is written of a model before it is decided: title, aim, what the survey found, its regulation (quy chế)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from phongtrao.initiatives.acting import post_as
from phongtrao.initiatives.kind import Article, InitiativeKind
from phongtrao.initiatives.models import Initiative
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.procedures import INITIATIVE
from phongtrao.words import HANOI
from phongtrao.work.deeds import sealed

OPEN = ("planned", "surveyed", "returned")
"""States in which a model is still described; from the proposal on it stands in papers."""
FIELDS = ("title", "aim", "findings", "regulation")
SAMPLE_ARTICLES = (
    Article("Phạm vi, đối tượng áp dụng", "Quy chế này quy định tổ chức, hoạt động của mô hình; áp dụng đối với …"),
    Article(
        "Nguyên tắc hoạt động", "Tự nguyện, tự quản, đúng pháp luật; dưới sự lãnh đạo của cấp ủy, sự quản lý của …"
    ),
    Article("Tổ chức của mô hình", "Mô hình có … điểm, mỗi điểm có … tổ; người phụ trách do … phân công."),
    Article("Nhiệm vụ", "…"),
    Article("Chế độ họp, thông tin, báo cáo", "Họp … một lần; báo cáo … trước ngày … hằng năm."),
    Article("Hồ sơ, trang thiết bị", "Hồ sơ do … lưu; trang thiết bị được kiểm kê … một lần, hư hỏng phải báo ngay."),
    Article("Kinh phí", "Nguồn kinh phí: …"),
    Article("Tổ chức thực hiện", "… chịu trách nhiệm thực hiện; đánh giá mô hình hằng năm."),
)
"""What a draft of a regulation begins with where the kind says nothing: headings to fill in, nothing that binds."""


def articles_of(text: str) -> list[Article]:
    """The articles of a regulation as it is typed: parted by blank lines, the first line of each its title.

    >>> articles_of("Kinh phí\\nDo xã cấp.")
    [Article(title='Kinh phí', words='Do xã cấp.')]
    """
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    parted = (block.partition("\n") for block in blocks if block)
    return [Article(title.strip(), words.strip()) for title, _, words in parted]


def sample_regulation(kind: InitiativeKind) -> str:
    """The kind's own articles, else headings to fill in, as text to type on."""
    return "\n\n".join(f"{one.title}\n{one.words}" for one in kind.articles or SAMPLE_ARTICLES)


@transaction.atomic
def describe(initiative: Initiative, given: Mapping[str, str], by: User, at: datetime) -> bool:
    """Write what is given of FIELDS; whether anything changed. Raises Refused."""
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    post = post_as(row, "actor", by, at.astimezone(HANOI).date())
    if row.state not in OPEN:
        raise Refused(f"Mô hình {INITIATIVE.words[row.state]}; nội dung đã nằm trong tờ trình, quyết định.")
    changed = [name for name in FIELDS if name in given and getattr(row, name) != given[name].strip()]
    for name in changed:
        setattr(row, name, given[name].strip())
    if not row.title:
        raise Refused("Xin ghi tên mô hình.")
    if changed:
        row.save()
        words = "\n".join(getattr(row, name) for name in changed)
        LogEntry.record(by, "describe_initiative", row, at, row.organisation, post, **sealed(words))
    return bool(changed)
