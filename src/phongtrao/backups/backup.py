"""Writing a backup: one moment of the site, under a temporary name first, whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from io import BufferedRandom
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.db import connection, transaction

from phongtrao.backups import encryption, keys, rows
from phongtrao.documents.models import StoredFile
from phongtrao.organisations import checkpoint
from phongtrao.organisations.models import LogEntry, User

FORMAT = "phongtrao-backup-1"
MANIFEST = "manifest.json"
AT_ONCE = 1 << 20


class Busy(OSError):
    """Another backup is being written to the same file."""


@dataclass
class Backup:
    """What was written: the file's digest, its manifest, and stored files that were gone or not what they had been."""

    path: Path
    sha256: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


def back_up(path: Path, by: User, at: datetime, secret: encryption.Secret | None = None) -> Backup:
    """Write the whole site to `path`; an older file there is replaced at the end, in one step. Raises OSError.

    A process that is killed leaves `path` as it was, and at worst `.NAME.part` beside it, which the next run uses.
    """
    made = Backup(path)
    with _temporary(path) as file:
        if secret is None:
            _write(file, made, at, with_keys=False)
        else:
            # Without a name: what is not encrypted yet goes with the process.
            with TemporaryFile(dir=path.parent) as plain:
                _write(plain, made, at, with_keys=True)
                encryption.encrypt(plain, file, secret)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        made.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with transaction.atomic():
        LogEntry.record(by, "backup", by, at, file=made.sha256, encrypted=secret is not None)
    return made


@contextmanager
def _temporary(path: Path) -> Iterator[BufferedRandom]:
    """A file beside `path` that takes its name when all went well; others who write there are told to wait."""
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w+b") as file:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(error.errno, "đang có lần sao lưu khác ghi vào tệp này", str(path)) from error
        try:
            file.truncate(0)
            yield file
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(into: BinaryIO, made: Backup, at: datetime, with_keys: bool) -> None:
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, rows.snapshot():
        made.manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "software": version("phongtrao"),
            "database": connection.vendor,
            "schema": rows.schema(),
            "checkpoint": checkpoint.now().written(),
            "keys": keys.digests(),
            "tables": {rows.name_of(model): _table(archive, model) for model in rows.tables()},
        }
        made.manifest["files"] = dict(_files(archive, made.damaged))
        for name, raw in keys.own().items() if with_keys else ():
            archive.writestr(f"keys/{name}", raw)
        archive.writestr(MANIFEST, json.dumps(made.manifest, ensure_ascii=False, indent=1))


def _table(archive: zipfile.ZipFile, model: rows.Model) -> dict[str, Any]:
    told, digest = rows.Told(model), hashlib.sha256()
    with archive.open(f"tables/{rows.name_of(model)}.jsonl", "w", force_zip64=True) as out:
        for line in rows.lines(model):
            told.update(line)
            digest.update(line)
            out.write(line)
    return {"rows": told.rows, "sha256": digest.hexdigest(), "says": told.digest}


def _files(archive: zipfile.ZipFile, damaged: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every stored file that a row names, once; what is gone or changed is told, and the rest goes on."""
    seen: set[str] = set()
    for row in StoredFile.objects.order_by("pk").iterator(chunk_size=1000):
        name = f"{row.path.parent.name}/{row.path.name}"
        if name in seen:
            continue
        seen.add(name)
        try:
            with row.path.open("rb") as file:
                kept = _file(archive, name, iter(lambda file=file: file.read(AT_ONCE), b""))  # type: ignore[misc]
        except FileNotFoundError:
            damaged.append(f"{name} ({row.name}): không còn trên đĩa")
            continue
        if kept["sha256"] != row.sha256:
            damaged.append(f"{name} ({row.name}): nội dung không còn như lúc nhận")
        yield name, kept


def _file(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    size, told = 0, hashlib.sha256()
    with archive.open(f"files/{name}", "w", force_zip64=True) as out:
        for piece in pieces:
            size += len(piece)
            told.update(piece)
            out.write(piece)
    return {"size": size, "sha256": told.hexdigest()}
