"""Archived entries of the log as a file: lines of JSON, compressed, its last line signed with the site's key."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from phongtrao import site_key
from phongtrao.organisations.models import LogEntry

FORMAT = "phongtrao-log-1"


class NoLogFile(ValueError):
    """Not an archive of a log, or a damaged one; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """An archive whose signature fits what it says. `sha256`: of the file as it lies there."""

    path: Path
    sha256: str
    key: str
    """The public key it was signed with: whose it is, is for the database or its keeper to say."""

    @property
    def name(self) -> str:
        return self.path.name

    def entries(self) -> Iterator[LogEntry]:
        """Its entries, in their order; not rows of the database."""
        with gzip.open(self.path, "rt", encoding="utf-8") as lines:
            for line in lines:
                said = json.loads(line)
                if "sequence" in said:
                    yield _entry(said)


def write(path: Path, entries: Iterable[LogEntry]) -> str:
    """Write entries under a temporary name, then give it its own; the SHA-256 of the file. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(path)
    temporary = path.with_name(f".{path.name}.part")
    told = hashlib.sha256()
    with open(temporary, "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        # Without a moment and a name in it, equal entries make equal files.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as lines:
            for said in _lines(entries):
                told.update(said)
                lines.write(said)
            signature = {"signature": site_key.sign(told.digest())}
            lines.write(json.dumps(signature).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return digest_of(path)


def _lines(entries: Iterable[LogEntry]) -> Iterator[bytes]:
    head = {"format": FORMAT, "key": site_key.public_key()}
    yield json.dumps(head).encode() + b"\n"
    for entry in entries:
        yield json.dumps(_said(entry), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def open_log_file(path: Path) -> LogFile:
    """The archive at `path`, once its signature was found to fit. Raises NoLogFile, OSError."""
    told, before, head = hashlib.sha256(), b"", {}
    try:
        with gzip.open(path, "rb") as lines:
            for number, line in enumerate(lines):
                if number == 0:
                    head = json.loads(line)
                told.update(before)
                before = line
        signed = json.loads(before)["signature"]
        is_whole = head["format"] == FORMAT and site_key.is_signed(told.digest(), signed, head["key"])
    except (gzip.BadGzipFile, zlib.error, EOFError, ValueError, KeyError, TypeError) as error:
        raise NoLogFile(f"{path.name} không phải tệp lưu trữ nhật ký, hoặc đã hỏng.") from error
    if not is_whole:
        raise NoLogFile(f"{path.name} đã bị sửa sau khi lưu trữ: chữ ký không khớp.")
    return LogFile(path, digest_of(path), head["key"])


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_KEPT = ("sequence", "account", "deed", "subject", "organisation_id", "content", "previous", "digest")


def _said(entry: LogEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _KEPT} | {"at": entry.at.isoformat()}


def _entry(said: dict[str, Any]) -> LogEntry:
    return LogEntry(at=datetime.fromisoformat(said["at"]), **{name: said[name] for name in _KEPT})
