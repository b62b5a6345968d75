"""What a zip archive says of itself before anything is unpacked."""

from __future__ import annotations

import io
import re
import zipfile

from vanban.intake.source import Unreadable

MAX_UNPACKED = 200_000_000
"""Bytes that all parts of a Word file may come to, unpacked."""
MAX_XML = 40_000_000
"""Bytes that its parts of XML, which are held in memory as trees, may come to."""
MAX_RATIO = 200
MAX_PARTS = 5_000
_SMALL = 1_000_000
"""A part under this size is let through whatever its ratio: a page of blanks packs very small."""

OTHER = "Tệp nén này không phải tài liệu Word (.docx). Hãy giải nén rồi tải lên từng văn bản."
BOMB = "Tệp này giải nén ra lớn bất thường nên không được mở. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
BROKEN = "Tệp Word này bị hỏng, không mở được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
LOCKED = "Tệp này được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên."
MACRO = "Tệp Word này có macro nên không được nhận. Hãy lưu lại thành .docx (không macro) rồi tải lên."
ENTITIES = (
    "Tệp Word này có khai báo XML không an toàn nên không được mở. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = {
    "macroenabled": MACRO,
    "wordprocessingml.template": "Đây là mẫu Word (.dotx). Hãy lưu lại thành .docx rồi tải lên.",
    "spreadsheetml": "Đây là bảng tính Excel, không phải văn bản. Hãy tải lên bản Word (.docx) hoặc PDF của văn bản.",
    "presentationml": "Đây là tệp trình chiếu, không phải văn bản. Hãy tải lên bản Word (.docx) hoặc PDF của văn bản.",
}
_OPEN_DOCUMENT = "Đây là tệp OpenDocument. Hãy lưu lại thành .docx rồi tải lên."
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 65_536


def check_word(raw: bytes) -> None:
    """Let a Word file pass. Raises `Unreadable` for any other archive; for one that is locked, has macros or is a trap.

    Sizes are those of the archive's directory; reading a part never gives more than it declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            _check_kind(archive, {part.filename for part in parts})
            _check_declarations(archive, parts)
    except Unreadable:
        raise
    except Exception as error:  # a directory that lies makes the reader raise a dozen different things
        raise Unreadable(BROKEN) from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    tight = any(part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or xml > MAX_XML or tight:
        raise Unreadable(BOMB)


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise Unreadable(_OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names:
        raise Unreadable(OTHER)
    types = archive.read("[Content_Types].xml").decode("utf-8", errors="replace")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACRO)
    if _WORD in types:
        return
    for kind, message in _OTHERS.items():
        if kind in types.lower():
            raise Unreadable(message)
    raise Unreadable(OTHER)


def _check_declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part of a Word file declares a document type; one that does is made to harm who opens it."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if _DECLARES.search(head.replace(b"\0", b"")):
                raise Unreadable(ENTITIES)
