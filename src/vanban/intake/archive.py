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
            if is_locked(parts):
                raise Unreadable(LOCKED)
            if is_bomb(parts):
                raise Unreadable(BOMB)
            _check_kind(archive, {part.filename for part in parts})
            if declares(archive, parts):
                raise Unreadable(ENTITIES)
    except Unreadable:
        raise
    except Exception as error:  # a directory that lies makes the reader raise a dozen different things
        raise Unreadable(BROKEN) from error


def is_locked(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether a part asks for a password."""
    return any(part.flag_bits & 1 for part in parts)


def is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether the parts are too many, too large unpacked, or packed tighter than an honest writer packs."""
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    tight = any(part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts)
    return len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or xml > MAX_XML or tight


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


def declares(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Whether a part declares a document type: none of a Word or Excel file does, unless made to harm who opens it."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if _DECLARES.search(head.replace(b"\0", b"")):
                return True
    return False
