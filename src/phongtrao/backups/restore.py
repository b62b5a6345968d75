"""Taking a backup back in: looked through first, then all of it in one transaction, proved before it holds."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from phongtrao.backups import encryption, keys, rows
from phongtrao.backups.backup import AT_ONCE, FORMAT, MANIFEST
from phongtrao.organisations import log_guard
from phongtrao.organisations.lookup import find_user
from phongtrao.organisations.models import LogEntry, LogHead
from phongtrao.procedure import Refused

_FILE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(\.[0-9a-f]{16})?")
NO_BACKUP = "Tệp này không phải bản sao lưu của Phong Trào, hoặc đã hỏng."
LOCKED = "Bản sao lưu này được mã hoá; xin nêu mật khẩu (--passphrase-stdin) hoặc tệp khoá (--key-file)."


class Damaged(ValueError):
    """No backup, or one that is not what its manifest says; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup whose every table and file was found to be what the manifest says."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]
    digest: str
    """SHA-256 of the manifest."""


@contextmanager
def opened(path: Path, secret: encryption.Secret | None = None) -> Iterator[Opened]:
    """Open a backup and look all of it through. Raises Damaged, encryption.Locked, OSError."""
    with path.open("rb") as file, TemporaryFile(dir=_home()) as plain:
        source: BinaryIO = file
        if encryption.is_encrypted(file):
            if secret is None:
                raise Damaged(LOCKED)
            encryption.decrypt(file, plain, secret)
            source = plain
        yield _looked_through(source)


def _looked_through(source: BinaryIO) -> Opened:
    try:
        archive = zipfile.ZipFile(source)
        raw = archive.read(MANIFEST)
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            raise Damaged(NO_BACKUP)
        look_through(archive, manifest)
    except Damaged:
        raise
    except Exception as error:  # damaged bytes make their reader raise a dozen different things
        raise Damaged(NO_BACKUP) from error
    return Opened(archive, manifest, hashlib.sha256(raw).hexdigest())


def _home() -> Path:
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    return home


def look_through(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Hold every table and file against the manifest. Raises Damaged, naming the first that does not fit."""
    told = {f"tables/{name}.jsonl": said for name, said in manifest["tables"].items()}
    told |= {f"files/{name}": said for name, said in manifest["files"].items()}
    told |= {f"keys/{name}": {"sha256": said} for name, said in manifest["keys"].items()}
    wrong = [name for name in manifest["files"] if not _FILE.fullmatch(name)]
    wrong += [name for name in manifest["keys"] if not keys.is_known(name)]
    there = set(archive.namelist()) - {MANIFEST}
    if not any(name.startswith("keys/") for name in there):
        told = {name: said for name, said in told.items() if not name.startswith("keys/")}
    if wrong or there != set(told):
        raise Damaged("Bản sao lưu bị hỏng: thiếu hoặc thừa phần so với bản kê trong tệp.")
    for name, said in told.items():
        size, ends, digest = _measured(archive, name)
        if digest != said["sha256"] or said.get("size", size) != size or said.get("rows", ends) != ends:
            raise Damaged(f"Bản sao lưu bị hỏng: {name} không còn như lúc sao lưu.")


def _measured(archive: zipfile.ZipFile, name: str) -> tuple[int, int, str]:
    """Bytes, line ends and SHA-256 of one part."""
    size, ends, told = 0, 0, hashlib.sha256()
    try:
        with archive.open(name) as part:
            while piece := part.read(AT_ONCE):
                size, ends = size + len(piece), ends + piece.count(b"\n")
                told.update(piece)
    except Exception as error:  # as above
        raise Damaged(f"Bản sao lưu bị hỏng: không đọc được {name}.") from error
    return size, ends, told.hexdigest()


def restore(backup: Opened, by: str, at: datetime, replace: bool = False) -> list[str]:
    """Put the site back as it was; the database must have its tables. All or nothing. Raises Refused, Unknown, Damaged.

    Gives what does not work because keys are lacking that the backup does not hold.

    Files come first: a process killed in between leaves at worst files that no row names (`sweep-files`). The log goes
    on with an entry that says from what it was restored, and where the replaced log had come to.
    """
    manifest = backup.manifest
    if manifest["schema"] != rows.schema():
        raise Refused(
            f"Bản sao lưu của phiên bản {manifest['software']} có bảng khác phiên bản đang chạy; "
            "xin khôi phục bằng đúng phiên bản đó rồi nâng cấp."
        )
    used = rows.in_use()
    if used and not replace:
        raise Refused(
            f"Trang này đã có dữ liệu ({', '.join(used[:3])}...). "
            "Xin khôi phục vào nơi trống, hoặc thêm --replace để thay toàn bộ."
        )
    for name in manifest["files"]:
        _put(backup.archive, name)
    with transaction.atomic():
        head = LogHead.objects.first()
        ended: dict[str, Any] = {"ended": head.sequence, "digest": head.digest} if head else {}
        try:
            _rows(backup)
        except (ValueError, ValidationError, IntegrityError) as error:
            if isinstance(error, Damaged):
                raise
            raise Damaged("Bản sao lưu có dòng không khớp nhau; dữ liệu cũ giữ nguyên.") from error
        user, made_at = find_user(by), manifest["made_at"]
        LogEntry.record(user, "restore", user, at, backup=backup.digest, made_at=made_at, **ended)
    for name in manifest["keys"]:
        if f"keys/{name}" in backup.archive.namelist():
            keys.put(name, backup.archive.read(f"keys/{name}"))
    return keys.lacking(manifest["keys"])


def _put(archive: zipfile.ZipFile, name: str) -> None:
    """One stored file in its place, whole or not at all."""
    path = Path(settings.FILES) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    with (
        archive.open(f"files/{name}") as part,
        os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        while piece := part.read(AT_ONCE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _rows(backup: Opened) -> None:
    """All rows out, all rows of the backup in, and each table held against the manifest once more."""
    with log_guard.lifted():
        rows.empty()
        for model in rows.tables():
            with backup.archive.open(f"tables/{rows.name_of(model)}.jsonl") as part:
                rows.insert(model, part)
        rows.count_on()
        connection.check_constraints()
        for model in rows.tables():
            said = backup.manifest["tables"][rows.name_of(model)]
            if rows.counted(model) != (said["rows"], said["says"]):
                raise Damaged(f"Bảng {rows.name_of(model)} không khôi phục được đúng từng dòng; dữ liệu cũ giữ nguyên.")
