"""The one gate of every upload: what is refused here leaves no row, no file and no word in a log.

A file is looked at in memory first (`inspect`): size, name, harm (`hazards`), type by content, marks of secrecy. Only
what passed is written (`keep`), within the caller's transaction: if that is rolled back, the file goes with it. A
process killed in between leaves at worst a file that no row names, which `sweep` takes away.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePath
from typing import Literal, Protocol

from django.conf import settings
from django.db import transaction

from phongtrao import hazards
from phongtrao.attachments import Opened, open_attachment
from phongtrao.documents.models import Purge, StoredFile
from phongtrao.organisations import tree
from phongtrao.organisations.models import User
from phongtrao.words import HANOI
from vanban.intake import Source, Unreadable, open_source, too_big
from vanban.secrecy import secrecy_mark

NAME_LIMIT = 200
EMPTY = "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại."
NOT_TICKED = "Xin xác nhận «không chứa bí mật nhà nước» trước khi gửi."
SECRET = (
    "Văn bản có dấu chỉ độ mật nên không được đưa lên hệ thống này. Không có gì được lưu lại. "
    "Xin xử lý theo quy định về bảo vệ bí mật nhà nước."
)
PURGED = (
    "Tệp này đã được tiêu hủy vì là bí mật nhà nước nên không được đưa lên lại. Không có gì được lưu lại. "
    "Xin xử lý theo quy định về bảo vệ bí mật nhà nước."
)
NO_NAME = "Tệp chưa có tên. Xin đặt tên tệp rồi gửi lại."
SLASHES = "Tên tệp có dấu gạch chéo (/ hoặc \\). Xin đổi tên tệp rồi gửi lại."
CONTROLS = "Tên tệp có ký tự không nhìn thấy được. Xin đổi tên tệp rồi gửi lại."
LONG_NAME = f"Tên tệp dài quá {NAME_LIMIT} ký tự. Xin rút ngắn tên tệp rồi gửi lại."

Accepted = Literal["document", "attachment"]


class Refusal(ValueError):
    """Something handed in that cannot be taken; the text is Vietnamese and says what to do."""


class Secret(Refusal):
    """A document that bears a mark of secrecy: whoever shows the refusal shows nothing of it again."""


class Readable(Protocol):
    """An open file: `read(n)` gives at most n bytes, none at its end."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that has passed the gate and stands nowhere yet. `source` is None where it has no text to be had."""

    name: str
    raw: bytes
    sha256: str
    kind: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Received:
    """A file kept, and the text taken out of it (None for a picture, a sheet, a scan handed in as an attachment)."""

    stored: StoredFile
    source: Source | None


def receive_file(
    name: str, raw: bytes | Readable, by: User, at: datetime, secret_free: bool, accept: Accepted = "document"
) -> Received:
    """Take in one file, within the caller's transaction; raises Refusal. See `inspect` and `keep`."""
    inspected = inspect(name, raw, secret_free, accept)
    return Received(keep(inspected, by, at), inspected.source)


def inspect(name: str, raw: bytes | Readable, secret_free: bool, accept: Accepted = "document") -> Inspected:
    """Look at a file in memory: a document must have text; an attachment may also be a scan, a sheet or a picture.

    `secret_free` is the tick "không chứa bí mật nhà nước" of whoever hands it in. Raises Refusal.
    """
    if not secret_free:
        raise Refusal(NOT_TICKED)
    clean = clean_name(name)
    content = _read(raw)
    try:
        hazards.look(content)
        kind, source, said = _opened(clean, content, accept)
        said += [PurePath(clean).stem, *hazards.words_of(content)]
        if any(secrecy_mark(text) for text in said):
            raise Secret(SECRET)
        if kind == "text" and source is not None:
            hazards.look_at_table(clean, source.text)
    except Unreadable as error:
        raise Refusal(str(error)) from error
    return Inspected(clean, content, hashlib.sha256(content).hexdigest(), kind, source)


