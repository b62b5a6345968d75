"""From any bytes to a text, or to one line that says why not. A file's kind is told by its content, not its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from vanban.directive import Note
from vanban.intake import archive, decode, html, pdf, word
from vanban.intake.source import Source, Unreadable, extractor

MAX_BYTES = 20_000_000

EMPTY = "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên."
OLD_WORD = "Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
OLD_OFFICE = "Đây là tệp Office đời cũ, không phải văn bản Word. Hãy tải lên bản Word (.docx) hoặc PDF của văn bản."
RICH_TEXT = "Đây là tệp RTF. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
PICTURE = "Đây là tệp ảnh, không có chữ để đọc. Hãy nhận dạng chữ trước, hoặc tải lên bản Word hay văn bản gốc."

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x0cjP")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_EXTENSIONS = {".pdf": "pdf", ".docx": "docx", ".htm": "html", ".html": "html"}

_BROKEN = "Không đọc được tệp này: tệp bị hỏng hoặc quá phức tạp. Hãy mở tệp, lưu lại rồi tải lên lần nữa."


def open_source(name: str, raw: bytes, *, max_bytes: int = MAX_BYTES, max_pages: int = pdf.MAX_PAGES) -> Source:
    """The text of a file, with what made it and what a reader should know.

    Takes the file's name (only held against what the file turns out to be) and its bytes. Raises `Unreadable`, and
    nothing else, where there is nothing to read: its message is one Vietnamese line that says what to do.
    """
    if not raw.strip():
        raise Unreadable(EMPTY)
    if len(raw) > max_bytes:
        raise Unreadable(too_big(len(raw), max_bytes))
    try:
        source = _read(raw, max_pages)
    except Unreadable:
        raise
    except Exception as error:  # a parser may fail in its own ways on bytes made to harm it; people are told one thing
        raise Unreadable(_BROKEN) from error
    return _held_against(name, source)


def too_big(size: int, most: int) -> str:
    """The message for a file of `size` bytes where `most` are taken."""
    told, limit = _megabytes(size), _megabytes(most)
    # Of an upload no more is read than shows that it is too big: its own size is not known then.
    said = f"Tệp lớn {told} MB, vượt mức {limit} MB" if told != limit else f"Tệp vượt mức {limit} MB"
    return f"{said}. Hãy giảm dung lượng hoặc tách nhỏ tệp."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")


def _read(raw: bytes, max_pages: int) -> Source:
    if raw.startswith(_ZIPS):
        return word.read_word(raw)
    if _PDF in raw[:_PDF_WITHIN]:
        return pdf.read_pdf(raw, max_pages)
    _refuse_known(raw)
    decoded = decode.decode(raw)
    if not any(not char.isspace() and char not in "\ufffd\ufeff" for char in decoded.text):
        raise Unreadable(EMPTY)
    if html.is_html(decoded.text):
        return html.read_html(decoded.text, decoded.notes)
    return Source(decoded.text, "text", extractor(decoded.encoding), decoded.notes, verbatim=decoded.verbatim)


def _refuse_known(raw: bytes) -> None:
    """Kinds of file that are told by their first bytes and hold no text of ours."""
    refusals: tuple[tuple[tuple[bytes, ...], Callable[[bytes], str]], ...] = (
        (_PICTURES, lambda _: PICTURE),
        (_ARCHIVES, lambda _: archive.OTHER),
        ((_OLD_OFFICE,), _old_office),
        ((b"{\\rtf",), lambda _: RICH_TEXT),
    )
    for beginnings, message in refusals:
        if raw.startswith(beginnings):
            raise Unreadable(message(raw))


def _old_office(raw: bytes) -> str:
    """A locked .docx wears the same coat as an old .doc; the names inside tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return archive.LOCKED
    return OLD_WORD if "WordDocument".encode("utf-16-le") in raw else OLD_OFFICE


def _held_against(name: str, source: Source) -> Source:
    """Say so where the name promises another kind of file than the content is."""
    promised = _EXTENSIONS.get(PurePath(name).suffix.lower())
    if promised in (None, source.kind):
        return source
    message = f"Tên tệp ghi là {promised.upper()} nhưng nội dung là {_NAMES[source.kind]}; đã đọc theo nội dung."
    return replace(source, notes=(*source.notes, Note("other-format", message, 0, 0)))


_NAMES = {"text": "văn bản thuần", "html": "trang HTML", "docx": "tài liệu Word", "pdf": "PDF"}
