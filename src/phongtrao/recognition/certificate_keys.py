"""The keys that sign certificates, as an administrator keeps them: made, replaced, told to be stolen.

Private halves are files in the site's home; the root's may be kept elsewhere (`PHONGTRAO_ROOT_KEY`, `--root`) and is
needed only for these deeds. Each deed ends in a new list of keys that the root has signed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from phongtrao import key_files
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.recognition.keys import IssuingKey, KeyList, key_id, read_keys
from phongtrao.recognition.models import SignedKeyList
from phongtrao.words import HANOI

NO_KEY = "Chưa có khoá ký giấy chứng nhận. Quản trị xin chạy: phongtrao certificate-keys --make"
ROOT, KEY = "certificate-root-key", "certificate-key-{}"
"""Names of files in the site's home."""


def root_path() -> Path:
    """Where the root's private half lies."""
    return Path(settings.CERTIFICATE_ROOT_KEY or settings.HOME / ROOT)


def key_list() -> KeyList:
    """The list of keys that counts. Raises Refused where no key was ever made."""
    return read_keys(key_list_text())


def key_list_text() -> str:
    """The same as its signed text."""
    row = SignedKeyList.objects.order_by("made_at", "pk").last()
    if row is None:
        raise Refused(NO_KEY)
    return row.text


def issuing_key() -> Ed25519PrivateKey:
    """The key that signs today, loaded once for as many certificates as there are. Raises Refused."""
    current = key_list().current
    if current is None:
        raise Refused("Khoá ký đã báo mất mà chưa có khoá mới. Xin chạy: phongtrao certificate-keys --rotate")
    try:
        return key_files.load(_path(current.id))
    except (OSError, ValueError) as error:
        raise Refused(
            f"Không đọc được khoá ký {current.id} trên máy này. Xin chép tệp {_path(current.id).name} từ bản sao lưu, "
            "hoặc chạy: phongtrao certificate-keys --rotate"
        ) from error


def make_keys(by: User, at: datetime, root: Path | None = None) -> bool:
    """Root and first key, where there are none; whether they were made just now. Raises Refused."""
    _administrator(by, at)
    if SignedKeyList.objects.exists():
        return False
    path = root or root_path()
    key_files.make(path)
    public = key_files.public_half(_root(path))
    _changed("make_certificate_key", KeyList(public, at, ()), lambda keys: (*keys, _new(at)), by, at, path)
    return True


def rotate_key(by: User, at: datetime, root: Path | None = None) -> IssuingKey:
    """A new key that signs from now on; what the one before it has signed stays good. Raises Refused.

    The old private half is taken off the disk: what is not there cannot be stolen.
    """
    _administrator(by, at)
    former = key_list()
    made = _new(at)
    path = root or root_path()
    _changed("rotate_certificate_key", former, lambda keys: (*_retired(keys, at), made), by, at, path)
    for key in former.keys:
        transaction.on_commit(partial(_path(key.id).unlink, missing_ok=True))
    return made


def lose_key(id: str, since: date, by: User, at: datetime, root: Path | None = None) -> IssuingKey | None:
    """A key is stolen since a day (or nobody knows whether): it counts no more; gives the new one that signs instead.

    None where another key was signing already. Raises Refused.
    """
    _administrator(by, at)
    former = key_list()
    lost = former.key(id)
    if lost is None:
        raise Refused(f"Không có khoá {id}. Xin xem: phongtrao certificate-keys")
    moment = datetime.combine(since, time.min, HANOI)
    if moment > at:
        raise Refused("Ngày mất khoá ở tương lai. Xin ghi ngày sớm nhất mà khoá có thể đã mất.")
    if lost.stolen_since is not None and lost.stolen_since <= moment:
        return None
    made = [_new(at)] if former.current == lost else []
    marked = replace(lost, stolen_since=moment)

    def changed(keys: tuple[IssuingKey, ...]) -> tuple[IssuingKey, ...]:
        return (*(marked if key.id == id else key for key in keys), *made)

    _changed("lose_certificate_key", former, changed, by, at, root or root_path(), since=str(since), key=id)
    transaction.on_commit(partial(_path(id).unlink, missing_ok=True))
    return made[0] if made else None


@transaction.atomic
def _changed(
    deed: str,
    former: KeyList,
    change: Callable[[tuple[IssuingKey, ...]], tuple[IssuingKey, ...]],
    by: User,
    at: datetime,
    root: Path,
    **told: Any,
) -> None:
    """Sign and keep the list as it is now, with the log's entry."""
    key = _root(root)
    if key_files.public_half(key) != former.root:
        raise Refused(f"Khoá trong {root} không phải khoá gốc của trang này. Xin nêu đúng tệp: --root TỆP")
    keys = KeyList(former.root, at, change(former.keys))
    row = SignedKeyList.objects.create(made_at=at, text=keys.written(key))
    named: dict[str, Any] = {"key": keys.current.id if keys.current else ""}
    LogEntry.record(by, deed, row, at, **(named | told))


def _root(path: Path) -> Ed25519PrivateKey:
    try:
        return key_files.load(path)
    except (OSError, ValueError) as error:
        raise Refused(f"Không đọc được khoá gốc ở {path}. Xin gắn nơi cất khoá gốc rồi nêu tệp: --root TỆP") from error


def _new(at: datetime) -> IssuingKey:
    """A key of which the private half lies in the site's home."""
    private = Ed25519PrivateKey.generate()
    public = key_files.public_half(private)
    key_files.keep(_path(key_id(public)), private)
    return IssuingKey(public, at)


def _retired(keys: tuple[IssuingKey, ...], at: datetime) -> tuple[IssuingKey, ...]:
    return tuple(key if key.retired_at or key.stolen_since else replace(key, retired_at=at) for key in keys)


def _path(id: str) -> Path:
    return Path(settings.HOME) / KEY.format(id)


def _administrator(by: User, at: datetime) -> None:
    if not by.sees_all(at.astimezone(HANOI).date()):
        raise Refused("Khoá ký giấy chứng nhận thuộc về quản trị hệ thống.")
