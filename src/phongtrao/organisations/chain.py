"""Whether the log still says what was written: the chain from link to link, its head, checkpoints, archives.

What this finds by itself: entries edited, taken out, put in or put elsewhere, and an end cut off. Whoever holds the
database and writes every link and the head anew leaves a chain without a break: that is found through a checkpoint
only, and only as far as the checkpoint reaches (docs/decisions/log.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from phongtrao.organisations import log_guard
from phongtrao.organisations.checkpoint import Checkpoint
from phongtrao.organisations.log_file import LogFile
from phongtrao.organisations.models import LogArchive, LogEntry, LogHead
from phongtrao.organisations.models.log import GENESIS


@dataclass
class _Walk:
    """Where a walk along the chain has come to, and the checkpoints that it has met."""

    checkpoints: Sequence[Checkpoint]
    sequence: int = 0
    digest: str = GENESIS
    met: set[Checkpoint] = field(default_factory=set)

    def meet(self) -> Iterator[str]:
        """Hold the entry walked to against the checkpoints taken at it."""
        for checkpoint in self.checkpoints:
            if checkpoint.sequence == self.sequence:
                self.met.add(checkpoint)
                if not checkpoint.seals(self.digest):
                    yield (
                        f"Mục {self.sequence} không còn là mục lúc lấy mốc: nhật ký từ mục đó trở về trước "
                        "đã bị viết lại."
                    )

    def along(self, entries: Iterable[LogEntry]) -> Iterator[str]:
        """Walk on over these entries, which should follow; a line for each break."""
        for entry in entries:
            if entry.sequence != self.sequence + 1:
                yield f"Thiếu mục {self.sequence + 1} (mục kế tiếp có trong dữ liệu: {entry.sequence})."
            elif entry.previous != self.digest:
                yield f"Mục {entry.sequence} không nối với mục đứng trước."
            if entry.sealed() != entry.digest:
                yield f"Mục {entry.sequence} đã bị sửa sau khi ghi."
            self.sequence, self.digest = entry.sequence, entry.digest
            yield from self.meet()


def breaks(checkpoints: Sequence[Checkpoint] = (), files: Sequence[LogFile] = ()) -> Iterator[str]:
    """Where the log is not what it was, a Vietnamese line each; nothing where all is well.

    `checkpoints`: those kept elsewhere. `files`: archives, where what was taken out is to be looked at too.
    """
    yield from (f"Khoá chống sửa nhật ký đã bị gỡ khỏi cơ sở dữ liệu ({name})." for name in log_guard.missing())
    walk = _Walk(checkpoints)
    yield from walk.meet()
    yield from _archived(walk, files)
    yield from walk.along(LogEntry.objects.order_by("sequence").iterator())
    yield from _end(walk)


def _archived(walk: _Walk, files: Sequence[LogFile]) -> Iterator[str]:
    """Walk over what was archived: through the file where it is given, else from its first link to its last."""
    given = {file.sha256: file for file in files}
    known = list(LogArchive.objects.order_by("last"))
    yield from (
        f"Tệp lưu trữ {file.name} không phải tệp mà trang đã ghi, hoặc đã bị sửa."
        for file in files
        if file.sha256 not in {row.sha256 for row in known}
    )
    for row in known:
        if row.first != walk.sequence + 1:
            yield f"Đoạn lưu trữ {row.first}–{row.last} không nối với đoạn trước (đến mục {walk.sequence})."
        if row.sha256 in given:
            yield from walk.along(given[row.sha256].entries())
        if (walk.sequence, walk.digest) != (row.last, row.digest):
            if row.sha256 in given:
                yield f"Tệp lưu trữ {row.name} không kết thúc ở mục {row.last} như đã ghi."
            yield from _unseen(walk, row)
            walk.sequence, walk.digest = row.last, row.digest
            yield from walk.meet()
    if known and not _is_recorded(known[-1]):
        yield f"Việc lưu trữ đến mục {known[-1].last} không có trong nhật ký: đoạn đầu nhật ký có thể đã bị thay."


def _unseen(walk: _Walk, row: LogArchive) -> Iterator[str]:
    """Checkpoints inside an archive whose file was not given cannot be held against anything."""
    for checkpoint in walk.checkpoints:
        if walk.sequence < checkpoint.sequence < row.last:
            walk.met.add(checkpoint)
            inside = f"Mốc ở mục {checkpoint.sequence} nằm trong tệp lưu trữ {row.name}"
            yield f"{inside}; xin nêu thêm: --archive {row.name}."


def _is_recorded(row: LogArchive) -> bool:
    told = LogEntry.objects.filter(deed="archive_log", sequence__gt=row.last).values_list("content", flat=True)
    same = {"first": row.first, "last": row.last, "digest": row.digest, "file": row.sha256}
    return any(same.items() <= content.items() for content in told)


def _end(walk: _Walk) -> Iterator[str]:
    head = LogHead.objects.first()
    written, last = (head.sequence, head.digest) if head else (0, GENESIS)
    if (written, last) != (walk.sequence, walk.digest):
        yield (f"Các mục cuối đã bị xóa hoặc thay (đã ghi đến mục {written}, dữ liệu có đến mục {walk.sequence}).")
    for checkpoint in walk.checkpoints:
        if checkpoint.sequence > walk.sequence:
            yield (
                f"Mốc được lấy khi nhật ký đã đến mục {checkpoint.sequence}, nay chỉ còn đến mục {walk.sequence}: "
                "các mục cuối đã bị cắt."
            )
        elif checkpoint not in walk.met:
            yield f"Mục {checkpoint.sequence}, nơi lấy mốc, không còn trong nhật ký."
