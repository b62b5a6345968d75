"""Where a secret still stands, as far as the site can know it: told to the two people who purge it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.documents.holdings import BESIDE, FORGOTTEN, HOLDINGS
from phongtrao.documents.models import Copy, Purge, StoredFile
from phongtrao.documents.models.purges import SHELLS
from phongtrao.documents.purge import held
from phongtrao.organisations.models import LogEntry, User
from phongtrao.words import HANOI, day_in_words

OUTSIDE = {"backup": "Bản sao lưu", "export_bundle": "Gói việc"}
"""Deeds of the log that took what the site holds out of it."""
COPIES = "Bản đã tải về máy, bản in, bản sao ổ đĩa của máy chủ không tự mất: xin thu hồi, xóa theo quy định."


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Places to look after besides, a line each, and files of the same bytes that the person sees."""

    lines: tuple[str, ...]
    files: tuple[StoredFile, ...]


def still_elsewhere(purge: Purge, user: User, day: date) -> Elsewhere:
    """Backups and bundles made since it came in, equal bytes, other copies, and what people wrote about it."""
    row = held(purge)
    own = HOLDINGS[purge.kind].file(row) if row is not None else None
    same = StoredFile.objects.filter(sha256=purge.sha256).exclude(name=FORGOTTEN)
    same = same.exclude(pk=own.pk) if own else same
    seen = list(same.visible_to(user, day))
    hidden = same.count() - len(seen)
    lines = [*_taken_out(purge)]
    if hidden:
        lines.append(f"{hidden} tệp cùng nội dung ở đơn vị khác: xin báo quản trị hệ thống.")
    if isinstance(row, Copy):
        lines += [f"{said}: xin xem lại từng chỗ." for said in _about(row)]
    return Elsewhere((*lines, COPIES), tuple(seen))


def _taken_out(purge: Purge) -> list[str]:
    left = LogEntry.objects.filter(deed__in=OUTSIDE, at__gte=purge.held_since).order_by("sequence")
    return [
        f"{OUTSIDE[entry.deed]} lập ngày {day_in_words(entry.at.astimezone(HANOI).date())} "
        f"(nhật ký mục {entry.sequence}, tài khoản {entry.account})."
        for entry in left
    ]


def _about(copy: Copy) -> list[str]:
    others = copy.document.copies.exclude(pk=copy.pk).exclude(text__startswith=SHELLS)
    return [f"Bản số {other.pk} của văn bản này" for other in others] + [line for say in BESIDE for line in say(copy)]