def _opened(name: str, raw: bytes, accept: Accepted) -> Opened:
    if accept == "attachment":
        return open_attachment(name, raw, settings.UPLOAD_LIMIT)
    source = open_source(name, raw, max_bytes=settings.UPLOAD_LIMIT)
    return source.kind, source, [source.text, source.margin]


def clean_name(name: str) -> str:
    """The name in composed characters without blanks around it; raises Refusal for one that could do harm."""
    clean = unicodedata.normalize("NFC", name).strip()
    if clean in ("", ".", ".."):
        raise Refusal(NO_NAME)
    if "/" in clean or "\\" in clean:
        raise Refusal(SLASHES)
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in clean):
        raise Refusal(CONTROLS)
    if len(clean) > NAME_LIMIT:
        raise Refusal(LONG_NAME)
    return clean


def _read(raw: bytes | Readable) -> bytes:
    """All bytes, never more than one over the limit."""
    limit = settings.UPLOAD_LIMIT
    content = raw if isinstance(raw, bytes) else b"".join(_pieces(raw, limit + 1))
    if len(content) > limit:
        raise Refusal(too_big(len(content), limit))
    if not content:
        raise Refusal(EMPTY)
    return content


def _pieces(raw: Readable, room: int) -> Iterator[bytes]:
    while room > 0 and (piece := raw.read(room)):
        yield piece
        room -= len(piece)


def keep(inspected: Inspected, by: User, at: datetime) -> StoredFile:
    """Write the bytes and their row; must stand in the transaction of the deed, whose rollback takes both away."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a file is kept in the transaction of its deed")
    if Purge.forbids(inspected.sha256, _provinces(by, at)):
        raise Secret(PURGED)
    stored = StoredFile(
        sha256=inspected.sha256,
        token=secrets.token_hex(8),
        name=inspected.name,
        size=len(inspected.raw),
        kind=inspected.kind,
        uploaded_by=by,
        uploaded_at=at,
    )
    _place(stored.path, inspected.raw)
    stored.save(force_insert=True)
    return stored


def _provinces(by: User, at: datetime) -> set[int] | None:
    """Roots over the bodies of a person; None for one who sees all."""
    day = at.astimezone(HANOI).date()
    return None if by.sees_all(day) else tree.roots_of(by.body_ids(day), day)


class _Pending:
    """Lives as long as the transaction that a file was placed in has not been settled."""

    __slots__ = ("__weakref__",)


def _place(path: Path, raw: bytes) -> None:
    """Write the bytes whole or not at all, to stay if and only if the transaction commits.

    A transaction keeps what is to be done on its commit and drops it on a rollback, also on one to a savepoint. The
    removal hangs on that: the pending thing lives in the list alone, and when it goes unsettled, so does the file.
    """
    temporary = path.with_name(f".{path.name}.part")
    pending = _Pending()
    removal = weakref.finalize(pending, _remove, temporary, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "xb", opener=partial(os.open, mode=0o600)) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _flush(path.parent)
    except BaseException:
        removal()
        raise
    transaction.on_commit(partial(_settle, pending, removal))


def _settle(pending: _Pending, removal: weakref.finalize[..., _Pending]) -> None:
    removal.detach()


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(now: datetime, older_than: timedelta = timedelta(hours=1)) -> int:
    """Remove files that no row names, left by a killed process; gives how many.

    Only those older than `older_than`: a younger one may belong to a transaction that is not yet settled.
    """
    before = (now - older_than).timestamp()
    old = [p for p in Path(settings.FILES).glob("??/*") if p.is_file() and p.stat().st_mtime < before]
    removed = 0
    for start in range(0, len(old), 500):
        part = old[start : start + 500]
        digests = {p.name.lstrip(".").split(".")[0] for p in part}
        named = {row.path for row in StoredFile.objects.filter(sha256__in=digests)}
        for path in part:
            if path not in named:
                path.unlink(missing_ok=True)
                removed += 1
    return removed
